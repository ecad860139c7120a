import type { Pipeline } from '../../src/ir.ts'
import { comparePlans } from '../../src/plan/compare.ts'
import type { Difference } from '../../src/plan/difference.ts'
import type { Outcomes, PlanEvent } from '../../src/plan/event.ts'
import { type Play, setStage } from '../../src/plan/play.ts'
import { tellEvent } from '../../src/plan/tell.ts'
import type { Vendor } from '../../src/vendor.ts'
import { allVendors } from './translate-case.ts'

/** One event with the ends of the jobs. */
export interface Turn {
  readonly event: PlanEvent
  readonly outcomes: Outcomes
}

/** What a vendor made of a story that the law does not allow. */
export interface Breach extends Turn {
  readonly vendor: string
  readonly differences: readonly Difference[]
}

/** The vendors whose rules are written down. */
export const playable: readonly Vendor[] = allVendors.filter((vendor) => vendor.simulate !== undefined)

/** The ids of the others, so that a test can name them. */
export const unplayable: readonly string[] = allVendors
  .filter((vendor) => vendor.simulate === undefined)
  .map((vendor) => vendor.id)

/** How a story went: which vendors take it, how many plans were compared, and where the law was broken. */
export interface Verdict {
  readonly vendors: readonly string[]
  readonly plans: number
  readonly breaches: readonly Breach[]
}

/** Plays the turns of stories that stand together on each vendor that takes them. */
export async function holdLaw(
  pipelines: readonly Pipeline[],
  turns: readonly Turn[],
  vendors: readonly Vendor[] = playable,
): Promise<Verdict> {
  const breaches: Breach[] = []
  const took: string[] = []
  for (const vendor of vendors) {
    const stage = await setStage(pipelines, vendor)
    if (!stage.can) continue
    took.push(vendor.id)
    for (const pipeline of pipelines) breaches.push(...(await breachesOf(pipeline, turns, vendor.id, stage.play)))
  }
  return { vendors: took, plans: took.length * turns.length * pipelines.length, breaches }
}

/** The turns in which a vendor does otherwise. */
export async function breachesOf(
  pipeline: Pipeline,
  turns: readonly Turn[],
  vendor: string,
  play: Play,
): Promise<readonly Breach[]> {
  const breaches: Breach[] = []
  for (const turn of turns) {
    const differences = comparePlans(pipeline, turn.event, turn.outcomes, await play(turn.event, turn.outcomes))
    if (differences.length > 0) breaches.push({ ...turn, vendor, differences })
  }
  return breaches
}

/** A breach in one line. */
export function tellBreach({ vendor, event, outcomes, differences }: Breach): string {
  const { failing, closed, outputs } = outcomes
  const ends = [
    ...failing.map((name) => `${name} fails`),
    ...closed.map((name) => `${name} closed`),
    ...(Object.keys(outputs).length === 0 ? [] : [JSON.stringify(outputs)]),
  ]
  const words = differences.map(({ run, about, meant, found }) => `${run} ${about}: ${found}, not ${meant}`)
  return `${vendor}: ${tellEvent(event)}${ends.length === 0 ? '' : ` [${ends.join(', ')}]`}: ${words.join('; ')}`
}
