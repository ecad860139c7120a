import { join, relative, resolve, sep } from 'node:path'
import type { Diagnostic } from '../../diagnostics.ts'
import type { ProjectPlace } from './settings.ts'

/** The path in one folder that answers to a path in another; a path that is in neither stays. */
export function movePath(path: string, from: ProjectPlace, to: ProjectPlace): string {
  const way = relative(from.root, resolve(from.cwd, path))
  return way === '..' || way.startsWith(`..${sep}`) ? path : join(to.root, way)
}

/** Findings whose words name the paths that people know instead of those in a copy. */
export function withRealPaths(
  found: readonly Diagnostic[],
  copy: ProjectPlace,
  real: ProjectPlace,
): readonly Diagnostic[] {
  return found.map((finding) => ({
    ...finding,
    message: finding.message.replaceAll(copy.root, real.root),
    ...(finding.help === undefined ? {} : { help: finding.help.replaceAll(copy.root, real.root) }),
  }))
}
