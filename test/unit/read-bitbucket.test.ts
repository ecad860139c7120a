import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { normalise, read } from '../../emitters/bitbucket/read/index.ts'
import { written } from '../../emitters/bitbucket/read/residual.ts'
import { collect, type Diagnostic } from '../../src/diagnostics.ts'
import type { Job, Pipeline } from '../../src/ir.ts'
import { parseYaml } from '../../src/yaml/read.ts'

interface Imported {
  readonly pipeline: Pipeline
  readonly pipelines: readonly Pipeline[]
  readonly job: (name: string) => Job
  readonly found: readonly Diagnostic[]
}

/** Reads a file, which must say the same when it is written back. */
function imported(text: string): Imported {
  const { report, found } = collect()
  const { pipelines } = read([{ path: 'bitbucket-pipelines.yml', text }], report)
  const [pipeline] = pipelines
  if (pipeline === undefined) throw new Error(`nothing was read: ${found.map((one) => one.message).join('; ')}`)
  const documents = parseYaml(text, { version: '1.1', merge: true }).documents.map((document) => document.value)
  const output = written(pipelines)
  if (output === undefined) throw new Error('nothing was written')
  expect(normalise({ path: 'b', documents: [output] })).toEqual(normalise({ path: 'a', documents }))
  const job = (name: string) => pipeline.jobs.find((one) => one.name.join('') === name) as Job
  return { pipeline, pipelines, job, found }
}

describe('a file of Bitbucket', () => {
  test('steps become jobs, one after another, in the image of the file', () => {
    const { pipeline, job } = imported(`
image: node:24
pipelines:
  default:
    - step: { name: Build, script: [npm ci, npm test], artifacts: [dist/**] }
    - step: { name: Publish, image: alpine:3, script: [./publish.sh] }
`)
    expect(pipeline.jobs.map((one) => one.id)).toEqual(['Build', 'Publish'])
    expect(job('Build').container?.image).toEqual(['node:24'])
    expect(job('Build').steps.map((step) => step.kind === 'run' && step.script)).toEqual(['npm ci', 'npm test'])
    expect(job('Publish').container?.image).toEqual(['alpine:3'])
    expect(job('Publish').needs.map((need) => need.job)).toEqual(['Build'])
  })

  test('a step that sections share word for word is one job', () => {
    const { pipeline, job } = imported(`
definitions:
  steps:
    - step: &test { name: Test, image: node:24, script: [npm test] }
pipelines:
  default: [{ step: *test }]
  branches:
    main:
      - step: *test
      - step: { name: Ship, image: node:24, script: [./ship.sh] }
`)
    expect(pipeline.jobs).toHaveLength(2)
    expect(job('Test').condition).toEqual({ test: 'true' })
    expect(job('Ship').condition).toEqual({ test: 'branch', patterns: ['main'] })
  })

  test('a step that waits for a person has an environment that asks for one', () => {
    const { job } = imported(`
pipelines:
  default:
    - step: { name: Build, image: node:24, script: [make] }
    - step: { name: Live, image: node:24, deployment: production, trigger: manual, script: [make live] }
`)
    expect(job('Live').environment).toMatchObject({ name: ['production'], approval: 'manual', tier: 'production' })
  })

  test('each pipeline that people start is a story of its own, with its variables as inputs', () => {
    const { pipelines } = imported(`
pipelines:
  default:
    - step: { name: Test, image: node:24, script: [npm test] }
  custom:
    one:
      - variables: [{ name: WHERE, default: here, allowed-values: [here, there] }]
      - step: { name: One, image: node:24, script: [echo $WHERE] }
    two:
      - step: { name: Two, image: node:24, script: [echo two] }
`)
    expect(pipelines.map(({ name, jobs }) => [name, jobs.map(({ id }) => id)])).toEqual([
      ['ci', ['Test']],
      ['one', ['One']],
      ['two', ['Two']],
    ])
    const [trigger] = pipelines[1]?.triggers ?? []
    expect(trigger?.kind === 'manual' && trigger.inputs.map(({ name, options }) => [name, options])).toEqual([
      ['WHERE', ['here', 'there']],
    ])
    expect(pipelines.every(({ raw, jobs }) => raw.length === 0 && jobs.every((job) => job.raw.length === 0))).toBe(true)
  })

  test('steps of a stage come one after another, and take the files that earlier ones leave', () => {
    const { pipeline, job } = imported(`
image: node:24
pipelines:
  default:
    - stage:
        name: Check
        steps:
          - step: { name: Lint, script: [npm run lint] }
          - step: { name: Build, script: [npm run build], artifacts: [dist/**] }
    - step: { name: Log, script: [npm run log], artifacts: { download: false, paths: [] } }
    - step: { name: Ship, script: [./ship.sh] }
`)
    expect(pipeline.stages.map(({ name }) => name)).toEqual(['Check', 'Log', 'Ship'])
    expect(job('Build').needs.map((need) => [need.job, need.by])).toEqual([['Lint', 'needs']])
    expect(job('Log').needs.every((need) => need.by === 'stage' && !need.artifacts)).toBe(true)
    expect(job('Ship').needs.map((need) => [need.job, need.artifacts])).toEqual([
      ['Build', true],
      ['Log', false],
    ])
    expect([pipeline, ...pipeline.jobs].flatMap(({ raw }) => raw)).toEqual([])
  })

  test('an exact name goes before a pattern, and parallel steps that sections share are one group', () => {
    const { job } = imported(`
image: node:24
pipelines:
  branches:
    '*':
      - parallel:
          - step: &test { name: Test, script: [npm test] }
          - step: { name: Lint, script: [npm run lint] }
    main:
      - parallel:
          - step: *test
          - step: { name: Scan, script: [npm audit] }
`)
    expect(job('Test').condition).toEqual({ test: 'true' })
    expect(job('Scan').condition).toEqual({ test: 'branch', patterns: ['main'] })
    expect(job('Lint').condition).toEqual({
      all: [{ test: 'branch', patterns: ['*'] }, { not: { test: 'branch', patterns: ['main'] } }],
    })
  })

  test('what a stage says for its steps, each of them says', () => {
    const { job, pipelines } = imported(`
image: node:24
pipelines:
  default:
    - stage:
        name: Check
        condition: { changesets: { includePaths: [src/**] } }
        steps:
          - step: { name: Lint, script: [npm run lint] }
          - step: { name: Test, script: [npm test] }
    - stage:
        name: Live
        deployment: production
        trigger: manual
        steps:
          - step: { name: Ship, script: [./ship.sh] }
`)
    expect(['Lint', 'Test'].map((name) => job(name).condition)).toEqual([
      { test: 'changed', paths: ['src/**'] },
      { test: 'changed', paths: ['src/**'] },
    ])
    // A step that is left out holds nothing back.
    expect(job('Test').needs).toMatchObject([{ job: 'Lint', optional: true }])
    expect(job('Ship').environment).toMatchObject({ name: ['production'], approval: 'manual' })
    expect(pipelines.flatMap(({ raw, jobs }) => [raw, ...jobs.map((one) => one.raw)]).flat()).toEqual([])
  })

  test('pipelines that people start keep names with spaces, and a number first is a name of the story alone', () => {
    const { pipelines } = imported(`
image: node:24
pipelines:
  custom:
    Prod Release: [{ step: { name: One, script: [make], runs-on: [self.hosted, linux.arm64, big] } }]
    2nd: [{ step: { name: Two, script: [make], trigger: manual } }]
`)
    expect(pipelines.map(({ name }) => name)).toEqual(['Prod Release', 'run-2nd'])
    expect(pipelines[0]?.jobs[0]?.runner).toMatchObject({ arch: ['arm64'], labels: ['big'] })
    expect(pipelines[0]?.jobs[0]?.raw).toEqual([])
  })

  test('what a line sets for a pipe after it stays one script', () => {
    const { job } = imported(`
pipelines:
  default:
    - step: { name: Ship, script: ['export TAG=1', { pipe: 'atlassian/ssh-run:1', variables: { X: $TAG } }] }
`)
    expect(job('Ship').raw).toMatchObject([{ patch: { script: ['export TAG=1', {}] } }])
  })

  test('paths are conditions, and what a story has no word for stays in the words of the vendor', () => {
    const { job } = imported(`
pipelines:
  default:
    - step: { name: Docs, image: a, script: [make], condition: { changesets: { includePaths: [docs/**] } } }
    - step: { name: Rest, image: a, script: [make], condition: { changesets: { excludePaths: [docs/**] } } }
`)
    expect(JSON.stringify(job('Docs').condition)).toContain('{"test":"changed","paths":["docs/**"]}')
    expect(JSON.stringify(job('Rest').condition)).toContain('"test":"vendor"')
  })

  test('stages, groups that fail fast, pipes, caches, events and failures come back as they were', () => {
    const { job, found } = imported(`
options: { max-time: 30, docker: true, size: 2x }
clone: { depth: full }
definitions:
  caches: { mine: ~/.mine }
  services:
    db: { image: 'postgres:17', variables: { POSTGRES_PASSWORD: 1 } }
triggers:
  repository-push:
    - { condition: BITBUCKET_BRANCH == "main", pipelines: [nightly] }
pipelines:
  default:
    - stage:
        name: Checks
        deployment: test
        steps:
          - step: { name: Lint, script: [make lint], caches: [mine, node], services: [db] }
    - parallel:
        fail-fast: true
        steps:
          - step: { name: A, script: [make a], on-fail: { strategy: ignore } }
          - step: { name: B, script: [{ pipe: 'atlassian/ssh-run:1', variables: { X: y } }], after-script: [make clean] }
  custom:
    nightly: [{ step: { name: Nightly, runs-on: [self.hosted, linux], script: ['cd x', 'make'] } }]
`)
    expect(job('A').allowFailure).toBe(true)
    expect(job('B').steps[0]?.kind).toBe('vendor')
    expect(found.filter(({ code }) => code === 'import-passed-over')).toEqual([])
  })
})

const corpus = fileURLToPath(new URL('../../../shared/corpus/dev/bitbucket/', import.meta.url))
test.runIf(existsSync(corpus))('files of other projects say the same when they are written back', () => {
  const differing = readdirSync(corpus).flatMap((name) => {
    try {
      imported(readFileSync(`${corpus}${name}`, 'utf8'))
      return []
    } catch (error) {
      return [`${name}: ${String(error).slice(0, 400)}`]
    }
  })
  expect(differing).toEqual([])
})
test.skipIf(existsSync(corpus))('files of other projects: not run, there are none here', () => {
  expect(existsSync(corpus)).toBe(false)
})
