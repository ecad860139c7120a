import { expect, test } from 'vitest'
import { simulate } from '../../emitters/codeship/simulate/index.ts'
import { baseEvent } from '../../src/plan/grid/events.ts'
import type { SimulatedJob, VendorOutcomes } from '../../src/plan/simulate.ts'
import { fatesIn, playText, pullRequest, ranIn, type Said } from './simulate-play.ts'

function play(steps: string, said: Said = {}, ends: Partial<VendorOutcomes> = {}): Promise<readonly SimulatedJob[]> {
  return playText(simulate, 'codeship-steps.yml', steps, said, ends)
}

const failing = (...names: readonly string[]): Partial<VendorOutcomes> => ({ fails: (name) => names.includes(name) })
const run = (name: string, more = ''): string => `{name: ${name}, service: app, command: make ${name}${more}}`
const tag = (name: string): Said => ({ name: 'tag', branch: '', tag: name })

// https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/steps
test.each<[string, Said, boolean]>([
  ['tag: main', {}, true],
  ['tag: main', { branch: 'not-main' }, false],
  ['tag: main', { branch: 'main-2' }, false],
  ['tag: main', tag('main'), true],
  ['tag: ^v', tag('v1'), true],
  ['tag: ^v', { branch: 'v1' }, true],
  ['tag: "^(main|release/.*)$"', { branch: 'release/1' }, true],
  ['tag: "^(main|release/.*)$"', { branch: 'my/release/1' }, false],
  ['exclude: main', {}, false],
  ['exclude: main', { branch: 'dev' }, true],
  ['tag: ^feature, exclude: ^feature/old', { branch: 'feature/old' }, false],
  ['tag: ^feature, exclude: ^feature/old', { branch: 'feature/new' }, true],
  ['tag: topic', pullRequest(), true],
  ['tag: main', pullRequest(), false],
])('%s, for %j: %s', async (filter, said, runs) => {
  expect(ranIn(await play(`- ${run('a', `, ${filter}`)}`, said))).toEqual(runs ? ['a'] : [])
  const group = `- {type: serial, ${filter}, steps: [${run('a')}]}\n- ${run('b')}`
  expect(ranIn(await play(group, said))).toEqual(runs ? ['a', 'b'] : ['b'])
})

const groups = `
- ${run('a')}
- type: parallel
  steps:
    - {type: serial, steps: [${run('b')}, ${run('c')}]}
    - ${run('d')}
- ${run('e')}`

test.each<[string, Partial<VendorOutcomes>, string]>([
  ['nothing', {}, 'a b c d e'],
  ['a', failing('a'), 'a'],
  ['b', failing('b'), 'a b d'],
  ['d', failing('d'), 'a b c d'],
])('of groups where %s fails these have run', async (_, ends, names) => {
  expect(ranIn(await play(groups, {}, ends)).join(' ')).toBe(names)
})

test('steps wait for all before their group', async () => {
  const jobs = await play(groups)
  expect(jobs.map(({ name, waits }) => [name, waits.join(' ')])).toEqual([
    ['a', ''],
    ['b', 'a'],
    ['c', 'a b'],
    ['d', 'a'],
    ['e', 'a b c d'],
  ])
})

test('what a group has for its failure runs then alone', async () => {
  const steps = `
- type: serial
  steps: [${run('a')}, ${run('b')}]
  on_fail: [{name: tell, command: ./tell}]
- ${run('c')}`
  expect(ranIn(await play(steps))).toEqual(['a', 'b', 'c'])
  expect(ranIn(await play(steps, {}, failing('a')))).toEqual(['a', 'tell'])
  expect(ranIn(await play(steps, {}, failing('b')))).toEqual(['a', 'b', 'tell'])
  expect(ranIn(await play(steps, {}, failing('c')))).toEqual(['a', 'b', 'c'])
})

test('a group that a person lets go on waits, and runs in a build of its own', async () => {
  const steps = `- ${run('a')}\n- {type: manual, name: ask, steps: [${run('b')}, ${run('c')}]}`
  const closed = await play(steps, {}, { approves: () => false })
  expect(fatesIn(closed)).toEqual({ a: 'succeeded', b: 'waiting', c: 'waiting' })
  expect(closed.map(({ gate }) => gate)).toEqual([false, true, false])
  expect(ranIn(await play(steps))).toEqual(['a', 'b', 'c'])
  expect(fatesIn(await play(steps, {}, failing('b')))).toEqual({ a: 'succeeded', b: 'failed', c: 'held' })
})

test('pull requests of forks start nothing, nor does a message that says so', async () => {
  expect(await play(`- ${run('a')}`, pullRequest({ fork: true }))).toEqual([])
  expect(await play(`- ${run('a')}`, { commitMessage: 'Typo --skip-ci' })).toEqual([])
})

const guarded = `#!/bin/sh
set -e

if [ -n "$CI_PR_NUMBER" ] || [ "$CI_COMMIT_DESCRIPTION" = "$CI_BRANCH" ]; then
  echo 'Nothing to do: this is no push of a branch.'
  exit 0
fi

make
`

async function playScripts(said: Said, ends: Partial<VendorOutcomes> = {}): Promise<readonly SimulatedJob[]> {
  const files = [
    { path: 'codeship-steps.yml', text: `- {name: a, service: app, command: sh ci/a.sh}\n- ${run('b')}` },
    { path: 'ci/a.sh', text: guarded },
  ]
  const well = { fails: () => false, approves: () => true, outputs: () => ({}) }
  return simulate(files, { ...baseEvent('main'), ...said }, { ...well, ...ends })
}

test('a script that finds nothing to do passes', async () => {
  expect(fatesIn(await playScripts({}))).toEqual({ a: 'succeeded', b: 'succeeded' })
  expect(fatesIn(await playScripts({}, failing('a')))).toEqual({ a: 'failed', b: 'held' })
  expect(fatesIn(await playScripts(tag('v1'), failing('a')))).toEqual({ a: 'skipped', b: 'succeeded' })
  expect(fatesIn(await playScripts(pullRequest()))).toEqual({ a: 'skipped', b: 'succeeded' })
})

// https://github.com/painless-software/codeship-yaml
const basic = `
after_success: [./tell]
script: [make lint, make test]
before_script: ./prepare
install: [npm ci]
deploy: [./deploy]
`

test('commands of Basic run in one row, deployments of branches behind them', async () => {
  const row = ['npm ci', './prepare', 'make lint', 'make test', './tell', './deploy']
  const path = 'codeship.yml'
  expect(ranIn(await playText(simulate, path, basic))).toEqual(row)
  expect(ranIn(await playText(simulate, path, basic, tag('v1')))).toEqual(row.slice(0, -1))
  expect(ranIn(await playText(simulate, path, basic, {}, failing('make lint')))).toEqual(row.slice(0, 3))
})
