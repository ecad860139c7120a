import { job, push, sh, story } from 'pipegen'
import type { Story } from '../../../dsl/story.ts'
import { collect, type Diagnostic } from '../../../src/diagnostics.ts'
import { emitStories, type Output } from '../../../src/emit.ts'
import type { FeatureId } from '../../../src/features.ts'
import type { Pipeline } from '../../../src/ir.ts'
import type { Vendor } from '../../../src/vendor.ts'
import { compileSpec } from '../compile-spec.ts'
import { type Ends, mark, play, type SafetyEvent, type SafetyReader } from './play.ts'
import { readers } from './readers.ts'

type Job = ReturnType<typeof job>

/** A job that tells by its only line that it ran. */
export function telling(name: string, spec: object = {}): Job {
  return job({
    image: 'debian:13',
    steps: [sh(Object.assign([`echo ${mark(name)}`], { raw: [`echo ${mark(name)}`] }))],
    ...spec,
  } as never)
}

/** A story of jobs in one stage. */
export function tellingStory(
  jobs: Readonly<Record<string, Job>>,
  on: readonly object[] = [push()],
  more: object = {},
): Story {
  return story({ name: 'ci', on, stages: { all: jobs }, ...more } as never)
}

/** What a vendor makes of a story: files and the one that reads them, or the rows that it refuses. */
export type Held =
  | { readonly files: readonly Output[]; readonly reader: SafetyReader; readonly found: readonly Diagnostic[] }
  | { readonly refused: readonly string[] }

/** Emits a story for a vendor. A vendor without a reader is a fault of the tests. */
export async function hold(told: Story, vendor: Vendor): Promise<Held> {
  const reader = readers[vendor.id]
  if (reader === undefined)
    throw new Error(`nothing reads the files of ${vendor.id}: write test/harness/safety/${vendor.id}.ts`)
  const { report, found } = collect()
  const files = await emitStories([forVendor(compileSpec(told), vendor)], [vendor], report)
  const errors = found.filter(({ severity }) => severity === 'error')
  return errors.length === 0
    ? { files, reader, found }
    : { refused: errors.map(({ code, help = '' }) => /'refused:[\w-]+\/([^']+)'/.exec(help)?.[1] ?? code) }
}

// A vendor without images runs the same jobs on its machine.
function forVendor(pipeline: Pipeline, vendor: Vendor): Pipeline {
  if (vendor.capabilities['job.image'].level !== 'refused') return pipeline
  return { ...pipeline, jobs: pipeline.jobs.map((one) => ({ ...one, container: null })) }
}

/** What plays an event: the jobs that run. */
export type Player = (event: SafetyEvent, ends?: Partial<Ends>) => readonly string[]

/** Plays events on what a vendor makes of a story; undefined: it refuses the story, by one of the rows. */
export async function playerOf(vendor: Vendor, told: Story, rows: readonly FeatureId[]): Promise<Player | undefined> {
  const held = await hold(told, vendor)
  if ('files' in held) {
    const { files, reader } = held
    return (event, ends = {}) => play(reader.nodes(files, event), { failing: [], approved: true, ...ends })
  }
  if (held.refused.some((row) => rows.some((one) => one === row))) return undefined
  throw new Error(`${vendor.id} refuses ${held.refused.join(', ')}, and not ${rows.join(', ')}`)
}
