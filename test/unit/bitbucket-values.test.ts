import { expect, test } from 'vitest'
import {
  api,
  cache,
  ctx,
  job,
  manual,
  pullRequest,
  push,
  schedule,
  service,
  sh,
  step,
  story,
  tag,
} from '../../dsl/index.ts'
import type { Trigger } from '../../dsl/trigger.ts'
import { docs } from '../../emitters/bitbucket/docs.ts'
import { bitbucket } from '../../emitters/bitbucket/index.ts'
import { featureIds } from '../../src/features.ts'
import { emitBitbucket, said, stepsOf } from './bitbucket-emit.ts'
import { only, type Spec, steps } from './bitbucket-only.ts'

const make = sh`make`

test('every row is answered, with a page of the vendor', () => {
  const known = new Set<string>(Object.values(docs))
  for (const id of featureIds) {
    const cell = bitbucket.capabilities[id]
    expect(known).toContain(cell.docs)
    expect(cell.text === '').toBe(cell.level === 'native')
  }
})

test.each<[string, Trigger, string]>([
  ['push', push(), 'push|$BITBUCKET_COMMIT|$BITBUCKET_BRANCH||||main||only'],
  ['tag', tag('v*'), 'tag|$BITBUCKET_COMMIT||$BITBUCKET_TAG|||main||only'],
  [
    'pull request',
    pullRequest(),
    'pullRequest|$(git rev-parse "$BITBUCKET_COMMIT")|||$BITBUCKET_PR_ID|$BITBUCKET_BRANCH|main|false|only',
  ],
  ['schedule', schedule('0 1 * * *', { name: 'x' }), 'schedule|$BITBUCKET_COMMIT|$BITBUCKET_BRANCH||||main||only'],
  ['start by hand', manual(), 'manual|$BITBUCKET_COMMIT|$BITBUCKET_BRANCH|$BITBUCKET_TAG|||main||only'],
  ['call', api('x'), 'api|$BITBUCKET_COMMIT|$BITBUCKET_BRANCH|$BITBUCKET_TAG|||main||only'],
])('what a %s knows of itself', async (_name, on, wanted) => {
  const { pullRequest: pr, event, sha, branch, tag: name, defaultBranch, job: id } = ctx
  const all = `${event}|${sha}|${branch}|${name}|${pr.number}|${pr.sourceBranch}|${defaultBranch}|${pr.fork}|${id}`
  const emitted = await only({ env: { ALL: all }, steps: [make] }, on)
  const script = String(steps(emitted)[0]?.script?.map(String).join('\n'))
  expect(script).toContain(`ALL="${wanted}"`)
})

test('a title is refused', async () => {
  const emitted = await only({ env: { TITLE: ctx.pullRequest.title }, steps: [make] }, pullRequest())
  expect(said(emitted, 'error').join()).toMatch(/Bitbucket tells no title/)
})

const db = (port: number) => service({ image: 'x', port })

test.each<[string, Spec, RegExp]>([
  ['time', { timeout: 121, steps: [make] }, /at most 120 minutes for a step; this has 121/],
  [
    'services',
    {
      services: { a: db(1), b: db(2), c: db(3), d: db(4), e: db(5), f: db(6) },
      runner: { size: 'large' },
      steps: [make],
    },
    /at most 5 services/,
  ],
  [
    'memory',
    { services: { a: db(1), b: db(2), c: db(3), d: db(4) }, steps: [make] },
    /at most 3 services beside a step of this size/,
  ],
  [
    'labels',
    { runner: { labels: Array.from({ length: 9 }, (_, index) => `l${index}`) }, steps: [make] },
    /at most 10 labels of a machine; this has 11/,
  ],
  [
    'the length of a label',
    { runner: { labels: ['x'.repeat(51)] }, steps: [make] },
    /at most 50 characters in a label/,
  ],
  ['the length of a lock', { lock: 'x'.repeat(51), steps: [make] }, /at most 50 characters in the name of a lock/],
  [
    'steps',
    { matrix: { v: Array.from({ length: 101 }, (_, i) => String(i)) }, steps: [make] } as Spec,
    /at most 100 steps in a run/,
  ],
  [
    'steps by far',
    { matrix: { v: Array.from({ length: 500 }, (_, i) => String(i)) }, steps: [make] } as Spec,
    /at most 100 steps in a run \(push\); this has 500/,
  ],
  ['the kept port', { services: { a: db(29_418) }, steps: [make] }, /keeps the port 29418/],
  ['one port for two services', { services: { a: db(80), b: db(80) }, steps: [make] }, /cannot both listen on port 80/],
  [
    'a name with live braces',
    { name: 'Build ${{ x }}', steps: [make] },
    /it would look for a variable between the braces/,
  ],
  ['a dollar sign in an image', { image: 'x:$VERSION', steps: [make] }, /reads \$NAME in an image as a variable/],
  [
    'a dollar sign for a service',
    { services: { a: service({ image: 'x', port: 1, env: { A: 'pa$word' } }) }, steps: [make] },
    /reads \$NAME as a variable/,
  ],
  [
    'a command of a service',
    { services: { a: service({ image: 'x', port: 1, command: ['y'] }) }, steps: [make] },
    /the command of their image/,
  ],
  ['a system', { runner: { os: 'windows' }, steps: [make] }, /Linux machines alone/],
  ['a user by name', { image: { name: 'x', user: 'me' }, steps: [make] }, /a user is told by number/],
  [
    'a raw patch of a step',
    { steps: [step({ run: make, raw: { bitbucket: { pipe: 'x' } } as never })] },
    /use vendorStep for a pipe/,
  ],
])('%s is held to its limit', async (_name, spec, says) => {
  const emitted = await only(spec)
  expect(said(emitted, 'error').join('\n')).toMatch(says)
  expect(emitted.text).toBe('')
})

test('four services fit into a larger step', async () => {
  const emitted = await only({
    services: { a: db(1), b: db(2), c: db(3), d: db(4) },
    runner: { size: 'medium' },
    steps: [make],
  })
  expect(said(emitted, 'error')).toEqual([])
  expect(steps(emitted)[0]).toMatchObject({ size: '2x', services: ['a', 'b', 'c', 'd'] })
})

test('equal definitions are one, others get a number', async () => {
  const image = (tag: string) => service({ image: `postgres:${tag}`, port: 5432 })
  const kept = cache({ name: 'node', paths: ['.cache/x'], key: 'a' })
  const { file } = await emitBitbucket(
    story({
      name: 'one',
      on: [push()],
      stages: {
        all: {
          a: job({ services: { db: image('16') }, caches: [kept], steps: [make] }),
          b: job({ services: { db: image('17') }, caches: [kept], steps: [make] }),
          c: job({ services: { db: image('16') }, steps: [make] }),
        },
      },
    }),
  )
  expect(Object.keys(file.definitions?.services ?? {})).toEqual(['db', 'db-2'])
  expect(Object.keys(file.definitions?.caches ?? {})).toEqual(['node-cache'])
  expect(stepsOf(file.pipelines?.default).map((one) => one.services)).toEqual([['db'], ['db-2'], ['db']])
})
