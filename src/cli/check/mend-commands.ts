import { basename, dirname, join, relative, sep } from 'node:path'
import { quoteWord } from '../../../dsl/shell/quote.ts'
import { discoverStories } from '../../load/discover.ts'
import { statOf } from '../../load/stat.ts'
import type { CheckSettings, ProjectPlace } from './settings.ts'

/** A command line that can be pasted. */
export function commandOf(...words: readonly string[]): string {
  return words.map(quoteWord).join(' ')
}

/** The command that writes the files of the stories that were checked. */
export function emitCommand(place: ProjectPlace, scope: readonly string[], settings: CheckSettings): string {
  const { names, emitOptions } = settings
  const usual = names.length === 0 ? discoverStories(place.cwd) : []
  const isUsual = scope.length === usual.length
  const shown = names.length > 0 ? names : isUsual ? [] : scope.map((file) => pathFrom(place.cwd, file))
  return commandOf(...programWords(place), 'emit', ...shown, ...emitOptions)
}

/** A path from a folder, with forward slashes. */
export function pathFrom(folder: string, path: string): string {
  return relative(folder, path).replaceAll(sep, '/')
}

// As it was started, or shorter where it is installed in the project.
function programWords({ cwd, root }: ProjectPlace): readonly string[] {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules', '.bin', 'pipegen')
    if (statOf(path) !== undefined) return [pathFrom(cwd, path)]
    if (folder === root || folder === dirname(folder)) break
  }
  const started = process.argv[1] ?? 'pipegen'
  if (started.includes('_npx')) return ['npx', 'pipegen']
  return basename(started) === 'pipegen' ? [started] : ['node', started]
}

/** What a person who started git in an inner folder types first: hooks run at the top. */
export function backToTop({ cwd, root }: ProjectPlace, prefix: string | undefined): string {
  if (prefix === undefined || prefix === '' || cwd !== root) return ''
  return `${commandOf('cd', pathFrom(join(root, prefix), root))} && `
}
