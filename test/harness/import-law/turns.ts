import type { Job, Pipeline } from '../../../src/ir.ts'
import type { PlanEvent } from '../../../src/plan/event.ts'
import { baseEvent } from '../../../src/plan/grid/events.ts'
import { allWell } from '../../../src/plan/grid/outcomes.ts'
import type { Vendor } from '../../../src/vendor.ts'
import type { Turn } from '../hold-law.ts'
import { allTurns, someTurns } from '../law-turns.ts'
import { namesInWords } from './known.ts'

/** The turns of an imported story: those of its own words, and events for the names in the vendor's words. */
export function turnsOf(pipeline: Pipeline, vendor: Vendor, most: number | undefined): readonly Turn[] {
  const own = most === undefined ? allTurns(pipeline) : someTurns(pipeline, most)
  const base = baseEvent(pipeline.defaultBranch)
  const named = namesInWords(pipeline, vendor).flatMap((name): readonly PlanEvent[] => [
    { ...base, branch: name },
    { ...base, name: 'tag', branch: '', tag: name },
    {
      ...base,
      name: 'pullRequest',
      branch: '',
      pullRequest: { number: 7, title: name, sourceBranch: 'topic', targetBranch: name, fork: false },
    },
  ])
  const turns = [...own, ...named.map((event) => ({ event, outcomes: allWell }))]
  const sure = pipeline.jobs.filter(neverFails).map(({ id }) => id)
  return turns.filter(({ outcomes }) => !outcomes.failing.some((run) => sure.includes(run.replace(/\[.*/s, ''))))
}

// A command that ends in `|| true`: by the file, nothing says that it failed.
function neverFails({ steps }: Job): boolean {
  const cannot = steps.filter((step) => step.kind === 'run' && /\|\|\s*(?:true|:)\s*$/.test(step.script))
  return steps.length > 0 && cannot.length === steps.length
}
