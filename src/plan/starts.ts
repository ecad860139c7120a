import type { Pipeline, Trigger } from '../ir.ts'
import type { PlanEvent } from './event.ts'
import { isNamed } from './match.ts'

/** Whether the event starts a run of the pipeline. */
export function startsRun(pipeline: Pipeline, event: PlanEvent): boolean {
  return pipeline.triggers.some((trigger) => answers(trigger, event))
}

/** The files that count as changed; null: it cannot be known, as on everything but pushes to branches and pull requests. */
export function changedIn(event: PlanEvent): readonly string[] | null {
  return event.name === 'push' || event.name === 'pullRequest' ? event.changed : null
}

function answers(trigger: Trigger, event: PlanEvent): boolean {
  if (trigger.kind !== event.name) return false
  switch (trigger.kind) {
    case 'push':
      return admits(trigger.branches, trigger.ignoreBranches, event.branch) && admitsFiles(trigger, event)
    case 'tag':
      return admits(trigger.tags, trigger.ignoreTags, event.tag)
    case 'pullRequest':
      return admits(trigger.branches, [], event.pullRequest?.targetBranch ?? '') && admitsFiles(trigger, event)
    case 'schedule':
      return trigger.name === event.schedule
    case 'manual':
      return true
    case 'api':
      return trigger.event === event.call?.event
  }
}

function admits(wanted: readonly string[], ignored: readonly string[], name: string): boolean {
  return (wanted.length === 0 || isNamed(wanted, name)) && !isNamed(ignored, name)
}

interface Paths {
  readonly paths: readonly string[]
  readonly ignorePaths: readonly string[]
}

function admitsFiles({ paths, ignorePaths }: Paths, event: PlanEvent): boolean {
  if (paths.length === 0 && ignorePaths.length === 0) return true
  return changedIn(event)?.some((file) => admits(paths, ignorePaths, file)) ?? true
}
