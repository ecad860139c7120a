import { dirname, resolve } from 'node:path'
import { isStory } from '../../dsl/compile.ts'
import * as dsl from '../../dsl/index.ts'
import type { Story } from '../../dsl/story.ts'
import pack from '../../package.json' with { type: 'json' }
import type { Report } from '../diagnostics.ts'
import { type Loaded, load } from './load.ts'
import { findRoot } from './root.ts'

/** How a story is loaded; all of it may be left out. */
export interface LoadOptions {
  /** The root of the project, which origins count from; the repository of the story where left out. */
  readonly root?: string
  /** How long reading the story may take, in seconds; 10 where left out. */
  readonly seconds?: number
}

/**
 * Runs a story and gives what it exports by default; undefined: it was reported why there is none. Origins in the story
 * point into the bundle, and `locate` leads back to the source.
 */
export function loadStory(file: string, options: LoadOptions, report: Report): Promise<Loaded<Story> | undefined> {
  const path = resolve(file)
  const { root = findRoot(dirname(path)), seconds = 10 } = options
  const { version } = pack
  return load(
    path,
    isStory,
    { root, seconds, modules: { pipegen: dsl }, self: import.meta.url, version, env: process.env },
    report,
  )
}
