import { expect, test } from 'vitest'
import { simulate } from '../../emitters/github/simulate/index.ts'
import type { SimulatedJob, VendorOutcomes } from '../../src/plan/simulate.ts'
import { fatesIn, playText, pullRequest, ranIn, type Said } from './simulate-play.ts'

const every = 'on: {push: , pull_request: , workflow_dispatch: {inputs: {level: {default: low}, dry: {type: boolean}}}}'

function play(jobs: string, said: Said = {}, ends: Partial<VendorOutcomes> = {}): Promise<readonly SimulatedJob[]> {
  const body = jobs.trim().replaceAll('\n', '\n  ')
  return playText(simulate, '.github/workflows/a.yml', `${every}\njobs:\n  ${body}\n`, said, ends)
}

const failing = (...names: readonly string[]): Partial<VendorOutcomes> => ({ fails: (name) => names.includes(name) })

// https://docs.github.com/actions/reference/workflows-and-actions/expressions
test.each<[string, Said, boolean]>([
  ["github.ref == 'refs/heads/main'", {}, true],
  ["github.ref == 'refs/heads/MAIN'", {}, true],
  ["${{ github.ref_name == 'dev' }}", {}, false],
  ["${{ github.ref_name == 'dev' }} ", {}, false],
  ["text ${{ github.ref_name == 'dev' }}", {}, true],
  ['false', {}, false],
  ['${{ false }}', {}, false],
  ["startsWith(github.ref, 'refs/tags/')", { name: 'tag', branch: '', tag: 'v1' }, true],
  ["github.event_name == 'pull_request' && github.base_ref == 'main'", pullRequest(), true],
  ["github.head_ref == 'topic' && github.ref == 'refs/pull/7/merge'", pullRequest(), true],
  ['github.event.pull_request.head.repo.full_name != github.repository', pullRequest(), false],
  ['github.event.pull_request.head.repo.full_name != github.repository', pullRequest({ fork: true }), true],
  ['github.event.pull_request.head.repo.fork', pullRequest({ fork: true }), true],
  ["inputs.level == 'low'", { name: 'manual' }, true],
  ["inputs.level == 'high'", { name: 'manual', inputs: { level: 'high' } }, true],
  ["inputs.level == ''", {}, true],
  ['inputs.dry', { name: 'manual', inputs: { dry: 'false' } }, false],
  ["github.event.inputs.dry == 'true'", { name: 'manual', inputs: { dry: 'true' } }, true],
  ["contains(github.event.head_commit.message, 'mend')", {}, true],
  ["github.event.head_commit.message == 'it''s ''so'''", { commitMessage: "it's 'so'" }, true],
  ['this is no expression', {}, false],
])('if %s, with %j: %s', async (condition, said, runs) => {
  const jobs = await play(`a: {runs-on: x, if: ${JSON.stringify(condition)}}`, said)
  expect(ranIn(jobs).length > 0).toBe(runs)
})

const chain = (more: string): string => `
a: {runs-on: x}
b: {runs-on: x, needs: a}
c: {runs-on: x, needs: [b], ${more}}`

// https://docs.github.com/actions/reference/workflows-and-actions/expressions#status-check-functions
test.each<[string, string]>([
  ['', 'held'],
  ['if: always()', 'succeeded'],
  ['if: failure()', 'succeeded'],
  ["if: github.ref == 'refs/heads/main'", 'held'],
  ['if: "${{ !cancelled() }}"', 'succeeded'],
  ['if: "${{ !cancelled() && needs.b.result == \'success\' }}"', 'held'],
  ["if: failure() && github.ref == 'refs/heads/dev'", 'skipped'],
  ['if: "!cancelled() && needs.b.result == \'skipped\'"', 'succeeded'],
])('behind a failed job and a skipped one, with %s: %s', async (more, fate) => {
  expect(fatesIn(await play(chain(more), {}, failing('a')))).toEqual({ a: 'failed', b: 'held', c: fate })
})

test('a job whose need was skipped is skipped, and so is one that asks for success behind it', async () => {
  const jobs = await play(`
a: {runs-on: x, if: false}
b: {runs-on: x, needs: a, if: always()}
c: {runs-on: x, needs: b}
d: {runs-on: x, needs: [a, b], if: "!failure() && !cancelled()"}`)
  expect(fatesIn(jobs)).toEqual({ a: 'skipped', b: 'succeeded', c: 'skipped', d: 'succeeded' })
})

test('a failure that may be counts as success', async () => {
  const jobs = await play('a: {runs-on: x, continue-on-error: true}\nb: {runs-on: x, needs: a}', {}, failing('a'))
  expect(fatesIn(jobs)).toEqual({ a: 'failed', b: 'succeeded' })
})

test('jobs come in an order that they can run in, and tell all that they wait for', async () => {
  const jobs = await play('c: {runs-on: x, needs: b}\nb: {runs-on: x, needs: a}\na: {runs-on: x}')
  expect(jobs.map(({ name, waits }) => [name, waits])).toEqual([
    ['a', []],
    ['b', ['a']],
    ['c', ['a', 'b']],
  ])
})

// https://docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations
test.each<[string, readonly string[]]>([
  [
    '{fruit: [apple, pear], animal: [cat, dog]}',
    ['a (apple, cat)', 'a (apple, dog)', 'a (pear, cat)', 'a (pear, dog)'],
  ],
  ['{v: [1, 2], os: [x], exclude: [{v: 1}]}', ['a (2, x)']],
  [
    '{fruit: [apple, pear], animal: [cat], include: [{color: green}, {color: pink, animal: cat}, {fruit: apple, shape: circle}, {fruit: banana}]}',
    ['a (apple, cat, pink, circle)', 'a (pear, cat, pink)', 'a (banana)'],
  ],
  ['{include: [{v: 1}, {v: 2}]}', ['a (1)', 'a (2)']],
  ['"${{ fromJSON(\'{\\"v\\": [7, 8]}\') }}"', ['a (7)', 'a (8)']],
  ['"${{ fromJSON(needs.x.outputs.m) }}"', ['a']],
])('the matrix %s', async (matrix, names) => {
  expect(ranIn(await play(`a: {runs-on: x, strategy: {matrix: ${matrix}}}`))).toEqual(names)
})

test('one failed run of a matrix fails the job, and ends the others unless it is told not to', async () => {
  const jobs = (more: string) =>
    play(`a: {runs-on: x, strategy: {${more}matrix: {v: [1, 2]}}}\nb: {runs-on: x, needs: a}`, {}, failing('a (2)'))
  expect(fatesIn(await jobs(''))).toEqual({ 'a (1)': 'held', 'a (2)': 'failed', b: 'held' })
  expect(fatesIn(await jobs('fail-fast: false, '))).toEqual({ 'a (1)': 'succeeded', 'a (2)': 'failed', b: 'held' })
})

const gated = `
a: {runs-on: x, environment: {name: "to-\${{ github.ref_name }}"}, steps: [{uses: s, with: {script: "rule.type === 'required_reviewers'"}}]}
b: {runs-on: x, needs: a, if: always()}
c: {runs-on: x, environment: plain}`

test('a job before a gate waits, and so does whoever waits for it', async () => {
  const open = await play(gated)
  expect(open.map(({ name, gate, environment }) => [name, gate, environment])).toEqual([
    ['a', true, 'to-main'],
    ['b', false, null],
    ['c', false, 'plain'],
  ])
  const closed = await play(gated, {}, { approves: () => false })
  expect(fatesIn(closed)).toEqual({ a: 'waiting', b: 'waiting', c: 'succeeded' })
})

test('outputs reach those who name the job', async () => {
  const jobs = `
a: {runs-on: x, outputs: {go: "\${{ steps.s.outputs.go }}"}}
b: {runs-on: x, needs: a, if: needs.a.outputs.go == 'yes'}
c: {runs-on: x, needs: b, if: needs.a.outputs.go == ''}`
  const outputs = { outputs: (name: string): Readonly<Record<string, string>> => (name === 'a' ? { go: 'yes' } : {}) }
  expect(fatesIn(await play(jobs, {}, outputs))).toEqual({ a: 'succeeded', b: 'succeeded', c: 'succeeded' })
  expect(fatesIn(await play(jobs))).toEqual({ a: 'succeeded', b: 'skipped', c: 'skipped' })
})
