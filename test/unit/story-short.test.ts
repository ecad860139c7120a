import { expect, test } from 'vitest'
import { compileStory } from '../../dsl/compile.ts'
import type { StepLike, Story } from '../../dsl/index.ts'
import { job, matrix, push, sh, step, story, vendorStep } from '../../dsl/index.ts'
import { vendors } from '../../emitters/index.ts'
import { collect } from '../../src/diagnostics.ts'
import { machinesOf } from '../../src/machine.ts'
import { compileSpec, emitOne } from '../harness/compile-spec.ts'
import { meaningOf } from '../harness/retell.ts'

const meaning = (one: Story) => meaningOf(compileSpec(one))

test('a stage of one job can be the job itself', () => {
  const jobs = () => ({ build: job({ steps: [sh`make`] }), test: job({ steps: [sh`make test`] }) })
  const { build, test: unit } = jobs()
  const short = story({ name: 'shop', on: [push()], stages: { build, test: { unit } } })
  const { build: other, test: otherUnit } = jobs()
  const long = story({ name: 'shop', on: [push()], stages: { build: { build: other }, test: { unit: otherUnit } } })
  expect(meaning(short)).toEqual(meaning(long))
})

test('one step can stand alone, also in a function of the cell', () => {
  const of = (steps: StepLike | readonly StepLike[], each: StepLike | readonly StepLike[]) =>
    story({
      name: 'shop',
      on: [push()],
      stages: { all: { one: job({ steps }), each: job({ matrix: { os: ['a'] }, steps: () => each }) } },
    })
  const native = () => vendorStep({ on: { github: { uses: 'a/b@v1' } }, otherwise: sh`make` })
  expect(meaning(of(sh`make`, step({ name: 'Make', run: sh`make` })))).toEqual(
    meaning(of([sh`make`], [step({ name: 'Make', run: sh`make` })])),
  )
  expect(meaning(of(native(), sh`make`))).toEqual(meaning(of([native()], [sh`make`])))
})

test('jobs that say nothing are like those of the vendor that the story names', () => {
  const there = { timeout: 120, checkout: { depth: 50, credentials: true } }
  const asked: string[] = []
  const usual = (id: string) => {
    asked.push(id)
    return id === 'there' ? there : undefined
  }
  const setting = { vendors: ['there', 'other'], usual }
  const stages = { plain: job({ steps: [sh`make`] }), own: job({ timeout: 5, checkout: {}, steps: [sh`make`] }) }
  const compiled = (more: object) => {
    const { report, found } = collect()
    const made = story({ name: 'shop', on: [push()], stages, ...more })
    const jobs = compileStory(made, { source: 'story.ts', ...setting }, report)?.jobs
    const [depth, minutes] = [jobs?.map((one) => one.checkout?.depth), jobs?.map((one) => one.timeoutMinutes)]
    return { depth, minutes, found: found.map(({ message }) => message) }
  }
  // To ask a vendor loads it, which other stories are spared.
  expect([compiled({}).minutes, asked]).toEqual([[60, 5], []])
  expect(compiled({ like: 'there' })).toEqual({ depth: [50, 1], minutes: [120, 5], found: [] })
  expect(compiled({ like: 'there', defaults: { timeout: 30 } })).toMatchObject({ depth: [50, 1], minutes: [30, 5] })
  expect(compiled({ like: 'elsewhere' }).found).toEqual(['like cannot be elsewhere'])
})

test('what a story leaves open of permissions, machines and matrices is as with the vendor that it names', () => {
  const { usual } = vendors.github
  const stages = {
    plain: job({ matrix: { os: ['linux', 'macos'] }, runner: ({ os }) => ({ os, arch: 'arm64' }), steps: [sh`make`] }),
    own: job({ matrix: matrix({ n: [1, 2] }, { failFast: false }), steps: [sh`make`] }),
  }
  const compiled = (more: object) => {
    const made = story({ name: 'shop', on: [push()], stages, ...more })
    const setting = { source: 'story.ts', vendors: ['github'], usual: () => usual }
    const { permissions, runners, jobs } = compileStory(made, setting, collect().report) ?? {}
    return { permissions, runners, failFast: jobs?.map((one) => one.matrix?.failFast) }
  }
  expect(compiled({})).toEqual({ permissions: { contents: 'read' }, runners: {}, failFast: [false, false] })
  expect(compiled({ like: 'github' })).toEqual({
    permissions: 'settings',
    runners: { github: { 'linux/x64': ['ubuntu-latest'], 'macos/arm64': ['macos-latest'] } },
    failFast: [null, false],
  })
  expect(compiled({ like: 'github', permissions: {}, runners: { github: { 'linux/x64': 'big' } } })).toMatchObject({
    permissions: {},
    runners: { github: { 'linux/x64': ['big'], 'macos/arm64': ['macos-latest'] } },
  })
})

test('a value of the matrix names the machine, whatever the vendor calls it', async () => {
  const axes = { os: ['ubuntu-latest', 'macos-latest'] } as const
  const parts = { 'ubuntu-latest': 'linux', 'macos-latest': 'macos' } as const
  const each = job({ matrix: axes, runner: ({ os }) => ({ os: os.as(parts) }), steps: [sh`make`] })
  const pipeline = compileSpec(story({ name: 'shop', like: 'github', on: [push()], stages: { each } }))
  expect(pipeline.jobs.map(machinesOf)).toEqual([['linux/x64', 'macos/arm64']])
  expect(await emitOne(pipeline, vendors.github)).toContain('runs-on: ${{ matrix.os }}\n')

  const names = job({
    matrix: { os: ['ubuntu', 'macos'] },
    runner: ({ os }) => ({ os: os.as({ ubuntu: 'linux', macos: 'macos' }) }),
    steps: [sh`make`],
  })
  const short = compileSpec(story({ name: 'shop', like: 'github', on: [push()], stages: { names } }))
  expect(await emitOne(short, vendors.github)).toContain('runs-on: ${{ matrix.os }}-latest\n')
})

test('a value of the matrix that stands for no machine is found', () => {
  const findings = (parts: object) => {
    const each = job({
      matrix: { os: ['a', 'b'] },
      runner: ({ os }) => ({ os: os.as(parts as never) }),
      steps: [sh`make`],
    })
    const { report, found } = collect()
    compileStory(story({ name: 'shop', on: [push()], stages: { each } }), { source: 'story.ts', vendors: [] }, report)
    return found.map(({ message }) => message)
  }
  expect(findings({ a: 'linux', b: 'macos' })).toEqual([])
  expect(findings({ a: 'linux' })).toEqual(["runner.os cannot be nothing for 'b'"])
  expect(findings({ a: 'linux', b: 'beos' })).toEqual(["runner.os cannot be 'beos'"])
})

test('scripts of a story that is like a vendor find what that one sets, on all vendors, unless they set it themselves', async () => {
  const stages = {
    tagged: job({ steps: [sh`./pack "$BITBUCKET_TAG" "$BITBUCKET_BUILD_NUMBER"`] }),
    own: job({
      env: { BITBUCKET_BUILD_NUMBER: 7 },
      steps: [sh`BITBUCKET_TAG=x; echo $BITBUCKET_TAG $BITBUCKET_BUILD_NUMBER`],
    }),
  }
  const pipeline = compileSpec(story({ name: 'shop', like: 'bitbucket', on: [push()], stages }))
  expect(pipeline.jobs.map(({ env }) => env.map(({ name }) => name))).toEqual([
    ['BITBUCKET_BUILD_NUMBER', 'BITBUCKET_TAG'],
    ['BITBUCKET_BUILD_NUMBER'],
  ])
  expect(await emitOne(pipeline, vendors.gitlab)).toContain('BITBUCKET_BUILD_NUMBER: $CI_PIPELINE_IID\n')
  const plain = compileSpec(story({ name: 'shop', on: [push()], stages }))
  expect(plain.jobs[0]?.env).toEqual([])
})
