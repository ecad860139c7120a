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
  const output = written(pipeline)
  if (output === undefined) throw new Error('nothing was written')
  expect(normalise({ path: 'b', documents: [output] })).toEqual(normalise({ path: 'a', documents }))
  const job = (name: string) => pipeline.jobs.find((one) => one.name.join('') === name) as Job
  return { pipeline, job, found }
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
    expect(job('Ship').condition).toEqual({
      all: [
        { test: 'event', events: ['push'] },
        { test: 'branch', patterns: ['main'] },
      ],
    })
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

  test('custom pipelines are a choice, with their variables as inputs', () => {
    const { pipeline } = imported(`
pipelines:
  custom:
    one:
      - variables: [{ name: WHERE, default: here, allowed-values: [here, there] }]
      - step: { name: One, image: node:24, script: [echo $WHERE] }
    two:
      - step: { name: Two, image: node:24, script: [echo two] }
`)
    const [trigger] = pipeline.triggers
    expect(trigger?.kind === 'manual' && trigger.inputs.map(({ name, options }) => [name, options])).toEqual([
      ['pipeline', ['one', 'two']],
      ['WHERE', ['here', 'there']],
    ])
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

test.each([
  '',
  'pipelines:',
  'pipelines: []',
  '[1, 2]',
  'pipelines: { default: 1 }',
  'pipelines: { default: [1, { step: 2 }, { parallel: x }, { stage: [] }] }',
  'pipelines: { default: [{ step: {} }] }',
  'pipelines: { default: [{ step: { name: [a], script: { a: b }, artifacts: 5, services: [x], clone: 3, image: [] } }] }',
  'pipelines: { branches: { __proto__: [{ step: { script: [a] } }], constructor: [{ step: { script: [b] } }] } }',
  'pipelines: { custom: { a: [{ variables: 3 }, { step: { script: [null, 1.5, true] } }] } }',
  'pipelines: { pull-requests: { "**": { destinations: { main: [{ step: { script: [a] } }] } } } }',
  'a: &a [*a]',
  'pipelines: { default: [{ step: { script: ["a\\nb"], max-time: x, size: 99x, trigger: [1], deployment: {} } }] }',
  'definitions: 1\noptions: x\nclone: y\nimage: { name: { a: 1 } }\npipelines: { tags: { "{a,{b,c}}": [{ step: { script: a } }] } }',
])('odd input does not crash: %s', (text) => {
  const { report } = collect()
  const { coverage } = read([{ path: 'bitbucket-pipelines.yml', text }], report)
  expect(coverage.every(({ origin }) => origin.line >= 1)).toBe(true)
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
