import {
  api,
  cache,
  environment,
  input,
  job,
  manual,
  matrix,
  pullRequest,
  push,
  schedule,
  secret,
  sh,
  step,
  story,
} from 'pipegen'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { github } from '../../emitters/github/index.ts'
import type { GithubWorkflow } from '../../emitters/github/schema.ts'
import { emitted, oneJob } from './github-emit.ts'

const codes = async (...stories: Parameters<typeof emitted>) =>
  (await emitted(...stories)).found.filter((one) => one.severity === 'error').map((one) => one.code)
const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i))

describe('limits', () => {
  test.each([
    ['257 cells', { matrix: { a: many(257, String) } }],
    ['more than six hours', { timeout: '7h' }],
    ['501 artifacts', { artifacts: Object.fromEntries(many(501, (i) => [`a${i}`, 'x/'])) }],
    ['a step of seven hours', { steps: [step({ run: sh`make`, timeout: 420 })] }],
    ['a script of 21,001 characters', { steps: [sh`echo ${'x'.repeat(21_001)}`] }],
    ['the key of a cache', { caches: [cache({ paths: ['a'], key: 'b', prefix: 'x'.repeat(600) })] }],
    ['the name of an environment', { environment: environment('x'.repeat(256)) }],
    ['the name of a lock', { lock: 'x'.repeat(401) }],
  ])('%s', async (_, spec) => {
    expect(await codes(oneJob(spec))).toEqual(['limit'])
  })

  test.each([
    ['256 cells', { matrix: { a: many(256, String) } }],
    ['a week on a machine of your own', { runner: { labels: ['own'] }, timeout: '100h' }],
  ])('%s are no trouble', async (_, spec) => {
    expect(await codes(oneJob(spec))).toEqual([])
  })

  test.each([
    ['26 inputs', manual({ inputs: Object.fromEntries(many(26, (i) => [`i${i}`, input.text()])) })],
    ['11 values of a call', api('x', { payload: many(11, (i) => `k${i}`) })],
    ['every minute', schedule('* * * * *')],
    ['every two minutes', schedule('*/2 3 * * *')],
    ['a minute over the turn of the hour', schedule('1,58 * * * *')],
  ])('%s', async (_, trigger) => {
    expect(await codes(oneJob({}, [trigger]))).toEqual(['limit'])
  })

  test.each(['*/5 * * * *', '0,5 3 * * *', '58,1 3 * * *'.replace('58,1', '1,58'), '30 3 * * 1-5'])(
    '%s is fine',
    async (cron) => {
      expect(await codes(oneJob({}, [schedule(cron as '0 0 * * *')]))).toEqual([])
    },
  )

  test('ten thousand jobs give one finding that says what to do', async () => {
    const jobs = Object.fromEntries(many(10_000, (i) => [`j${i}`, job({ steps: [sh`make`] })]))
    const { found } = await emitted(story({ name: 'big', on: [push()], stages: { test: jobs } } as never))
    const errors = found.filter((one) => one.severity === 'error')
    expect(errors.map((one) => one.message)).toEqual([
      'GitHub takes at most 50000 YAML nodes in a workflow; this has at least 120000, in 10000 jobs',
    ])
    expect(errors[0]?.help).toBe('part the story into several')
  })

  test('a file that is too long is found before it is written', async () => {
    const steps = many(60, () => sh`echo ${'x'.repeat(20_000)}`)
    expect(await codes(oneJob({ steps }))).toEqual(['limit'])
  })
})

describe('names', () => {
  test.each([
    ['bad-env-name', { env: { GITHUB_SHA: 'x' } }],
    ['bad-env-name', { steps: [step({ run: sh`make`, env: { RUNNER_TEMP: 'x' } })] }],
    ['bad-env-name', { image: 'node:24', env: { NODE_OPTIONS: secret.file('OPTIONS') } }],
    ['vendor-name', { env: { A: secret('GITHUB_TOKEN') } }],
    ['vendor-name', { env: { A: secret('my-secret') } }],
    ['vendor-name', { matrix: { include: ['1'] } }],
    ['vendor-name', { artifacts: { 'unit-junit': 'x/' }, reports: { junit: 'y' } }],
    ['vendor-name', { matrix: { a: ['1', '2'] }, artifacts: { part: 'x/', 'part-1': 'y/' } }],
  ])('%s', async (code, spec) => {
    expect(await codes(oneJob(spec))).toEqual([code])
  })

  test('a number at the end of an artifact is no trouble where no matrix counts', async () => {
    expect(await codes(oneJob({ artifacts: { part: 'x/', 'part-1': 'y/' } }))).toEqual([])
  })

  test('two schedules of one time cannot be told apart, which matters only where a condition asks', async () => {
    const [one, other] = [
      schedule('0 3 * * *', { name: 'a' }),
      schedule('0 3 * * *', { name: 'b', timeZone: 'Europe/Zurich' }),
    ]
    const { event } = await import('pipegen')
    expect(await codes(oneJob({}, [one, other]))).toEqual([])
    expect(await codes(oneJob({ when: event(one) }, [one, other]))).toEqual(['vendor-name'])
  })

  test('the mark of an expression cannot stand in an input', async () => {
    expect(await codes(oneJob({}, [manual({ inputs: { a: input.text({ description: 'as ${{ x }}' }) } })]))).toEqual([
      'bad-value',
    ])
  })

  test('two stories of one file name are told', async () => {
    const of = (name: string) => story({ name, on: [push()], stages: { test: { unit: job({ steps: [sh`make`] }) } } })
    expect(await codes(of('My story'), of('my-story'))).toEqual(['output-clash'])
    const { outputs } = await emitted(of('My story'), of('other'))
    expect(outputs.map((output) => output.path)).toEqual([
      '.github/workflows/my-story.yml',
      '.github/workflows/other.yml',
    ])
    expect(outputs.every((output) => github.owns(output.path))).toBe(true)
  })
})

describe('changes by hand', () => {
  const read = async (spec: object, rest: object = {}) => {
    const { text, found } = await emitted(
      story({
        name: 'ci',
        on: [push()],
        stages: { test: { unit: job({ steps: [sh`make`], ...spec } as never) } },
        ...rest,
      } as never),
    )
    const workflow = (parse(text) ?? {}) as GithubWorkflow
    return {
      workflow,
      unit: workflow.jobs?.unit,
      found: found.filter((one) => one.severity === 'error').map((one) => one.code),
    }
  }

  test('merge into the job, item by item into lists, and null takes out', async () => {
    const raw = {
      github: { 'timeout-minutes': null, steps: { 0: { with: { path: 'sub' } }, 1: null }, snapshot: 'image' },
    }
    const { unit, found } = await read({ raw })
    expect(found).toEqual([])
    expect(unit).not.toHaveProperty('timeout-minutes')
    expect(unit).toMatchObject({ snapshot: 'image', steps: [{ with: { path: 'sub', 'persist-credentials': false } }] })
    expect(unit?.steps).toHaveLength(1)
  })

  test('add to the whole workflow, and a job of its own', async () => {
    const extra = { 'runs-on': 'ubuntu-24.04', steps: [{ run: 'true' }] }
    const { workflow, found } = await read({}, { raw: { github: { 'run-name': 'x', jobs: { extra } } } })
    expect(found).toEqual([])
    expect(workflow).toMatchObject({ 'run-name': 'x', jobs: { extra } })
  })

  test('add to what has a short form, and steps in front of all', async () => {
    const before = [{ uses: 'example/watch@v1' }]
    const { unit, found } = await read({
      image: 'node:24',
      raw: { github: { container: { options: '--cpus 1' }, steps: { before } } },
    })
    expect(found).toEqual([])
    expect(unit?.container).toEqual({ image: 'node:24', options: '--cpus 1' })
    expect(unit?.steps?.[0]).toEqual(before[0])
  })

  test.each([
    ['a key that is not there', { raw: { github: { container: null } } }, {}],
    ['an item that is not there', { raw: { github: { steps: { 9: { name: 'x' } } } } }, {}],
    ['a part of a value that has none', { raw: { github: { 'timeout-minutes': { soft: 5 } } } }, {}],
    ['a job that is gone', {}, { raw: { github: { jobs: { gone: { 'timeout-minutes': 5 } } } } }],
  ])('%s is an address that is gone', async (_, spec, rest) => {
    expect((await read(spec, rest)).found).toEqual(['raw-address'])
  })

  test('what the vendor would refuse is found', async () => {
    expect((await read({ raw: { github: { 'timeout-minuets': 5 } } })).found).toEqual(['raw-invalid'])
  })
})

test('an event without settings stands as people write it', async () => {
  expect((await emitted(oneJob({}, [pullRequest()]))).text).toContain('\non:\n  pull_request:\n\n')
})

test('what cannot be had is refused with the way out', async () => {
  const refusals = async (spec: object) =>
    (await emitted(oneJob(spec))).found.filter((one) => one.code === 'feature-refused').map((one) => one.message)
  expect(await refusals({ retry: 1 })).toEqual([expect.stringContaining('step({ run, retry: 2 })')])
  expect(await refusals({ runner: { size: 'large' } })).toEqual([
    expect.stringContaining("runners: { github: { 'linux/x64/large': 'label' } }"),
  ])
  expect(await refusals({ runner: { os: 'macos' }, image: 'node:24' })).toHaveLength(1)
})

test('a machine of the project goes by the name that the project gives it', async () => {
  const unit = job({
    matrix: matrix({ size: ['small', 'large'] }),
    runner: ({ size }) => ({ size }),
    steps: [sh`make`],
  })
  const { text } = await emitted(
    story({
      name: 'ci',
      on: [pullRequest()],
      stages: { test: { unit } },
      runners: { github: { 'linux/x64/small': 'tiny', 'linux/x64/large': ['self-hosted', 'big'] } },
    }),
  )
  expect((parse(text) as GithubWorkflow).jobs.unit?.['runs-on']).toBe(
    `\${{ fromJSON('{"small":["tiny"],"large":["self-hosted","big"]}')[matrix.size] }}`,
  )
})

test('every cell of the table rests on a page of the vendor, and says what it must', () => {
  for (const [id, cell] of Object.entries(github.capabilities)) {
    expect(cell.docs, id).toMatch(/^https:\/\/docs\.github\.com\//)
    expect(cell.text === '', id).toBe(cell.level === 'native')
  }
})
