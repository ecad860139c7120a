import type { Cell, ContextName, Pipeline, Ref, Text } from '../ir.ts'
import type { PlanEvent } from './event.ts'

/** What a job of a run can see. */
export interface Scope {
  readonly pipeline: Pipeline
  readonly event: PlanEvent
  readonly job: string
  readonly cell: Cell | null
  readonly output: (job: string, name: string) => string
}

/** A text with its references filled in; what a plan cannot know stands in it as `<name>`. */
export function textIn(text: Text, scope: Scope): string {
  return text.map((part) => (typeof part === 'string' ? part : (refValue(part, scope) ?? `<${nameOf(part)}>`))).join('')
}

/** The value of a reference; undefined: a plan cannot know it. */
export function refValue(ref: Ref, scope: Scope): string | undefined {
  const { pipeline, event, cell, output } = scope
  switch (ref.ref) {
    case 'context':
      return contextOf(ref.name, scope)
    case 'matrix':
      return cell?.[ref.key] ?? ''
    case 'output':
      return output(ref.job, ref.name)
    case 'input':
      return (event.name === 'manual' ? event.inputs[ref.name] : undefined) ?? defaultOf(pipeline, ref.name)
    case 'payload':
      return event.name === 'api' && event.call?.event === ref.event ? (event.call.payload[ref.key] ?? '') : ''
    default:
      return undefined
  }
}

function defaultOf(pipeline: Pipeline, name: string): string {
  const inputs = pipeline.triggers.flatMap((trigger) => (trigger.kind === 'manual' ? trigger.inputs : []))
  return inputs.find((input) => input.name === name)?.default ?? ''
}

function contextOf(name: ContextName, { event, job }: Scope): string | undefined {
  const { pullRequest } = event
  switch (name) {
    case 'branch':
      return event.name === 'tag' || event.name === 'pullRequest' ? '' : event.branch
    case 'tag':
      return event.name === 'tag' ? event.tag : ''
    case 'event':
      return event.name
    case 'defaultBranch':
    case 'repository':
    case 'actor':
    case 'commitMessage':
      return event[name]
    case 'repositoryOwner':
      return event.repository.slice(0, event.repository.lastIndexOf('/'))
    case 'repositoryName':
      return event.repository.slice(event.repository.lastIndexOf('/') + 1)
    case 'job':
      return job
    case 'runAttempt':
      return '1'
    case 'pullRequest.number':
    case 'pullRequest.title':
    case 'pullRequest.sourceBranch':
    case 'pullRequest.targetBranch':
    case 'pullRequest.fork': {
      const field = name.slice('pullRequest.'.length) as 'number' | 'title' | 'sourceBranch' | 'targetBranch' | 'fork'
      return pullRequest === null ? '' : String(pullRequest[field])
    }
    case 'pullRequest.headSha':
    case 'pullRequest.baseSha':
      return pullRequest === null ? '' : undefined
    default:
      return undefined
  }
}

function nameOf(ref: Ref): string {
  return 'name' in ref ? ref.name : ref.ref
}
