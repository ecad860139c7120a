import type { PlanEvent } from '../../../src/plan/event.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { listOf, mapOf, textOf } from '../../../src/yaml/look.ts'
import { isMatched } from './annotations.ts'
import { evaluate, type Scope } from './expression.ts'
import { commits, factsOf } from './facts.ts'
import type { Manifest } from './manifests.ts'
import { jobsAt, labelOf } from './schedules.ts'
import { type Started, startedBy } from './starting.ts'

/**
 * The runs that Pipelines-as-Code starts: those in `.tekton/` whose annotations match. A web hook names the run that it
 * wants, so that a schedule starts the run of the CronJob with its times; a person and a call start those whose names
 * end as files of pipegen have it.
 *
 * @see https://pipelinesascode.com/docs/guides/incoming-webhooks/
 */
export function startedAsCode(objects: readonly Manifest[], event: PlanEvent): readonly Started[] {
  const facts = factsOf(event)
  const scope: Scope = { ...Object.fromEntries(facts), ...payloadOf(event), pac: pacOf(event, facts) }
  const runs = objects.filter(({ kind, path }) => kind === 'PipelineRun' && /(^|\/)\.tekton\//.test(path))
  const fill = (text: string): string => filledIn(text, scope)
  return runs
    .filter((run) => isMatched(mapOf(run.object.metadata), event, facts, scope) && isWanted(run, runs, objects, event))
    .flatMap((run) => startedBy(run, objects, fill) ?? [])
}

function isWanted(
  { name }: Manifest,
  runs: readonly Manifest[],
  objects: readonly Manifest[],
  event: PlanEvent,
): boolean {
  if (event.name === 'schedule')
    return jobsAt(event, objects)
      .flatMap(({ object }) => callsIn(object))
      .includes(name)
  if (event.name === 'api') return name.endsWith(`-api-${labelOf(event.call?.event ?? '')}`)
  if (event.name !== 'manual') return true
  const byHand = runs.filter((run) => run.name.endsWith('-manual'))
  if (byHand.length > 0) return name.endsWith('-manual')
  return !/-(?:api|schedule)-/.test(name)
}

function callsIn(job: DataMap): readonly string[] {
  const template = mapOf(mapOf(mapOf(mapOf(mapOf(job.spec).jobTemplate).spec).template).spec)
  const texts = listOf(template.containers)
    .map(mapOf)
    .flatMap(({ command, args }) => [...listOf(command), ...listOf(args)].flatMap((one) => textOf(one) ?? []))
  return texts.flatMap((text) => [...text.matchAll(/"pipelinerun"\s*:\s*"([^"]*)"/g)].map(([, name = '']) => name))
}

function pacOf({ inputs, call }: PlanEvent, facts: ReadonlyMap<string, string>): Scope {
  return { ...Object.fromEntries(facts), ...inputs, ...call?.payload }
}

function payloadOf(event: PlanEvent): Scope {
  const changed = event.changed ?? []
  return {
    files: { all: changed, added: [], deleted: [], modified: changed, renamed: [] },
    headers: {},
    body: {
      before: commits.before,
      after: commits.head,
      head_commit: { id: commits.head, message: event.commitMessage },
      repository: { default_branch: event.defaultBranch, full_name: event.repository },
    },
  }
}

// What is in braces and is not known stays as it is.
function filledIn(text: string, scope: Scope): string {
  return text.replaceAll(/\{\{([^}]{2,})\}\}/g, (whole, inner: string) => {
    const key = inner.trim()
    const found = evaluate(key.startsWith('cel:') ? key.slice('cel:'.length) : key, scope)
    return found === undefined || found === null ? whole : String(found)
  })
}
