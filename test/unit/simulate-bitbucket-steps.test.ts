import { expect, test } from 'vitest'
import { simulate } from '../../emitters/bitbucket/simulate/index.ts'
import type { SimulatedJob, VendorOutcomes } from '../../src/plan/simulate.ts'
import { fatesIn, playText, ranIn } from './simulate-play.ts'

function play(steps: string, ends: Partial<VendorOutcomes> = {}, more = ''): Promise<readonly SimulatedJob[]> {
  const body = steps.trim().replaceAll('\n', '\n    ')
  return playText(simulate, 'bitbucket-pipelines.yml', `pipelines:\n  default:\n    ${body}\n${more}`, {}, ends)
}

const failing = (...names: readonly string[]): Partial<VendorOutcomes> => ({ fails: (name) => names.includes(name) })
const step = (name: string, more = ''): string => `- step: {name: ${name}, script: [true]${more}}`

// https://support.atlassian.com/bitbucket-cloud/docs/parallel-step-options/
const group = (fast: boolean): string => `
${step('a')}
- parallel:
    fail-fast: ${fast}
    steps:
      ${step('b')}
      ${step('c')}
${step('d')}`

test.each<[string, string, Partial<VendorOutcomes>, Readonly<Record<string, string>>]>([
  ['all goes well', group(false), {}, { a: 'succeeded', b: 'succeeded', c: 'succeeded', d: 'succeeded' }],
  ['the first fails', group(false), failing('a'), { a: 'failed', b: 'held', c: 'held', d: 'held' }],
  ['a member fails', group(false), failing('b'), { a: 'succeeded', b: 'failed', c: 'succeeded', d: 'held' }],
  ['a member of a hasty group fails', group(true), failing('b'), { a: 'succeeded', b: 'failed', c: 'held', d: 'held' }],
])('%s', async (_, steps, ends, fates) => {
  expect(fatesIn(await play(steps, ends))).toEqual(fates)
})

// https://www.atlassian.com/blog/bitbucket/bitbucket-pipelines-step-failure-strategies
test('a step whose failure is ignored hinders nobody, and one that is tried again fails in the end', async () => {
  const steps = `${step('a', ', on-fail: {strategy: ignore}')}\n${step('b', ', on-fail: {strategy: retry}')}\n${step('c')}`
  expect(fatesIn(await play(steps, failing('a', 'b')))).toEqual({ a: 'failed', b: 'failed', c: 'held' })
})

test('a step that a person starts holds back all that follows', async () => {
  const steps = `${step('a')}\n${step('b', ', trigger: manual, deployment: production')}\n${step('c')}`
  const jobs = await play(steps, { approves: () => false })
  expect(fatesIn(jobs)).toEqual({ a: 'succeeded', b: 'waiting', c: 'waiting' })
  expect(jobs[1]).toMatchObject({ gate: true, environment: 'production', waits: ['a'] })
  expect(ranIn(await play(steps))).toEqual(['a', 'b', 'c'])
})

test('a failure before a gate holds both', async () => {
  const steps = `${step('a')}\n${step('b', ', trigger: manual')}`
  expect(fatesIn(await play(steps, { ...failing('a'), approves: () => false }))).toEqual({ a: 'failed', b: 'held' })
})

test('the steps of a stage follow each other, and share its condition, place and gate', async () => {
  const stage = (more: string): string => `
- stage:
    name: deploy
    ${more}
    steps:
      ${step('a')}
      ${step('b')}
${step('c')}`
  expect(fatesIn(await play(stage('deployment: staging'), failing('a')))).toEqual({ a: 'failed', b: 'held', c: 'held' })
  const [first] = await play(stage('deployment: staging'))
  expect(first?.environment).toBe('staging')
  const skipped = stage(`condition: {state: 'BITBUCKET_BRANCH == "dev"'}`)
  expect(fatesIn(await play(skipped))).toEqual({ a: 'skipped', b: 'skipped', c: 'succeeded' })
  const gated = await play(stage('trigger: manual'), { approves: () => false })
  expect(fatesIn(gated)).toEqual({ a: 'waiting', b: 'waiting', c: 'waiting' })
})

// https://support.atlassian.com/bitbucket-cloud/docs/child-pipeline-step-options/
test('a child pipeline is played in its place, and its failure is that of the step', async () => {
  const steps = `
- parallel:
    - step: {name: child, type: pipeline, custom: chain}
    ${step('beside')}
${step('after')}`
  const chain = `  custom:\n    chain:\n      ${step('a')}\n      ${step('b')}\n`
  const jobs = await play(steps, failing('a'), chain)
  expect(fatesIn(jobs)).toEqual({ a: 'failed', b: 'held', beside: 'succeeded', after: 'held' })
  expect(jobs.find(({ name }) => name === 'after')?.waits).toEqual(['a', 'b', 'beside'])
})

// https://www.atlassian.com/blog/bitbucket/easily-share-data-between-steps-in-bitbucket-pipelines
test('output variables reach the steps after the group, and not those beside', async () => {
  const asking = `, condition: {state: 'VERSION == "2"'}`
  const steps = `
- parallel:
    ${step('a', ', output-variables: [VERSION]')}
    ${step('b', asking)}
${step('c', asking)}`
  const left = (VERSION: string) => ({ outputs: (name: string) => (name === 'a' ? { VERSION } : {}) })
  expect(fatesIn(await play(steps, left('2')))).toEqual({ a: 'succeeded', b: 'skipped', c: 'succeeded' })
  expect(fatesIn(await play(steps, left('3')))).toEqual({ a: 'succeeded', b: 'skipped', c: 'skipped' })
})

test('a script that finds nothing to do passes, and leaves nothing', async () => {
  const steps = `
- step:
    name: a
    script:
      - |-
        if [ "$BITBUCKET_BRANCH" = dev ]; then :; else
          echo 'Nothing to do: the condition of this job does not hold.'
          exit 0
        fi
      - make
${step('b')}`
  expect(fatesIn(await play(steps, failing('a')))).toEqual({ a: 'skipped', b: 'succeeded' })
})

test('anchors and unknown keys are read', async () => {
  const text = `
definitions: {steps: [{step: &build {name: build, script: [true], image: {name: x}}}]}
pipelines:
  default:
    - step: *build
    - step: {<<: *build, name: again, size: 2x, something: new}
    - variables: []
`
  expect(ranIn(await playText(simulate, 'bitbucket-pipelines.yml', text))).toEqual(['build', 'again'])
})
