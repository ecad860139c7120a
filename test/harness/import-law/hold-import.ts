import { importFiles } from '../../../src/cli/import/import-files.ts'
import { collect, type Diagnostic } from '../../../src/diagnostics.ts'
import type { Pipeline } from '../../../src/ir.ts'
import { mirrorOf } from '../../../src/plan/mirror.ts'
import { setStage, simulatorOf } from '../../../src/plan/play.ts'
import type { SourceFile } from '../../../src/read/reading.ts'
import type { Vendor } from '../../../src/vendor.ts'
import type { Breach } from '../hold-law.ts'
import { holdBack, holdTurn, type Pair, type TurnVerdict } from './hold-turn.ts'
import { namedFiles } from './named-files.ts'
import { turnsOf } from './turns.ts'

/** What the law says of one imported story. */
export interface ImportVerdict {
  readonly story: string
  /** Why the simulator makes nothing of the file; undefined: it plays it. */
  readonly unread: string | undefined
  /** Turns in which the story starts, or the file does. */
  readonly agreeing: number
  /** Turns that differ only in jobs of which the import said that it reads them nearly. */
  readonly told: number
  /** Turns of which the story does not say all: why, and how often. */
  readonly unknown: ReadonlyMap<string, number>
  readonly breaches: readonly Breach[]
  /** The same between the file and what is written of the story. */
  readonly back: { readonly agreeing: number; readonly breaches: readonly Breach[] } | undefined
}

/** Imports files, and holds the plan of each story against what the vendor's rules make of the files themselves. */
export async function holdImport(
  vendor: Vendor,
  files: readonly SourceFile[],
  most: number | undefined,
): Promise<readonly ImportVerdict[]> {
  const { report, found } = collect()
  const { pipelines, reading } = await importFiles(vendor, files, { folder: '.', targets: [], seconds: 60 }, report)
  const several = pipelines.length > 1
  // What is written of several stories may stand in a patch of one of them.
  const alone = !several || !pipelines.some(({ raw }) => raw.some(({ patch }) => 'pipelines' in patch))
  const decide = (await vendor.simulate?.())?.decide
  return Promise.all(
    pipelines.map((pipeline) => {
      const read = reading.pipelines.find(({ name }) => name === pipeline.name) ?? pipeline
      const named = namedFiles(files, read, namesOf(pipeline, vendor))
      const pair = { vendor, pipeline, ...named, decide, approximate: approximateIn(read, found) }
      return holdStory(pair, { from: several ? read.origin.file : undefined, alone }, most)
    }),
  )
}

// `from` names the file of the story among several; `alone`: what is written of it needs no other story.
async function holdStory(
  pair: Pair,
  { from, alone }: { readonly from: string | undefined; readonly alone: boolean },
  most: number | undefined,
): Promise<ImportVerdict> {
  const { vendor, pipeline, files, names } = pair
  const simulate = await simulatorOf([pipeline], vendor, files, names)
  const stage = await setStage([pipeline], vendor)
  const forth: TurnVerdict[] = []
  const back: TurnVerdict[] = []
  let isPlayed = false
  for (const turn of turnsOf(pipeline, vendor, most)) {
    const jobs = await simulate(turn.event, turn.outcomes)
    const own = jobs.filter(({ file }) => from === undefined || file === from)
    const mirror = mirrorOf(own, names)
    const again = stage.can ? await stage.play(turn.event, turn.outcomes) : undefined
    isPlayed ||= mirror.size > 0
    forth.push(holdTurn(pair, turn, mirror, again))
    if (again !== undefined && alone) back.push(holdBack(pair, turn, mirror, again))
  }
  const count = (list: readonly TurnVerdict[], kind: TurnVerdict['is']): number =>
    list.filter(({ is }) => is === kind).length
  const breachesIn = (list: readonly TurnVerdict[]) => list.flatMap((one) => (one.is === 'breach' ? [one.breach] : []))
  const unknown = forth.flatMap((one) => (one.is === 'unknown' ? [one.why] : []))
  const isStarted = forth.some(({ is }) => is !== 'idle')
  return {
    story: pipeline.name,
    unread: isPlayed ? undefined : isStarted ? 'its rules start nothing' : 'no event of the grid starts it',
    agreeing: count(forth, 'agreeing'),
    told: count(forth, 'told'),
    unknown: new Map([...new Set(unknown)].map((why) => [why, unknown.filter((one) => one === why).length])),
    breaches: isPlayed ? breachesIn(forth) : [],
    back:
      stage.can && alone
        ? { agreeing: count(back, 'agreeing'), breaches: isPlayed ? breachesIn(back) : [] }
        : undefined,
  }
}

// What the vendor calls the jobs; those that it has in parts by their ids.
function namesOf(pipeline: Pipeline, vendor: Vendor): ReadonlyMap<string, string> {
  const own = vendor.names?.([pipeline]) ?? new Map<string, string>()
  return new Map([...pipeline.jobs.map(({ id }) => [id, id] as const), ...own])
}

// A finding belongs to the last job that begins before it.
function approximateIn({ jobs }: Pipeline, found: readonly Diagnostic[]): ReadonlySet<string> {
  const origins = found.flatMap(({ code, origin }) =>
    code === 'import-approximate' && origin !== undefined && origin !== null ? [origin] : [],
  )
  return new Set(
    origins.flatMap(({ file, line }) => {
      const before = jobs.filter((job) => job.origin.file === file && job.origin.line <= line)
      const start = Math.max(...before.map((job) => job.origin.line))
      return before.filter((job) => job.origin.line === start).map(({ id }) => id)
    }),
  )
}
