import { expect, test } from 'vitest'
import { read } from '../../emitters/gitlab/read/index.ts'
import { canHoldWithout, signatureOf } from '../../emitters/gitlab/read/worlds.ts'
import { collect } from '../../src/diagnostics.ts'
import type { Condition } from '../../src/ir.ts'

const onMain: Condition = { test: 'branch', patterns: ['main'] }
const onPush: Condition = { test: 'event', events: ['push'] }
const docs: Condition = { test: 'changed', paths: ['docs/**'] }
const code: Condition = { test: 'changed', paths: ['src/**'] }

function reading(text: string) {
  const { report, found } = collect()
  return { ...read([{ path: '.gitlab-ci.yml', text }], report), found }
}

test('what holds whenever another condition does cannot be missed by it', () => {
  expect(canHoldWithout({ all: [onMain, onPush] }, onMain)).toBe(false)
  expect(canHoldWithout(onMain, { all: [onMain, onPush] })).toBe(true)
  expect(canHoldWithout({ all: [docs, code] }, { any: [code, onPush] })).toBe(false)
  expect(canHoldWithout({ any: [docs, code] }, code)).toBe(true)
})

test('conditions that hold in the same runs are told alike, and others are not', () => {
  const turned: Condition = { not: { any: [{ not: docs }, { not: code }] } }
  expect(signatureOf(turned)).toBe(signatureOf({ all: [code, docs] }))
  expect(signatureOf(turned)).not.toBe(signatureOf({ any: [code, docs] }))
})

test('a file without a job is none of GitLab CI', () => {
  const { pipelines, found } = reading('categories:\n  added: feature\nimage: node:24\n')
  expect(pipelines).toEqual([])
  expect(found.map(({ message }) => message).join()).toContain('none of its entries is a job')
})

test('of a mapping that stands in part in a patch, the rest is told', () => {
  const { coverage } = reading(`
variables: { COLOUR: always, REGISTRY: $CI_REGISTRY_IMAGE }
build:
  image: node:24
  script: make
  artifacts: { name: x-$CI_JOB_ID, paths: [dist], expire_in: 1 week }
`)
  const how = Object.fromEntries(coverage.map((line) => [line.path, line.how]))
  expect(how).toMatchObject({
    'variables.COLOUR': 'carried',
    'variables.REGISTRY': 'raw',
    'build.artifacts.name': 'raw',
    'build.artifacts.paths': 'carried',
    'build.artifacts.expire_in': 'carried',
  })
})

test('what the writer cannot say of the order or the rules of a job stands in a patch', () => {
  const { pipelines } = reading(`
build: { stage: build, image: node:24, script: make, artifacts: { paths: [dist] } }
mend: { stage: build, image: node:24, script: ./mend, when: on_failure }
tell: { stage: deploy, image: node:24, script: ./tell }
docs:
  image: node:24
  script: make docs
  rules:
    - { if: $CI_COMMIT_BRANCH, changes: [src/**], when: never }
    - { changes: [docs/**] }
`)
  const jobs = new Map(pipelines[0]?.jobs.map((job) => [job.id, job]))
  expect(jobs.get('tell')?.needs.map(({ by }) => by)).toEqual(['stage', 'stage', 'stage'])
  expect(jobs.get('docs')?.condition).toMatchObject({ test: 'vendor' })
  expect(jobs.get('docs')?.raw[0]?.patch).toHaveProperty('rules')
})
