import { expect, test } from 'vitest'
import { read } from '../../emitters/gitlab/read/index.ts'
import { normaliseAll } from '../../emitters/gitlab/read/normalise.ts'
import { written } from '../../emitters/gitlab/read/residual.ts'
import { collect, type Diagnostic } from '../../src/diagnostics.ts'
import type { Job, Pipeline } from '../../src/ir.ts'
import { parseYaml } from '../../src/yaml/read.ts'

interface Imported {
  readonly pipeline: Pipeline
  readonly job: (name: string) => Job
  readonly found: readonly Diagnostic[]
}

/** Reads a file, which must say the same when it is written back. */
function imported(text: string, more: Readonly<Record<string, string>> = {}): Imported {
  const { report, found } = collect()
  const others = Object.entries(more).map(([path, content]) => ({ path, text: content }))
  const { pipelines } = read([{ path: '.gitlab-ci.yml', text }, ...others], report)
  const [pipeline] = pipelines
  if (pipeline === undefined) throw new Error(`nothing was read: ${found.map((one) => one.message).join('; ')}`)
  const output = written(pipeline)
  if (output === undefined) throw new Error('nothing was written')
  if (others.length === 0) {
    const documents = parseYaml(text, { version: '1.1', merge: true }).documents.map((document) => document.value)
    expect(normaliseAll([{ path: 'b', documents: [output] }])).toEqual(normaliseAll([{ path: 'a', documents }]))
  }
  const named = (name: string) => pipeline.jobs.find((job) => job.name.join('') === name) as Job
  return { pipeline, job: named, found }
}

test('a job becomes steps, an image, and needs for the stages before it', () => {
  const { job, pipeline } = imported(`
stages: [build, test]
build:
  stage: build
  image: node:24
  script: [npm ci, npm run build]
  artifacts: { paths: [dist/], expire_in: 1 week }
unit tests:
  stage: test
  image: node:24
  script: npm test
`)
  expect(pipeline.stages.map(({ name }) => name)).toEqual(['build', 'test'])
  expect(job('build').steps.map((step) => step.kind === 'run' && step.script)).toEqual(['npm ci', 'npm run build'])
  expect(job('build').artifacts).toMatchObject([{ paths: ['dist/'], retentionDays: 7 }])
  expect(job('unit tests')).toMatchObject({
    id: 'unitTests',
    container: { image: ['node:24'] },
    needs: [{ job: 'build', by: 'needs', artifacts: true, optional: false }],
  })
})

test('lines that change their shell stay one step', () => {
  const { job } = imported('a:\n  image: node:24\n  script: [cd app, export A=1, npm test]\n')
  expect(job('a').steps).toMatchObject([{ script: 'cd app\nexport A=1\nnpm test' }])
})

test('templates, references, defaults and local includes are worked in', () => {
  const { job } = imported(
    `
include: [{ local: ci/base.yml }]
default: { image: python:3.13, timeout: 20 minutes }
.lint: { script: [ruff check] }
lint:
  extends: [.base, .lint]
  variables: { MODE: strict }
typing:
  script:
    - !reference [.lint, script]
    - mypy .
`,
    { 'ci/base.yml': '.base: { variables: { MODE: lax, LEVEL: "2" } }\n' },
  )
  expect(job('lint')).toMatchObject({
    timeoutMinutes: 20,
    container: { image: ['python:3.13'] },
    env: [
      { name: 'MODE', value: ['strict'] },
      { name: 'LEVEL', value: ['2'] },
    ],
    steps: [{ script: 'ruff check' }],
  })
  expect(job('typing').steps).toMatchObject([{ script: 'ruff check' }, { script: 'mypy .' }])
})

test.each<[string, object]>([
  ['$CI_COMMIT_BRANCH == "main"', { test: 'branch', patterns: ['main'] }],
  ['$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH', { test: 'branch', patterns: ['main'] }],
  ['$CI_COMMIT_TAG =~ /^v/', { test: 'tag', patterns: ['v**'] }],
  ['$CI_COMMIT_BRANCH =~ /^(main|release-.*)$/', { test: 'branch', patterns: ['main', 'release-**'] }],
  ['$CI_PIPELINE_SOURCE == "merge_request_event"', { test: 'event', events: ['pullRequest'] }],
  ['"web" == $CI_PIPELINE_SOURCE', { test: 'event', events: ['manual'] }],
  ['$CI_COMMIT_TAG == null', { not: { test: 'tag', patterns: ['**'] } }],
  ['$CI_MERGE_REQUEST_TARGET_BRANCH_NAME == "main"', { test: 'targetBranch', patterns: ['main'] }],
  ['$DEPLOY == "yes"', { test: 'vendor', texts: { gitlab: '$DEPLOY == "yes"' } }],
  [
    '$CI_COMMIT_BRANCH && $CI_COMMIT_BRANCH != "main"',
    { all: [{ test: 'branch', patterns: ['**'] }, { not: { test: 'branch', patterns: ['main'] } }] },
  ],
])('the expression %s', (text, condition) => {
  const { job } = imported(`a:\n  script: make\n  rules:\n    - if: '${text}'\n`)
  expect(job('a').condition).toEqual(condition)
})

test('a rule that keeps a job out holds for the rules after it', () => {
  const { job } = imported(`
a:
  script: make
  rules:
    - if: $CI_COMMIT_TAG
      when: never
    - changes: [src/**/*]
`)
  expect(job('a').condition).toEqual({
    all: [{ not: { test: 'tag', patterns: ['**'] } }, { test: 'changed', paths: ['src/**/*'] }],
  })
})

test('what a person starts is a gate of its environment, and else runs nowhere but here', () => {
  const { job, found } = imported(`
stages: [a, deploy]
deploy: { stage: deploy, script: make, environment: production, when: manual, allow_failure: false }
tidy: { stage: deploy, script: make, when: manual }
`)
  expect(job('deploy').environment).toMatchObject({ name: ['production'], approval: 'manual' })
  expect(job('tidy').condition).toMatchObject({ test: 'vendor' })
  expect(found.some(({ message }) => message.includes('tidy.when'))).toBe(true)
})

test('only and except are the older words for rules', () => {
  const { job } = imported('a:\n  script: make\n  only: [main, tags]\n  except: { changes: [docs/**/*] }\n')
  expect(JSON.stringify(job('a').condition)).toContain('"tag","patterns":["**"]')
})

test('what a story has no word for is kept as it stands, and told with its line', () => {
  const { job, found } = imported(`a:
  script: make
  trigger_source: x
  release: { tag_name: v1, description: d }
  retry: { max: 2, when: runner_system_failure }
`)
  expect(job('a').raw[0]?.patch).toMatchObject({ release: { tag_name: 'v1' } })
  expect(found.find(({ message }) => message.includes('a.release'))?.origin).toMatchObject({ line: 4 })
})

test('a script sees the values of GitLab by their names, and secrets from where they are kept', () => {
  const { job } = imported('a:\n  image: node:24\n  script: [\'deploy "$CI_COMMIT_SHA" "$DEPLOY_TOKEN"\']\n')
  expect(job('a').env).toMatchObject([
    { name: 'CI_COMMIT_SHA', value: [{ ref: 'context', name: 'sha' }] },
    { name: 'DEPLOY_TOKEN', value: [{ ref: 'secret', name: 'DEPLOY_TOKEN', file: false }] },
  ])
})

test.each([
  'stages: 3\n',
  'a: { script: [[[]]], rules: 3, needs: { a: 1 }, image: [], services: x, variables: [], parallel: -1 }\n',
  'a: { extends: a, script: x }\n',
  'a: { script: !reference [a, script] }\n',
  '__proto__: { script: x }\nconstructor: { script: y }\n',
  'a: { needs: [a, b, {}], dependencies: 7, artifacts: [], cache: [[1]], environment: {}, retry: many, timeout: soon, script: x }\n',
])('a file that makes no sense is read without a crash: %j', (text) => {
  const { report } = collect()
  expect(() => read([{ path: '.gitlab-ci.yml', text }], report)).not.toThrow()
})
