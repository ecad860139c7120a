import type { Code, Diagnostic } from '../diagnostics.ts'
import { exit } from './command.ts'

// What the world refuses, as against what is wrong with a story.
const world: ReadonlySet<Code> = new Set<Code>([
  'no-story',
  'cannot-read',
  'cannot-write',
  'output-outside',
  'no-repository',
  'git-failed',
  'import-nothing',
  'import-several',
  'import-vendor',
])

/** The exit code that findings amount to. */
export function exitCodeOf(found: readonly Diagnostic[]): number {
  const errors = found.filter((finding) => finding.severity === 'error')
  if (errors.some((finding) => world.has(finding.code))) return exit.world
  return errors.length > 0 ? exit.found : exit.fine
}
