import { collect, type Diagnostic, hasErrors } from '../diagnostics.ts'
import { emitStories } from '../emit.ts'
import type { Pipeline } from '../ir.ts'
import type { SourceFile } from '../read/reading.ts'
import type { Vendor } from '../vendor.ts'
import { answersOf, listen } from './answers.ts'
import type { Played } from './compare.ts'
import type { Answer } from './difference.ts'
import type { Outcomes, PlanEvent } from './event.ts'
import { mirrorOf } from './mirror.ts'
import { withOwnNames } from './own-names.ts'
import type { SimulatedJob, VendorOutcomes } from './simulate.ts'
import { readBy } from './vendor-words.ts'

/** A vendor that a story can be played on, or why it cannot. */
export type Stage =
  | { readonly can: true; readonly files: readonly SourceFile[]; readonly play: Play }
  /** The vendor takes no such story; `found` says why. */
  | { readonly can: false; readonly why: 'refused'; readonly found: readonly Diagnostic[] }
  /** Nobody has written the vendor's rules down. */
  | { readonly can: false; readonly why: 'unknown' }

/** Plays an event on the vendor's files of the story. */
export type Play = (event: PlanEvent, outcomes: Outcomes) => Promise<Played>

/** The files of stories for a vendor, ready to be played; of several stories no two jobs may have one id. */
export async function setStage(pipelines: readonly Pipeline[], vendor: Vendor): Promise<Stage> {
  if (vendor.simulate === undefined || vendor.names === undefined) return { can: false, why: 'unknown' }
  const named = pipelines.map((pipeline) => withOwnNames(pipeline, vendor.id))
  const plainly = await written(named, vendor)
  const { files, said, found } = hasErrors(plainly.found) ? await written(pipelines, vendor) : plainly
  if (hasErrors(found)) return { can: false, why: 'refused', found }
  return { can: true, files, play: await playerOf(pipelines, vendor, files, said) }
}

async function written(pipelines: readonly Pipeline[], vendor: Vendor) {
  const { report, found } = collect()
  const heard = listen(pipelines, report)
  const outputs = await emitStories(pipelines, [vendor], heard.report)
  return { files: outputs.map(({ path, text }) => ({ path, text })), said: heard.said, found }
}

/** What plays an event on files of the vendor, which need not be those that are emitted. */
export async function playerOf(
  pipelines: readonly Pipeline[],
  vendor: Vendor,
  files: readonly SourceFile[],
  said: readonly Answer[] = [],
): Promise<Play> {
  const names = vendor.names?.(pipelines) ?? new Map<string, string>()
  const answers = [...pipelines.flatMap((pipeline) => answersOf(pipeline, vendor)), ...said]
  const simulate = await simulatorOf(pipelines, vendor, files)
  const decide = (await vendor.simulate?.())?.decide
  return async (event, outcomes) => ({
    mirror: mirrorOf(await simulate(event, outcomes), names),
    answers,
    read: (pipeline) => readBy(pipeline, vendor.id, (text) => decide?.(text, files, event)),
  })
}

/** What plays an event on files of the vendor in the vendor's own words, where jobs end as outcomes of the stories say. */
export async function simulatorOf(
  pipelines: readonly Pipeline[],
  vendor: Vendor,
  files: readonly SourceFile[],
  names: ReadonlyMap<string, string> = vendor.names?.(pipelines) ?? new Map(),
): Promise<(event: PlanEvent, outcomes: Outcomes) => Promise<readonly SimulatedJob[]>> {
  const simulate = (await vendor.simulate?.())?.simulate
  return async (event, outcomes) => (await simulate?.(files, event, inWordsOf(names, outcomes))) ?? []
}

// A job that the story does not have succeeds.
function inWordsOf(names: ReadonlyMap<string, string>, { failing, closed, outputs }: Outcomes): VendorOutcomes {
  const jobOf = (own: string): string => own.replace(/\[.*/s, '')
  const ask = <T>(name: string, answer: (own: string) => T, otherwise: T): T => {
    const own = names.get(name)
    return own === undefined ? otherwise : answer(own)
  }
  return {
    fails: (name) => ask(name, (own) => failing.includes(own) || failing.includes(jobOf(own)), false),
    approves: (name) => ask(name, (own) => !closed.includes(jobOf(own)), true),
    outputs: (name) => ask(name, (own) => outputs[jobOf(own)] ?? {}, {}),
  }
}
