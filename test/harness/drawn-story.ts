import { all, any, type Condition, not } from '../../dsl/condition.ts'
import {
  after,
  always,
  api,
  branch,
  changed,
  ctx,
  environment,
  event,
  fork,
  input,
  job,
  manual,
  matrix,
  onFailure,
  optional,
  pullRequest,
  push,
  schedule,
  sh,
  story,
  tag,
  targetBranch,
} from '../../dsl/index.ts'
import type { Story } from '../../dsl/story.ts'

/** A condition as data. */
export type DrawnCondition =
  | { readonly all: readonly DrawnCondition[] }
  | { readonly any: readonly DrawnCondition[] }
  | { readonly not: DrawnCondition }
  | { readonly branch: readonly string[] }
  | { readonly tag: readonly string[] }
  | { readonly target: readonly string[] }
  | { readonly changed: readonly string[] }
  | { readonly event: readonly string[] }
  | { readonly fork: true }
  | { readonly value: 'input' | 'flag' | 'payload' | 'branch' | 'event' | 'cell' | 'output'; readonly to: string }

/** A job as data: what decides whether and when it runs. */
export interface DrawnJob {
  readonly stage: number
  /** By the place of a job before it; undefined: those of the earlier stages. */
  readonly needs: readonly { readonly to: number; readonly how: 'plain' | 'after' | 'optional' }[] | undefined
  readonly status: 'failure' | 'always' | undefined
  readonly when: DrawnCondition | undefined
  readonly matrix:
    | {
        readonly two: boolean
        readonly exclude: boolean
        readonly failFast: boolean
        readonly maxParallel: number | undefined
        /** Whether one of its values counts too, beside the condition or in its place. */
        readonly parted: 'all' | 'any' | undefined
      }
    | undefined
  readonly environment: { readonly name: string; readonly gate: boolean } | undefined
  readonly allowFailure: boolean
  readonly outputs: boolean
}

/** A story as data. */
export interface Drawn {
  readonly push:
    | {
        readonly branches: readonly string[] | undefined
        readonly ignoreBranches: readonly string[] | undefined
        readonly paths: readonly string[] | undefined
        readonly ignorePaths: readonly string[] | undefined
      }
    | undefined
  readonly tag: readonly string[] | undefined
  readonly pullRequest:
    | { readonly branches: readonly string[] | undefined; readonly paths: readonly string[] | undefined }
    | undefined
  readonly schedule: true | undefined
  readonly manual: true | undefined
  readonly api: true | undefined
  readonly jobs: readonly DrawnJob[]
}

type Values = Readonly<Record<string, { readonly is: (to: never) => Condition } | undefined>>
type Made = ReturnType<typeof job<string>>

/** A drawn story as a person would write it; the names of its jobs begin with `letter`. */
export function writeStory(drawn: Drawn, letter = 'j'): Story {
  const nightly = schedule('0 3 * * *', { name: 'nightly' })
  const byHand = manual({ inputs: { channel: input.choice(['stable', 'beta']), flag: input.boolean() } })
  const call = api('deployed', { payload: ['what'] })
  const sorted = [...drawn.jobs].sort((one, other) => one.stage - other.stage)
  const made: Made[] = []
  const stages: Record<string, Record<string, Made>> = {}
  for (const [index, one] of sorted.entries()) {
    const needs = one.needs?.flatMap(({ to, how }) => {
      const other = made[to]
      return other === undefined ? [] : [how === 'plain' ? other : how === 'after' ? after(other) : optional(other)]
    })
    const source = made.find((_, at) => sorted[at]?.outputs === true && sorted[at]?.matrix === undefined)
    const values = (cell: Values): Values => ({
      input: byHand.inputs.channel,
      flag: byHand.inputs.flag,
      payload: call.payload.what,
      branch: ctx.branch,
      event: ctx.event,
      cell: cell.one,
      output: source?.outputs.found,
    })
    const when = (cell: Values): Condition | undefined => {
      const told = one.when === undefined ? undefined : tell(one.when, values(cell), nightly)
      const own = one.matrix?.parted === undefined ? undefined : cell.one?.is('b' as never)
      const tree = own === undefined ? told : { all, any }[one.matrix?.parted ?? 'all'](own, told ?? branch('main'))
      const status = one.status === undefined ? undefined : one.status === 'always' ? always() : onFailure()
      const parts = [status, tree].filter((part) => part !== undefined)
      return parts.length === 0 ? undefined : all(...parts)
    }
    const spec: Record<string, unknown> = { steps: [sh`true`], allowFailure: one.allowFailure }
    if (needs !== undefined) spec.needs = needs
    if (one.outputs && one.matrix === undefined) spec.outputs = ['found']
    if (one.matrix !== undefined) {
      const { two, exclude, failFast, maxParallel } = one.matrix
      const axes = { one: ['a', 'b', ...(two ? [] : ['c'])], ...(two ? { two: ['x', 'y'] } : {}) }
      const without = exclude && two ? { exclude: [{ one: 'a', two: 'y' }] } : {}
      spec.matrix = matrix(axes, { ...without, failFast, ...(maxParallel === undefined ? {} : { maxParallel }) })
      if (one.matrix.parted !== undefined || when({}) !== undefined) spec.when = when
    } else if (when({}) !== undefined) spec.when = when({})
    if (one.environment !== undefined) {
      const { name, gate } = one.environment
      const text = name === 'of-branch' ? `review-${ctx.event}` : name === 'of-cell' ? `env-${index}` : name
      spec.environment = environment(text, { approval: gate ? 'manual' : 'none' })
    }
    const next = job(spec as unknown as Parameters<typeof job<string>>[0]) as Made
    made.push(next)
    const stage = `s${one.stage}`
    stages[stage] = { ...stages[stage], [`${letter}${index}`]: next }
  }
  const given = <T extends object>(spec: T): T =>
    Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined)) as T
  const on = [
    ...(drawn.push === undefined ? [] : [push(given(drawn.push) as object)]),
    ...(drawn.tag === undefined ? [] : [tag(...(drawn.tag as [string, ...string[]]))]),
    ...(drawn.pullRequest === undefined ? [] : [pullRequest(given(drawn.pullRequest) as object)]),
    ...(drawn.schedule ? [nightly] : []),
    ...(drawn.manual ? [byHand] : []),
    ...(drawn.api ? [call] : []),
  ]
  return story({ name: letter === 'j' ? 'law' : `law-${letter}`, on: on.length === 0 ? [push()] : on, stages })
}

function tell(drawn: DrawnCondition, values: Values, nightly: ReturnType<typeof schedule>): Condition {
  const list = (names: readonly string[]) => names as [string, ...string[]]
  if ('all' in drawn) return all(...drawn.all.map((part) => tell(part, values, nightly)))
  if ('any' in drawn) return any(...drawn.any.map((part) => tell(part, values, nightly)))
  if ('not' in drawn) return not(tell(drawn.not, values, nightly))
  if ('branch' in drawn) return branch(...list(drawn.branch))
  if ('tag' in drawn) return tag(...list(drawn.tag))
  if ('target' in drawn) return targetBranch(...list(drawn.target))
  if ('changed' in drawn) return changed(...list(drawn.changed))
  if ('fork' in drawn) return fork()
  if ('event' in drawn) {
    const events = drawn.event.map((name) => (name === 'nightly' ? nightly : name))
    return event(...(events as unknown as Parameters<typeof event>))
  }
  // What the story does not have, such as the cell of a job without a matrix, is asked of the branch instead.
  return values[drawn.value]?.is(drawn.to as never) ?? branch('main')
}
