import { relative } from 'node:path'
import { compileStory } from '../../dsl/compile.ts'
import type { Story } from '../../dsl/story.ts'
import { vendors } from '../../emitters/index.ts'
import type { Report } from '../diagnostics.ts'
import type { Pipeline } from '../ir.ts'
import type { Bundle } from '../load/bundle.ts'
import { discoverStories, looked, resolveStories } from '../load/discover.ts'
import { loadStory } from '../load/load-story.ts'
import { inside } from '../origin.ts'
import { withRecipes } from '../recipes.ts'
import type { Usual } from '../usual.ts'
import type { Vendor } from '../vendor.ts'
import { paceEngine } from './pace.ts'

/** The stories of a run: their pipelines, and what leads from their origins back to the sources. */
export interface Gathered {
  readonly pipelines: readonly Pipeline[]
  readonly bundles: readonly Bundle[]
  /** Whether these are all stories of the folder, none of them left out by a fault. */
  readonly complete: boolean
}

/** Which stories are gathered, and how. */
export interface Gathering {
  readonly cwd: string
  readonly root: string
  /** Files or folders; empty: all stories of `cwd`. */
  readonly names: readonly string[]
  readonly seconds: number
  /** The ids of those that the stories are wanted for beside their targets. */
  readonly beside?: readonly string[]
  /** Whether the engine is not to be told how much work there is: most of the time goes elsewhere. */
  readonly unpaced?: boolean
}

/** Loads and compiles stories, and holds their names against each other. */
export async function gatherStories(
  { cwd, root, names, seconds, beside = [], unpaced }: Gathering,
  report: Report,
): Promise<Gathered> {
  const files = names.length === 0 ? discoverStories(cwd) : resolveStories(names, cwd)
  if (files.length === 0)
    report('no-story', null, {
      looked: names.length === 0 ? looked : names.map((name) => `${relative(cwd, name) || '.'}`),
    })
  const pipelines: Pipeline[] = []
  const bundles: Bundle[] = []
  for (const file of files) {
    const loaded = await loadStory(file, { root, seconds }, report)
    if (loaded === undefined) continue
    bundles.push(loaded.bundle)
    if (unpaced !== true) await paceEngine(countJobs(loaded.value))
    const pipeline = compileStory(loaded.value, { source: loaded.bundle.name, ...known }, report)
    if (pipeline !== undefined) pipelines.push(await withRecipes(pipeline, [...pipeline.targets, ...beside], vendors))
  }
  const single = withoutTwins(pipelines, report)
  return {
    pipelines: single,
    bundles,
    complete: names.length === 0 && files.length > 0 && pipelines.length === files.length,
  }
}

const known = {
  vendors: Object.keys(vendors),
  usual: (id: string): Usual | undefined => (vendors as Readonly<Record<string, Vendor>>)[id]?.usual,
}

// A wrong story may have anything in the place of its stages.
function countJobs({ spec }: Story): number {
  return Object.values(spec.stages ?? {}).reduce(
    (sum, stage) => sum + (stage?.kind === 'job' ? 1 : Object.keys(stage ?? {}).length),
    0,
  )
}

// Of two stories of one name the first stays: what else would be said of both follows from the name.
function withoutTwins(pipelines: readonly Pipeline[], report: Report): readonly Pipeline[] {
  const seen = new Map<string, Pipeline>()
  for (const pipeline of pipelines) {
    const name = pipeline.name.toLowerCase()
    const other = seen.get(name)
    if (other === undefined) seen.set(name, pipeline)
    else report('story-twice', inside(pipeline.origin, 'name'), { name: pipeline.name, other: other.source })
  }
  return [...seen.values()]
}
