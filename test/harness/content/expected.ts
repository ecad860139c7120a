import type { Cell, Env, Job, Pipeline, Ref, RunStep, Text } from '../../../src/ir.ts'
import type { Outcomes, PlanEvent } from '../../../src/plan/event.ts'
import { holds } from '../../../src/plan/holds.ts'
import { refValue, type Scope } from '../../../src/plan/values.ts'
import { leftAs } from './probed.ts'

/** What a step must find. */
export interface ExpectedStep {
  readonly index: number
  /** From the root of the checkout; undefined: the job has none. */
  readonly folder: string | undefined
  readonly shell: RunStep['shell']
  /** undefined: the vendor chooses. */
  readonly image: RegExp | undefined
  readonly env: ReadonlyMap<string, RegExp>
}

/** What a run of a job must do and have. */
export interface ExpectedWork {
  readonly steps: readonly ExpectedStep[]
  readonly services: readonly {
    readonly image: RegExp
    readonly env: ReadonlyMap<string, RegExp>
    readonly awaited: boolean
  }[]
  /** How many commits it must see at least; 0: all; null: it has no sources. */
  readonly depth: number | null
  readonly outputs: Readonly<Record<string, string>>
  /** How many services stand beside these, for a tool. */
  readonly more: number
  readonly minutes: number
  readonly retries: number
  readonly mayFail: boolean
  /** The jobs whose files it fetches. */
  readonly takes: readonly string[]
  readonly leaves: readonly string[]
}

/** What the story means a run of a job to do, where all goes well. */
export function expectedOf(
  pipeline: Pipeline,
  job: Job,
  cell: Cell | null,
  event: PlanEvent,
  { outputs }: Outcomes,
): ExpectedWork {
  const scope: Scope = { pipeline, event, job: job.id, cell, output: (other, name) => outputs[other]?.[name] ?? '' }
  const asked = (text: Text): RegExp => patternOf(text, scope, job)
  const leaves = (id: string) => pipeline.jobs.find((one) => one.id === id)?.artifacts ?? []
  const image = job.container === null ? undefined : asked(job.container.image)
  return {
    services: job.services.map(({ image, env, ready }) => ({
      image: asked(image),
      env: envOf([env], asked),
      awaited: ready.by !== 'nothing',
    })),
    depth: job.checkout === null ? null : job.checkout.depth,
    outputs: Object.fromEntries(
      (job.matrix === null ? job.outputs : []).map(({ name }) => [name, leftAs(job.id, name)]),
    ),
    more: job.tools.some(({ name }) => name === 'docker') ? 1 : 0,
    minutes: job.timeoutMinutes,
    retries: job.retry,
    mayFail: job.allowFailure,
    takes: job.needs.filter((need) => need.artifacts && leaves(need.job).length > 0).map((need) => need.job),
    leaves: job.artifacts.filter((one) => one.when !== 'failure').flatMap(({ paths }) => paths),
    steps: job.steps.flatMap((step, index) => {
      const own = step as RunStep
      if (own.status === 'failure' || !holds(own.condition, scope)) return []
      return [
        {
          index,
          folder: job.checkout === null ? undefined : own.workingDirectory,
          image,
          shell: own.shell,
          env: envOf([pipeline.env, job.env, own.env], asked),
        },
      ]
    }),
  }
}

function envOf(layers: readonly Env[], asked: (text: Text) => RegExp): ReadonlyMap<string, RegExp> {
  return new Map(layers.flat().map(({ name, value }) => [name, asked(value)]))
}

function patternOf(text: Text, scope: Scope, job: Job): RegExp {
  return new RegExp(
    `^${text.map((part) => (typeof part === 'string' ? plain(part) : refPattern(part, scope, job))).join('')}$`,
    's',
  )
}

function refPattern(ref: Ref, scope: Scope, job: Job): string {
  if (ref.ref === 'secret') return ref.file ? '.+' : plain(`<${ref.name}>`)
  if (ref.ref === 'service' && ref.field === 'port')
    return String(job.services.find(({ id }) => id === ref.service)?.port)
  const known = refValue(ref, scope)
  if (known !== undefined && !(ref.ref === 'context' && own.includes(ref.name))) return plain(known)
  if (ref.ref === 'context' && /sha$/i.test(ref.name))
    return ref.name === 'shortSha' ? '[0-9a-f]{7,12}' : '[0-9a-f]{40}'
  return '[^$]+'
}

// What each vendor has another word for.
const own: readonly string[] = ['actor', 'job', 'runAttempt']

function plain(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
