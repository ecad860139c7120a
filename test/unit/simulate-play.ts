import type { PlanEvent } from '../../src/plan/event.ts'
import { baseEvent } from '../../src/plan/grid/events.ts'
import type { Simulate, SimulatedJob, VendorOutcomes } from '../../src/plan/simulate.ts'

/** An event that is like a push to main but for what is said. */
export type Said = Partial<PlanEvent>

/** How the jobs end where nothing else is said: well. */
const allWell: VendorOutcomes = { fails: () => false, approves: () => true, outputs: () => ({}) }

/** Plays an event on one file. */
export function playText(
  simulate: Simulate,
  path: string,
  text: string,
  said: Said = {},
  ends: Partial<VendorOutcomes> = {},
): Promise<readonly SimulatedJob[]> {
  return simulate([{ path, text }], { ...baseEvent('main'), ...said }, { ...allWell, ...ends })
}

/** The names of the jobs that run. */
export function ranIn(jobs: readonly SimulatedJob[]): readonly string[] {
  return jobs.filter(({ fate }) => fate === 'succeeded' || fate === 'failed').map(({ name }) => name)
}

/** What became of each job, by name. */
export function fatesIn(jobs: readonly SimulatedJob[]): Readonly<Record<string, string>> {
  return Object.fromEntries(jobs.map(({ name, fate }) => [name, fate]))
}

/** A pull request into main, and what it brings with it. */
export function pullRequest(said: Partial<NonNullable<PlanEvent['pullRequest']>> = {}): Said {
  const usual = { number: 7, title: 'Mend it', sourceBranch: 'topic', targetBranch: 'main', fork: false }
  return { name: 'pullRequest', branch: '', pullRequest: { ...usual, ...said }, changed: ['README.md'] }
}
