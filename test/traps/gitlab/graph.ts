import fc from 'fast-check'
import {
  type AnyJob,
  after,
  all,
  always,
  any,
  branch,
  type Condition,
  changed,
  ctx,
  event,
  fork,
  type JobSpec,
  job,
  not,
  onFailure,
  optional,
  type Stages,
  schedule,
  sh,
  tag,
  targetBranch,
} from 'pipegen'

/** The one schedule of the graphs. */
export const nightly = schedule('0 3 * * *', { name: 'nightly' })

const conditions: readonly (() => Condition | undefined)[] = [
  () => undefined,
  () => undefined,
  () => branch('main'),
  () => branch('main', 'release/*'),
  () => tag('v*'),
  () => event('push', 'manual'),
  () => event('pullRequest'),
  () => event('tag'),
  () => not(event('push')),
  () => not(branch('main')),
  () => changed('api/**'),
  () => not(changed('api/**')),
  () => any(changed('docs/**'), tag('v*')),
  () => all(changed('api/**'), branch('main')),
  () => all(not(changed('docs/**')), any(event('pullRequest'), branch('release/**'))),
  () => any(nightlyCondition, targetBranch('release/*')),
  () => not(fork()),
  () => ctx.pullRequest.fork.is(false),
  () => ctx.branch.is(''),
  () => not(any(tag('v*'), targetBranch('main'))),
]
const nightlyCondition = event(nightly)

/** A job of a graph. */
export interface Shape {
  readonly stage: number
  readonly needs: readonly number[] | null
  readonly kinds: readonly ('need' | 'after' | 'optional')[]
  readonly condition: number
  readonly status: 'success' | 'failure' | 'always'
  readonly allowFailure: boolean
}

/** Any job. */
export const shape: fc.Arbitrary<Shape> = fc.record({
  stage: fc.nat(2),
  needs: fc.option(fc.array(fc.nat(8), { maxLength: 3 }), { nil: null, freq: 2 }),
  kinds: fc.array(fc.constantFrom('need' as const, 'after' as const, 'optional' as const), {
    minLength: 3,
    maxLength: 3,
  }),
  condition: fc.nat(conditions.length - 1),
  status: fc.constantFrom(
    'success' as const,
    'success' as const,
    'success' as const,
    'failure' as const,
    'always' as const,
  ),
  allowFailure: fc.boolean(),
})

/** Jobs in stages, as the shapes say. */
export function stagesOf(shapes: readonly Shape[]): Stages {
  const sorted = [...shapes].sort((a, b) => a.stage - b.stage)
  const made: AnyJob[] = []
  const stages: Record<string, Record<string, AnyJob>> = {}
  for (const [index, one] of sorted.entries()) {
    const condition = conditions[one.condition]?.()
    const status = one.status === 'failure' ? onFailure() : one.status === 'always' ? always() : undefined
    const when = status === undefined ? condition : condition === undefined ? status : all(status, condition)
    const needed = one.needs === null || index === 0 ? undefined : [...new Set(one.needs.map((need) => need % index))]
    const needs = needed?.map((need, at) => {
      const other = made[need] as AnyJob
      return one.kinds[at] === 'after' ? after(other) : one.kinds[at] === 'optional' ? optional(other) : other
    })
    const spec: JobSpec<never, Record<never, never>> = {
      steps: [sh`true`],
      ...(when === undefined ? {} : { when }),
      ...(needs === undefined ? {} : { needs }),
      ...(one.allowFailure && index % 2 === 0 ? { allowFailure: true } : {}),
    }
    const next = job(spec)
    made.push(next)
    const name = `stage${one.stage}`
    stages[name] = { ...stages[name], [`job${index}`]: next }
  }
  return stages
}
