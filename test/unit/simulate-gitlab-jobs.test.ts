import { expect, test } from 'vitest'
import { simulate } from '../../emitters/gitlab/simulate/index.ts'
import type { SimulatedJob, VendorOutcomes } from '../../src/plan/simulate.ts'
import { fatesIn, playText, ranIn, type Said } from './simulate-play.ts'

function play(jobs: string, ends: Partial<VendorOutcomes> = {}, said: Said = {}): Promise<readonly SimulatedJob[]> {
  return playText(simulate, '.gitlab-ci.yml', `stages: [one, two, three]\n${jobs.trim()}\n`, said, ends)
}

const failing = (...names: readonly string[]): Partial<VendorOutcomes> => ({ fails: (name) => names.includes(name) })
const closed: Partial<VendorOutcomes> = { approves: () => false }

const staged = `
a: {stage: one, script: [a]}
b: {stage: two, script: [b]}
c: {stage: three, script: [c]}
d: {stage: three, script: [d], when: on_failure}
e: {stage: three, script: [e], when: always}`

// https://docs.gitlab.com/ci/yaml/#when
test('stages wait for the stages before them', async () => {
  const jobs = await play(staged)
  expect(fatesIn(jobs)).toEqual({ a: 'succeeded', b: 'succeeded', c: 'succeeded', d: 'skipped', e: 'succeeded' })
  expect(jobs.map(({ name, waits }) => [name, waits])).toEqual([
    ['a', []],
    ['b', ['a']],
    ['c', ['a', 'b']],
    ['d', ['a', 'b']],
    ['e', ['a', 'b']],
  ])
  expect(fatesIn(await play(staged, failing('a')))).toEqual({
    a: 'failed',
    b: 'held',
    c: 'held',
    d: 'succeeded',
    e: 'succeeded',
  })
})

const named = (when: string): string => `
a: {stage: one, script: [a]}
b: {stage: one, script: [b], when: ${when}}
c: {stage: two, script: [c], needs: [a, b]}
d: {stage: two, script: [d], needs: [b]}
e: {stage: three, script: [e], needs: [a, b], when: on_failure}
f: {stage: three, script: [f], needs: [], when: on_success}`

// A job that is named and was skipped counts more than one that failed: https://docs.gitlab.com/ci/yaml/#needs
test('jobs with needs look at those alone', async () => {
  expect(fatesIn(await play(named('on_success'), failing('a')))).toMatchObject({
    c: 'held',
    d: 'succeeded',
    e: 'succeeded',
    f: 'succeeded',
  })
  expect(fatesIn(await play(named('on_failure'), failing('a')))).toMatchObject({
    b: 'skipped',
    c: 'held',
    d: 'skipped',
    e: 'skipped',
    f: 'succeeded',
  })
})

test('a need that is not there stops the whole pipeline, unless it is optional', async () => {
  const jobs = (need: string) =>
    `a: {stage: one, script: [a], rules: [{if: $NO}]}\nb: {stage: two, script: [b], needs: [${need}]}\nc: {stage: one, script: [c]}`
  expect(ranIn(await play(jobs('a')))).toEqual([])
  expect(ranIn(await play(jobs('{job: a, optional: true}')))).toEqual(['b', 'c'])
  expect(ranIn(await play(jobs('{job: c}, {job: a, optional: true}')))).toEqual(['c', 'b'])
  expect(ranIn(await play(jobs('{pipeline: $UP, job: x}')))).toEqual(['b', 'c'])
  expect(ranIn(await play('a: {stage: one, script: [a], needs: [b]}\nb: {stage: two, script: [b]}'))).toEqual([])
})

// https://docs.gitlab.com/ci/yaml/#allow_failure
test('a failure that is allowed is no hindrance', async () => {
  const jobs = (allow: string) =>
    `a: {stage: one, script: [a], allow_failure: ${allow}}\nb: {stage: two, script: [b]}\nc: {stage: two, script: [c], needs: [a]}\nd: {stage: two, script: [d], when: on_failure}`
  const ran = async (allow: string) => ranIn(await play(jobs(allow), failing('a')))
  expect(await ran('true')).toEqual(['a', 'b', 'c'])
  expect(await ran('{exit_codes: [1, 3]}')).toEqual(['a', 'b', 'c'])
  expect(await ran('{exit_codes: 137}')).toEqual(['a', 'd'])
  expect(await ran('false')).toEqual(['a', 'd'])
})

// https://docs.gitlab.com/ci/jobs/job_control/#types-of-manual-jobs
test('a manual job in rules blocks, and one without does not', async () => {
  const jobs = (gate: string) =>
    `a: {stage: one, script: [a], ${gate}}\nb: {stage: two, script: [b]}\nc: {stage: two, script: [c], needs: [a]}\nd: {stage: three, script: [d], when: always}`
  const blocking = await play(jobs('rules: [{when: manual}]'), closed)
  expect(fatesIn(blocking)).toEqual({ a: 'waiting', b: 'waiting', c: 'waiting', d: 'waiting' })
  expect(blocking.map(({ gate }) => gate)).toEqual([true, false, false, false])
  expect(ranIn(await play(jobs('rules: [{when: manual}]')))).toEqual(['a', 'b', 'c', 'd'])
  const open = await play(jobs('when: manual'), closed)
  expect(fatesIn(open)).toEqual({ a: 'waiting', b: 'succeeded', c: 'waiting', d: 'succeeded' })
  const blocked = await play(jobs('when: manual, allow_failure: false'), closed)
  expect(fatesIn(blocked)).toEqual({ a: 'waiting', b: 'waiting', c: 'waiting', d: 'waiting' })
})

// https://docs.gitlab.com/ci/yaml/#parallel
test('a job can run several times, and those who need it can name some of its runs', async () => {
  const jobs = await play(`
a: {stage: one, script: [a], parallel: {matrix: [{OS: [linux, mac], V: ["1"]}, {OS: bsd, V: ["1", "2"]}]}}
b: {stage: two, script: [b], needs: [{job: a, parallel: {matrix: [{OS: mac, V: "1"}]}}]}
c: {stage: one, script: [c], parallel: 2, environment: "n/$CI_NODE_INDEX"}
d: {stage: two, script: [d], needs: [a]}`)
  expect(jobs.map(({ name }) => name)).toEqual([
    'a: [linux, 1]',
    'a: [mac, 1]',
    'a: [bsd, 1]',
    'a: [bsd, 2]',
    'b',
    'c 1/2',
    'c 2/2',
    'd',
  ])
  expect(jobs.find(({ name }) => name === 'b')?.waits).toEqual(['a: [mac, 1]'])
  expect(jobs.filter(({ environment }) => environment !== null).map(({ environment }) => environment)).toEqual([
    'n/1',
    'n/2',
  ])
  const broken = await play(
    'a: {stage: one, script: [a], parallel: 2}\nb: {stage: two, script: [b], needs: [a]}',
    failing('a 2/2'),
  )
  expect(fatesIn(broken)).toEqual({ 'a 1/2': 'succeeded', 'a 2/2': 'failed', b: 'held' })
})

test('an environment has the values of variables in its name', async () => {
  const [job] = await play(
    'variables: {PLACE: $CI_COMMIT_REF_SLUG}\na: {stage: one, script: [a], environment: {name: review/$PLACE}}',
    {},
    { branch: 'feature/One' },
  )
  expect(job?.environment).toBe('review/feature-one')
})

test('a rule can change needs, and the first and last stages alone make no pipeline', async () => {
  const jobs = 'a: {stage: one, script: [a]}\nb: {stage: three, script: [b], needs: [a], rules: [{if: $CI, needs: []}]}'
  expect((await play(jobs)).find(({ name }) => name === 'b')?.waits).toEqual([])
  expect(await play('a: {stage: .pre, script: [a]}\nb: {stage: .post, script: [b]}')).toEqual([])
  expect(ranIn(await play('a: {stage: .pre, script: [a]}\nb: {stage: one, script: [b]}'))).toEqual(['a', 'b'])
})

const question = `if [ "$PIPEGEN_A__GO" = yes ]; then :; else
echo 'Nothing to do: the condition of this job does not hold.'
exit 0
fi`

test('a job that asks for outputs begins and ends at once', async () => {
  const jobs = `
a: {stage: one, script: ["printf 'PIPEGEN_A__%s=%s\\\\n' \\"$name\\" x"]}
b: {stage: two, needs: [a], script: [${JSON.stringify(question)}, "b"]}`
  const outputs = (go: string): Partial<VendorOutcomes> => ({
    outputs: (name): Readonly<Record<string, string>> => (name === 'a' ? { GO: go } : {}),
  })
  expect(fatesIn(await play(jobs, outputs('yes')))).toEqual({ a: 'succeeded', b: 'succeeded' })
  expect(fatesIn(await play(jobs, outputs('no')))).toEqual({ a: 'succeeded', b: 'skipped' })
})
