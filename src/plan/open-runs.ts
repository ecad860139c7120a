import type { Pipeline } from '../ir.ts'
import { cellName } from './cell-name.ts'
import type { Outcomes, PlanEvent } from './event.ts'
import { interpret } from './interpret.ts'
import { type VendorTest, vendorTests, withAnswers } from './vendor-words.ts'

/**
 * The runs of which nobody can say what becomes of them, for it depends on tests in vendors' own words; by the name of the
 * run, the tests that its job makes itself.
 */
export function openRuns(
  pipeline: Pipeline,
  event: PlanEvent,
  outcomes: Outcomes,
): ReadonlyMap<string, readonly VendorTest[]> {
  const tests = new Set(pipeline.jobs.flatMap((job) => vendorTests(job.condition)))
  if (tests.size === 0) return new Map()
  const fatesFor = (answer: (test: VendorTest) => boolean): ReadonlyMap<string, string> =>
    new Map(
      interpret(withAnswers(pipeline, answer), event, outcomes).jobs.map(({ job, cell, fate }) => [
        cellName(job, cell),
        fate,
      ]),
    )
  const shown = fatesFor(() => false)
  const ways = [...tests].flatMap((one) => [fatesFor((test) => test === one), fatesFor((test) => test !== one)])
  const all = fatesFor(() => true)
  return new Map(
    [...shown].flatMap(([run, fate]) => {
      const own = vendorTests(pipeline.jobs.find(({ id }) => id === run.replace(/\[.*/s, ''))?.condition ?? { all: [] })
      return [...ways, all].some((fates) => fates.get(run) !== fate) ? [[run, own] as const] : []
    }),
  )
}
