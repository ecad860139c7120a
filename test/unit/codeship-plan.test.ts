import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  all,
  always,
  any,
  branch,
  event,
  job,
  not,
  onFailure,
  pullRequest,
  push,
  sh,
  story,
  tag,
} from '../../dsl/index.ts'
import type { AnyJob } from '../../dsl/job.ts'
import type { PlanEvent } from '../../src/plan/event.ts'
import { interpret } from '../../src/plan/interpret.ts'
import { type BuildOf, build } from './codeship-build.ts'
import { emitCodeship, said } from './codeship-emit.ts'

type When = ReturnType<typeof branch>

const names = fc.constantFrom('main', 'release/*', 'v*', 'feature/**', 'v1')
const test1: fc.Arbitrary<unknown> = fc.oneof(
  names.map((name) => branch(name)),
  names.map((name) => tag(name)),
  fc.constantFrom('push' as const, 'tag' as const, 'pullRequest' as const).map((name) => event(name)),
)
const condition = fc.oneof(
  { weight: 3, arbitrary: test1 },
  { weight: 1, arbitrary: fc.tuple(test1, test1).map(([a, b]) => all(a as When, b as When)) },
  { weight: 1, arbitrary: fc.tuple(test1, test1).map(([a, b]) => any(a as When, b as When)) },
  { weight: 1, arbitrary: test1.map((a) => not(a as When)) },
)
const drawn = fc.record({
  branches: fc.option(fc.uniqueArray(names, { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 1 }),
  ignoreBranches: fc.option(fc.uniqueArray(names, { minLength: 1, maxLength: 1 }), { nil: undefined, freq: 1 }),
  tags: fc.option(fc.uniqueArray(names, { minLength: 1, maxLength: 2 }), { nil: undefined }),
  requests: fc.boolean(),
  jobs: fc.array(
    fc.record({
      needs: fc.option(fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 2 })),
      when: fc.option(condition, { nil: undefined }),
      fails: fc.nat(5).map((one) => one === 0),
      status: fc.nat(14).map((one) => (one === 0 ? 'failure' : one === 1 ? 'always' : 'success')),
    }),
    { minLength: 1, maxLength: 4 },
  ),
})

const builds: readonly BuildOf[] = [
  { branch: 'main' },
  { branch: 'release/1' },
  { branch: 'v1' },
  { branch: 'topic' },
  { tag: 'v1' },
  { tag: 'main' },
  { branch: 'main', pullRequest: '7' },
]

function eventOf({ branch: name = '', tag: tagged = '', pullRequest: number }: BuildOf): PlanEvent {
  return {
    name: number !== undefined ? 'pullRequest' : tagged === '' ? 'push' : 'tag',
    branch: number === undefined && tagged === '' ? name : '',
    tag: tagged,
    pullRequest:
      number === undefined ? null : { number: 7, title: '', sourceBranch: name, targetBranch: 'main', fork: false },
    schedule: '',
    inputs: {},
    call: null,
    changed: null,
    repository: 'acme/shop',
    defaultBranch: 'main',
    actor: '',
    commitMessage: '',
  }
}

const counted = { builds: 0, refused: 0 }

test('a build runs the jobs that the story means, and after a failure none that it does not', {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async ({ branches, ignoreBranches, tags, requests, jobs }) => {
      const made: AnyJob[] = []
      const stages: Record<string, Record<string, AnyJob>> = {}
      const failing: string[] = []
      for (const [index, { needs, when, fails, status }] of jobs.entries()) {
        const id = `j${index}`
        const own = (needs ?? []).flatMap((to) => (to < index && made[to] !== undefined ? [made[to]] : []))
        const run = `printf '${id} ' >> "$TRACE"${fails ? '; exit 1' : ''}`
        if (fails) failing.push(id)
        const late = status === 'failure' ? onFailure() : status === 'always' ? always() : undefined
        const whole = late === undefined ? when : when === undefined ? late : all(late as never, when as never)
        const one = job({
          image: 'alpine:3.22',
          ...(needs === null ? {} : { needs: own }),
          ...(whole === undefined ? {} : { when: whole as never }),
          steps: [sh(Object.assign([run], { raw: [run] }) as unknown as TemplateStringsArray)],
        })
        made.push(one)
        stages[`s${index}`] = { [id]: one }
      }
      const on = [
        push({
          ...(branches === undefined ? {} : { branches }),
          ...(ignoreBranches === undefined ? {} : { ignoreBranches }),
        }),
        ...(tags === undefined ? [] : [tag(...(tags as [string, ...string[]]))]),
        ...(requests ? [pullRequest()] : []),
      ]
      const emitted = await emitCodeship(story({ name: 'one', on, stages } as never))
      const [pipeline] = emitted.pipelines
      if (pipeline === undefined || said(emitted, 'error').length > 0) {
        counted.refused += 1
        return
      }
      for (const of of builds) {
        counted.builds += 1
        const { trace } = build(emitted, of)
        const ran = [...new Set(trace.split(' ').filter((word) => word !== ''))].sort()
        const plan = interpret(pipeline, eventOf(of), { failing, closed: [], outputs: {} })
        const meant = plan.jobs.filter(({ fate }) => fate === 'succeeded' || fate === 'failed').map((one) => one.job)
        const hasFailed = plan.jobs.some(({ fate }) => fate === 'failed')
        const found = hasFailed ? ran.filter((id) => !meant.includes(id)) : ran
        expect({ of, ran: found }).toEqual({ of, ran: hasFailed ? [] : meant.sort() })
      }
    }),
    { numRuns: Number(process.env.RUNS ?? 80) },
  )
  console.log(`CodeShip: ${counted.builds} builds compared with their plans; ${counted.refused} stories refused`)
  expect(counted.builds).toBeGreaterThan(100)
})
