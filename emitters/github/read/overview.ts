import type { Env } from '../../../src/ir.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { planArtifacts } from './artifact-plan.ts'
import { readChecks } from './checks.ts'
import { readEnv } from './env.ts'
import type { Known } from './known.ts'
import { readOutputs } from './outputs.ts'
import { payloadIn } from './references.ts'
import { mapOf, type Source } from './source.ts'
import { eventsOf, isPortable, readTriggers } from './triggers.ts'

/** What is known of a workflow before its jobs are read. */
export interface Overview {
  readonly known: Known
  readonly env: Env
  /** The variables of the workflow that stand in each job instead, since they hold what only jobs may. */
  readonly moved: Env
  /** Whether the portable triggers are all that start a run. */
  readonly closed: boolean
}

/** Looks at a workflow as a whole, with the outputs that its jobs name. */
export function overviewOf(source: Source): Overview {
  const made = seen.get(source) ?? overview(source, outputsOf(source.data))
  seen.set(source, made)
  return made
}

// It is asked for when a workflow is read and when it is compared.
const seen = new WeakMap<Source, Overview>()

/** Looks at a workflow as a whole. */
export function overview(source: Source, outputs: Known['outputs']): Overview {
  const { data } = source
  const triggers = readTriggers(source, payloadIn(data))
  const kinds = new Set(triggers.map(({ kind }) => kind))
  const inputs = new Map(
    triggers.flatMap((trigger) =>
      trigger.kind === 'manual' ? trigger.inputs.map((input) => [input.name, input] as const) : [],
    ),
  )
  const known: Known = {
    triggers,
    kinds,
    inputs,
    defaultBranch: 'main',
    outputs,
    checks: readChecks(data),
    artifacts: planArtifacts(data),
  }
  const { env, theirs } = readEnv(data.env, ['env'], known, source, ['context', 'input', 'payload'])
  const rest = Object.fromEntries(Object.entries(mapOf(data.env) ?? {}).filter(([name]) => theirs.includes(name)))
  const closed = Object.entries(eventsOf(data.on)).every(([event, settings]) => isPortable(event, settings))
  return { known, env, moved: readEnv(rest, ['env'], known, source).env, closed }
}

/** The outputs of all jobs that scripts write by their own name. */
export function outputsOf(data: DataMap): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    Object.entries(mapOf(data.jobs) ?? {}).map(([id, job]) => [id, new Set(readOutputs(mapOf(job) ?? {}).names)]),
  )
}
