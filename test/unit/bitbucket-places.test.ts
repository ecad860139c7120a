import { expect, test } from 'vitest'
import {
  environment,
  idToken,
  job,
  node,
  push,
  repositoryToken,
  secret,
  sh,
  story,
  vendorStep,
} from '../../dsl/index.ts'
import { isSteady, quartzOf } from '../../emitters/bitbucket/schedules.ts'
import { emitBitbucket, said, stepsOf } from './bitbucket-emit.ts'
import { only, steps } from './bitbucket-only.ts'

const make = sh`make`

test('machines, logins, clones, tokens and patches stand where they belong', async () => {
  const emitted = await only({
    image: {
      name: 'registry.example.com/x:1',
      credentials: { username: 'me', password: secret('PASSWORD') },
      user: '1000',
    },
    runner: { labels: ['big'], arch: 'arm64' },
    checkout: { depth: 0, lfs: true, tags: true, submodules: 'recursive' },
    env: { A: idToken({ audience: 'x' }), B: repositoryToken() },
    retry: 2,
    lock: 'one',
    raw: { bitbucket: { 'max-time': 7, name: null } } as never,
    steps: [
      make,
      vendorStep({ on: { bitbucket: { pipe: 'atlassian/slack-notify:2.3.2', variables: { A: 'b' } } } as never }),
    ],
  })
  expect(said(emitted, 'error')).toEqual([])
  expect(steps(emitted)[0]).toMatchObject({
    image: { name: 'registry.example.com/x:1', 'run-as-user': 1000, username: 'me', password: '$PASSWORD' },
    'runs-on': ['self.hosted', 'linux.arm64', 'big'],
    clone: { depth: 'full', lfs: true, tags: true },
    oidc: true,
    'max-time': 7,
    'on-fail': { strategy: 'retry', maxRetryCount: 2 },
    'concurrency-group': 'one',
  })
  expect(steps(emitted)[0]?.name).toBeUndefined()
  expect(steps(emitted)[0]?.script).toContain('git submodule update --init --recursive')
  expect(steps(emitted)[0]?.script?.at(-1)).toEqual({ pipe: 'atlassian/slack-notify:2.3.2', variables: { A: 'b' } })
})

test('a raw patch whose address is gone is an error', async () => {
  const emitted = await only({ steps: [make], raw: { bitbucket: { deployment: null } } as never })
  expect(said(emitted, 'error').join()).toMatch(/changes deployment, which the output does not have/)
})

test('a step for other vendors alone is refused', async () => {
  const emitted = await only({ steps: [vendorStep({ on: { github: { uses: 'x/y@v1' } } as never })] })
  expect(said(emitted, 'error').join()).toMatch(/otherwise: sh/)
})

test('a job after a failure is refused with the way out, and what is accepted stands in the header', async () => {
  const { onFailure } = await import('../../dsl/index.ts')
  const stages = { all: { only: job({ steps: [make] }), tell: job({ when: onFailure(), steps: [make] }) } }
  const refused = await emitBitbucket(story({ name: 'one', on: [push()], stages }))
  expect(said(refused, 'error').join()).toMatch(/make it a step of the job, with when: onFailure\(\)/)
  const accept = { 'refused:bitbucket/job.onFailure': 'mail comes anyway' }
  const accepted = await emitBitbucket(story({ name: 'one', on: [push()], stages, accept } as never))
  expect(accepted.text).toContain('# Accepted: refused:bitbucket/job.onFailure: mail comes anyway')
  expect(steps(accepted).map((one) => one.name)).toEqual(['only'])
})

test('steps that deploy to one place share its lock, and one of them is the deployment where it is alone', async () => {
  const place = environment('staging')
  const first = job({ environment: place, tools: [node('24')], steps: [make] })
  const { file } = await emitBitbucket(
    story({
      name: 'one',
      on: [push()],
      stages: { all: { first, second: job({ needs: [first], environment: place, steps: [make] }) } },
    }),
  )
  for (const one of stepsOf(file.pipelines?.default))
    expect(one).toMatchObject({ environment: 'staging', 'concurrency-group': 'staging' })
})

test.each<[string, string, readonly string[]]>([
  ['30 3 * * 1-5', 'UTC', ['0 30 3 ? * MON-FRI *']],
  ['*/15 * * * *', 'UTC', ['0 */15 * * * ? *']],
  ['0 0 1 * *', 'UTC', ['0 0 0 1 * ? *']],
  ['0 0 1 * 5', 'UTC', ['0 0 0 1 * ? *', '0 0 0 ? * FRI *']],
  ['5 4 * 1-3 0,7', 'UTC', ['0 5 4 ? 1-3 SUN *']],
  ['5 4 * * 5-7', 'UTC', ['0 5 4 ? * SUN,FRI,SAT *']],
  ['5 4 * * */2', 'UTC', ['0 5 4 ? * SUN,TUE,THU,SAT *']],
  ['5 4 * * mon,wed', 'UTC', ['0 5 4 ? * MON,WED *']],
  ['0 12 * * *', 'Asia/Tokyo', ['0 0 3 * * ? *']],
  ['0 3 * * *', 'Asia/Tokyo', ['0 0 3 * * ? *']],
  ['0 3 * * *', 'Europe/Zurich', ['0 0 3 * * ? *']],
])('the schedule %s in %s', (cron, timeZone, wanted) => {
  const origin = { file: 'x', line: 1, column: 1 }
  expect(quartzOf({ kind: 'schedule', name: 'x', cron, timeZone, origin })).toEqual(wanted)
})

test('hours that move with the season, or over midnight, are told', () => {
  const at = (cron: string, timeZone: string) =>
    isSteady({ kind: 'schedule', name: 'x', cron, timeZone, origin: { file: 'x', line: 1, column: 1 } })
  expect([at('0 12 * * *', 'Asia/Tokyo'), at('0 3 * * *', 'Asia/Tokyo'), at('0 12 * * *', 'Europe/Zurich')]).toEqual([
    true,
    false,
    false,
  ])
})

test('a thousand jobs are refused at once', async () => {
  const jobs = Array.from({ length: 1000 }, (_, index) => [`j${index}`, job({ steps: [make] })] as const)
  const before = process.cpuUsage()
  const emitted = await emitBitbucket(
    story({
      name: 'many',
      on: [push()],
      stages: { one: Object.fromEntries(jobs.slice(0, 500)), two: Object.fromEntries(jobs.slice(500)) },
    }),
  )
  expect(said(emitted, 'error')).toHaveLength(1)
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(5000)
})
