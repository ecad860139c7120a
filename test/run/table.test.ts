import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { collect } from '../../src/diagnostics.ts'
import { type FeatureId, featureIds, featureOf } from '../../src/features.ts'
import type { Pipeline } from '../../src/ir.ts'
import { capabilities } from '../../src/run/capabilities.ts'
import { findLacks, type Means } from '../../src/run/lacks.ts'
import { secretValues } from '../../src/run/secret-values.ts'
import { tellDegraded } from '../../src/run/tell-degraded.ts'
import type { Level } from '../../src/vendor.ts'
import { casesIn, projectRoot } from '../harness/case-folder.ts'
import { gatherCase } from '../harness/translate-case.ts'

const pipelines = new Map<string, Pipeline>()

beforeAll(async () => {
  for (const id of casesIn('test/features')) {
    const { pipelines: own } = await gatherCase(join(projectRoot, 'test/features', id))
    for (const pipeline of own) pipelines.set(id, pipeline)
  }
})

const everything = new Set(['*'])

/** A machine that has all that can be given. */
const rich: Means = {
  platform: 'linux',
  secrets: { of: () => 'value', nameOf: () => 'name' },
  engine: 'docker',
  services: new Set(),
  deploys: everything,
  has: () => true,
}

/** A machine that nothing was given, with the shells of every system. */
const poor: Means = {
  ...rich,
  secrets: secretValues([], {}),
  engine: null,
  deploys: new Set(),
  has: (program) => program === 'bash' || program === 'sh',
}

/** Whether some job that uses the row does not run there. */
function lacks(id: FeatureId, means: Means): boolean {
  const pipeline = pipelineOf(id)
  const chosen = new Set(pipeline.jobs.map((job) => job.id))
  const found = findLacks(pipeline, chosen, means, collect().report)
  return featureOf(id)
    .find(pipeline)
    .some(({ job }) => job !== undefined && found.has(job.id))
}

function pipelineOf(id: FeatureId): Pipeline {
  const pipeline = pipelines.get(id)
  if (pipeline === undefined) throw new Error('the story does not compile')
  return pipeline
}

// What stands beside a row in its own story, and is lacking there by itself.
const beside: Partial<Readonly<Record<FeatureId, string>>> = {}

const rows = (...levels: readonly Level[]): readonly FeatureId[] =>
  featureIds.filter((id) => levels.includes(capabilities[id].level))

describe('the column of this machine', () => {
  test.each(rows('native', 'lowered', 'setup', 'degraded'))('%s: runs where all is given', (id) => {
    expect(lacks(id, rich)).toBe(false)
  })

  test.each(rows('refused').filter((id) => id.startsWith('job.') || id.startsWith('step.')))(
    '%s: does not run',
    (id) => {
      expect(lacks(id, rich)).toBe(true)
    },
  )

  // Jobs that deploy, and tools and files that are looked for in another way, are told apart by tests of their own.
  const given = rows('native').filter(
    (id) => beside[id] === undefined && !uses(id, /secret|service|environment|docker|idToken|repositoryToken|pwsh/),
  )
  test.each(given)('%s: runs on a machine that nothing was given', (id) => {
    expect(lacks(id, poor)).toBe(false)
  })

  test.each(rows('degraded'))('%s: a warning says what is less', (id) => {
    const { report, found } = collect()
    tellDegraded(pipelineOf(id), () => true, report)
    expect(found.map(({ code, message }) => [code, message.includes(featureOf(id).title)])).toContainEqual([
      'run-degraded',
      true,
    ])
  })

  test.each(rows('native', 'lowered', 'setup'))('%s: no warning says that it is less', (id) => {
    const { report, found } = collect()
    tellDegraded(pipelineOf(id), () => true, report)
    expect(found.filter(({ message }) => message.includes(`: ${featureOf(id).title} (`))).toEqual([])
  })

  test('what has to be given is lacking where it is not', () => {
    const wanted: readonly FeatureId[] = [
      'value.secret',
      'value.secret.file',
      'value.idToken',
      'value.repositoryToken',
      'job.services',
      'job.tools.docker',
      'step.shell.pwsh',
      'job.environment',
    ]
    expect(wanted.filter((id) => !lacks(id, poor))).toEqual([])
  })
})

function uses(id: FeatureId, what: RegExp): boolean {
  return what.test(id)
}
