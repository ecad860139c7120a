import type { PlanEvent } from '../../../src/plan/event.ts'
import { runShell, type World } from '../../../src/plan/shell/run.ts'
import type { VendorOutcomes } from '../../../src/plan/simulate.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { listOf, mapOf, textOf } from '../../../src/yaml/look.ts'
import { type Contexts, fillIn } from './expression.ts'

/** Whether a job has an environment, and makes sure that the environment asks somebody: a gate as files of pipegen have it. */
export function asksApproval(job: DataMap): boolean {
  return (
    job.environment !== undefined &&
    stepsOf(job).some((step) => (textOf(mapOf(step.with).script) ?? '').includes("'required_reviewers'"))
  )
}

/** Whether the step that compares names with regard to case, as files of pipegen have it, fails. */
export function isStopped(job: DataMap, contexts: Contexts, event: PlanEvent): boolean {
  const guard = stepsOf(job).find((step) => textOf(step.name) === 'Compare names with regard to case')
  if (guard === undefined) return false
  const outcome = runShell(scriptOf(guard, contexts), worldOf(guard, contexts, event))
  return outcome !== undefined && outcome.status !== 0
}

/**
 * The outputs of a job: what it is said to leave, and what its steps find out of the event alone, where a script tells
 * its answers by a function `tell`, as files of pipegen have it.
 */
export function outputsOf(
  job: DataMap,
  id: string,
  contexts: Contexts,
  event: PlanEvent,
  outcomes: VendorOutcomes,
): Readonly<Record<string, string>> {
  const declared = Object.entries(mapOf(job.outputs))
  if (declared.length === 0) return {}
  const given = outcomes.outputs(id)
  const steps = told(job, contexts, event)
  return Object.fromEntries(
    declared.map(([name, value]) => [name, given[name] ?? fillIn(textOf(value) ?? '', { ...contexts, steps })]),
  )
}

function told(job: DataMap, contexts: Contexts, event: PlanEvent): Contexts {
  return Object.fromEntries(
    stepsOf(job).flatMap((step) => {
      const script = scriptOf(step, contexts)
      if (step.id === undefined || !/^tell\(\) \{/m.test(script)) return []
      const world = worldOf(step, contexts, event)
      const lines = runShell(script, world)?.status === 0 ? (world.files.get('output') ?? '').split('\n') : []
      const outputs = lines.flatMap((line) => (line.includes('=') ? [line.split('=', 2) as [string, string]] : []))
      return [[textOf(step.id) ?? '', { outputs: Object.fromEntries(outputs) }]]
    }),
  )
}

function worldOf(step: DataMap, contexts: Contexts, event: PlanEvent): World {
  const github = contexts.github as Readonly<Record<string, unknown>>
  const text = (name: string): string => String(github[name] ?? '')
  const env = Object.entries(mapOf(step.env)).map(
    ([name, value]) => [name, fillIn(textOf(value) ?? '', contexts)] as const,
  )
  const missing = (commit: string | undefined): boolean => commit === undefined || /^0*$/.test(commit)
  return {
    files: new Map(),
    variables: new Map([
      ['GITHUB_EVENT_NAME', text('event_name')],
      ['GITHUB_REF', text('ref')],
      ['GITHUB_REF_NAME', text('ref_name')],
      ['GITHUB_BASE_REF', text('base_ref')],
      ['GITHUB_HEAD_REF', text('head_ref')],
      ['GITHUB_SHA', text('sha')],
      ['GITHUB_REPOSITORY', text('repository')],
      ['GITHUB_ACTOR', text('actor')],
      ['GITHUB_OUTPUT', 'output'],
      ['RUNNER_TEMP', 'temp'],
      ...env,
    ]),
    commands: {
      git: ([command, ...words]) => {
        const [commit] = words.filter((word) => !word.startsWith('-'))
        if (event.changed === null || missing(commit)) return { status: 128 }
        if (command === 'merge-base') return { status: 0, out: `${commit}\n` }
        const end = words.includes('-z') ? '\0' : '\n'
        return { status: 0, out: event.changed.map((path) => path + end).join('') }
      },
    },
  }
}

function scriptOf(step: DataMap, contexts: Contexts): string {
  return fillIn(textOf(step.run) ?? '', contexts)
}

function stepsOf(job: DataMap): readonly DataMap[] {
  return listOf(job.steps).map(mapOf)
}
