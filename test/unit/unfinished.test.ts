import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { collect } from '../../src/diagnostics.ts'
import { emitStories } from '../../src/emit.ts'
import type { Pipeline, Step } from '../../src/ir.ts'
import { unfinished } from '../../src/read/unfinished.ts'
import type { Vendor } from '../../src/vendor.ts'
import { allVendors } from '../harness/translate-case.ts'

const github = allVendors.find(({ id }) => id === 'github')
const gitlab = allVendors.find(({ id }) => id === 'gitlab') as Vendor
const bitbucket = allVendors.find(({ id }) => id === 'bitbucket') as Vendor

async function finished(jobs: object, on: object = { push: { branches: ['main'] } }, target = gitlab) {
  const text = JSON.stringify({ on, jobs })
  const reader = await github?.read?.()
  const pipelines = reader?.read([{ path: '.github/workflows/all.yml', text }], collect().report).pipelines ?? []
  const { report, found } = collect()
  const made = pipelines.map((pipeline) => unfinished(pipeline, target, report))
  const emitted = collect()
  const outputs = await emitStories(made, [target], emitted.report)
  const refused = emitted.found.filter(({ severity }) => severity === 'error').map(({ message }) => message)
  return { made: made[0] as Pipeline, found, refused, text: outputs[0]?.text ?? '' }
}

const base = { 'runs-on': 'ubuntu-24.04' }
const checkout = { uses: 'actions/checkout@v4' }

function scriptOf(step: Step | undefined): string {
  const variant = step?.kind === 'vendor' ? step.variants.gitlab : undefined
  return variant !== undefined && 'run' in variant ? variant.run.script : ''
}

test('a step that only the old vendor has fails on the new one, and says what is missing', async () => {
  const steps = [checkout, { uses: "example/it's-unknown@v1" }, { run: 'make' }]
  const { made, found, refused, text } = await finished({ build: { ...base, steps } })
  expect(refused).toEqual([])
  expect(found.map(({ code, severity }) => [code, severity])).toEqual([['import-unfinished', 'warning']])
  const done = spawnSync('sh', ['-e', '-c', scriptOf(made.jobs[0]?.steps[0])], { encoding: 'utf8' })
  expect([done.status, done.stderr]).toEqual([1, "Not written for GitLab CI yet: example/it's-unknown@v1\n"])
  expect(text.indexOf('Not written')).toBeLessThan(text.indexOf('make'))
})

test('a job whose condition nobody else can test fails before its first step', async () => {
  const job = {
    ...base,
    if: "contains(github.event.head_commit.message, 'ship')",
    steps: [checkout, { run: './ship' }],
  }
  const { made, refused, text } = await finished({ ship: job })
  expect(refused).toEqual([])
  expect(scriptOf(made.jobs[0]?.steps[0])).toContain(
    'whether the job may run: contains(github.event.head_commit.message',
  )
  expect(text.indexOf('exit 1')).toBeLessThan(text.indexOf('./ship'))
})

test('a step whose condition nobody else can test fails, with its script below', async () => {
  const steps = [checkout, { if: "hashFiles('a') != ''", run: './ship' }]
  const { made, refused } = await finished({ ship: { ...base, steps } })
  expect(refused).toEqual([])
  expect(scriptOf(made.jobs[0]?.steps[0])).toMatch(/exit 1\n\.\/ship$/)
})

test('a call of another workflow and an event of the old vendor are told, and start nothing', async () => {
  const { made, found, refused } = await finished(
    { call: { uses: './.github/workflows/other.yml' } },
    { release: { types: ['published'] } },
  )
  expect(refused).toEqual([])
  expect(made.triggers.map(({ kind }) => kind)).toEqual(['manual'])
  expect(found.map(({ message }) => message)).toEqual([
    'what starts it on release is not written for GitLab CI yet: it starts nothing there',
    "what 'call' calls is not written for GitLab CI yet: the job fails there",
  ])
})

test('a job ends when the new vendor ends it', async () => {
  const { made } = await finished({ build: { ...base, steps: [checkout, { run: 'make' }] } })
  const { report, found } = collect()
  const capped = unfinished(made, bitbucket, report)
  expect([made.jobs[0]?.timeoutMinutes, capped.jobs[0]?.timeoutMinutes]).toEqual([360, 120])
  expect(found.map(({ message }) => message)).toEqual([
    "the time limit of 'build' became '120 minutes', which is not quite '360 minutes': Bitbucket Pipelines ends every job then",
  ])
})

test('what the new vendor can do stays as it is', async () => {
  const { made, found } = await finished({ build: { ...base, steps: [checkout, { run: 'make' }] } })
  expect(found).toEqual([])
  expect(made.jobs[0]?.steps.map(({ kind }) => kind)).toEqual(['run'])
})

test('a job that the new vendor has no machine for only fails there, with what it ran below', async () => {
  const steps = [checkout, { run: 'swift test\n./sign' }]
  const { found, refused, text } = await finished(
    {
      build: { 'runs-on': 'macos-15', steps },
      after: { ...base, needs: 'build', steps: [checkout, { run: './publish' }] },
    },
    undefined,
    bitbucket,
  )
  expect(refused).toEqual([])
  expect(found.map(({ message }) => message)).toContain(
    "'build' (system other than Linux) is not written for Bitbucket Pipelines yet: the job fails there",
  )
  const [fails, ran, next] = ['exit 1', '# swift test', './publish'].map((part) => text.indexOf(part))
  expect([fails, ran, next]).toEqual([fails, ran, next].sort((a = 0, b = 0) => a - b))
  expect(fails).toBeGreaterThan(0)
  expect(text).not.toMatch(/^\s*(?:- )?swift test/m)
})

test('a filter that the new vendor cannot have starts nothing there', async () => {
  const { made, refused, found } = await finished(
    { build: { ...base, steps: [checkout, { run: 'make' }] } },
    { push: { 'paths-ignore': ['docs/**'] }, pull_request: null },
  )
  expect(refused).toEqual([])
  expect(made.triggers.map(({ kind }) => kind)).toEqual(['tag', 'pullRequest'])
  expect(found.map(({ code }) => code)).toEqual(['import-unfinished'])
})

test('a job that only such a trigger would let run fails in the runs that are left', async () => {
  const { refused, text, found } = await finished(
    {
      build: {
        ...base,
        if: "github.event_name == 'push' && github.ref == 'refs/heads/main'",
        steps: [checkout, { run: './ship' }],
      },
    },
    { push: { branches: ['main'], 'paths-ignore': ['docs/**'] }, pull_request: null },
  )
  expect(refused).toEqual([])
  expect(found.map(({ message }) => message)).toContain(
    "what starts 'build' is not written for GitLab CI yet: the job fails there",
  )
  expect(text.indexOf('exit 1')).toBeGreaterThan(0)
  expect(text.indexOf('exit 1')).toBeLessThan(text.indexOf('./ship'))
})
