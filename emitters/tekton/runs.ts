import { no, yes } from '../../src/condition/build.ts'
import { given } from '../../src/condition/given.ts'
import { reduce } from '../../src/condition/reduce.ts'
import type { Condition, EventName, Pipeline, Trigger, VendorTrigger } from '../../src/ir.ts'
import { labels, runNameLimit } from './names.ts'
import { pipelinesAsCode } from './placeholders.ts'
import type { Starting } from './starting.ts'

/** One PipelineRun of a story: what one kind of event starts. */
export interface Run {
  /** The name of the PipelineRun and of its file. */
  readonly name: string
  readonly event: EventName
  readonly trigger: Trigger
  readonly starting: Starting
  /** The annotations that start it, where no trigger of a story says when. */
  readonly annotations?: Readonly<Record<string, string>>
}

/** The runs of a story, in the order of its triggers. */
export function runsOf(
  pipeline: Pipeline,
  nameRun: (name: string) => string = labels(runNameLimit),
  starting: Starting = pipelinesAsCode,
): readonly Run[] {
  const own = pipeline.triggers.map((trigger) => ({
    name: nameRun(`${pipeline.name} ${suffixOf(trigger)}`),
    event: trigger.kind,
    trigger,
    starting,
  }))
  const foreign = pipeline.vendorTriggers
    .filter(({ vendor }) => vendor === starting.id)
    .map(({ events, origin }): Run => {
      const trigger: Trigger = { kind: 'manual', inputs: [], origin }
      const name = nameRun(`${pipeline.name} event`)
      return { name, event: trigger.kind, trigger, starting, annotations: annotationsIn(events) }
    })
  return [...own, ...foreign]
}

function annotationsIn({ annotations }: VendorTrigger['events']): Readonly<Record<string, string>> {
  const entries = typeof annotations === 'object' && annotations !== null ? Object.entries(annotations) : []
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]))
}

/** What is left of a condition in a run; `wide` keeps the tests that the filter of the trigger alone decides. */
export function inRun(condition: Condition, run: Run, wide = false): Condition {
  return settle(given(condition, wide ? widest(run.trigger) : run.trigger), run)
}

function suffixOf(trigger: Trigger): string {
  if (trigger.kind === 'pullRequest') return 'pull-request'
  if (trigger.kind === 'schedule') return `schedule ${trigger.name}`
  return trigger.kind === 'api' ? `api ${trigger.event}` : trigger.kind
}

function widest(trigger: Trigger): Trigger {
  if (trigger.kind === 'push') return { ...trigger, branches: [], ignoreBranches: [], paths: [], ignorePaths: [] }
  if (trigger.kind === 'pullRequest') return { ...trigger, branches: [], paths: [], ignorePaths: [] }
  return trigger.kind === 'tag' ? { ...trigger, tags: [], ignoreTags: [] } : trigger
}

// A webhook names a branch, never a tag.
function settle(condition: Condition, run: Run): Condition {
  if (run.event === 'push' || run.event === 'pullRequest' || run.event === 'tag') return condition
  return reduce(condition, (test) => {
    if (test.test === 'tag') return no
    return test.test === 'branch' && test.patterns.includes('**') ? yes : test
  })
}
