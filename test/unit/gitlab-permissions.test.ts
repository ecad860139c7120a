import { expect, test } from 'vitest'
import { job, push, repositoryToken, sh, story, vendorStep } from '../../dsl/index.ts'
import { capabilities } from '../../emitters/gitlab/capabilities.ts'
import { featureOf } from '../../src/features.ts'
import { compileSpec } from '../harness/compile-spec.ts'

const comment = { contents: 'read', pullRequests: 'write' } as const

function levelOf(
  unit: ReturnType<typeof job>,
  whole: object = {},
  feature: 'job.permissions' | 'pipeline.permissions' = 'job.permissions',
) {
  const made = story({ name: 'shop', on: [push()], stages: { test: { unit } }, ...whole } as never)
  const pipeline = compileSpec(made)
  const cell = capabilities[feature]
  return featureOf(feature)
    .find(pipeline)
    .map((use) => (cell.refine?.(use, pipeline) ?? cell).level)
}

test('rights that the token cannot have are no matter where no step uses it', () => {
  expect(levelOf(job({ permissions: comment, steps: [sh`make`] }))).toEqual(['lowered'])
  const native = vendorStep({ on: { github: { uses: 'example/comment@v1' } }, otherwise: sh`true` })
  expect(levelOf(job({ permissions: comment, steps: [native] }))).toEqual(['lowered'])
  expect(levelOf(job({ steps: [sh`make`] }), { permissions: comment }, 'pipeline.permissions')).toEqual(['lowered'])
})

test('they are refused where a step does, or may', () => {
  const env = { TOKEN: repositoryToken() }
  expect(levelOf(job({ permissions: comment, env, steps: [sh`make`] }))).toEqual(['refused'])
  expect(levelOf(job({ env, steps: [sh`make`] }), { permissions: comment }, 'pipeline.permissions')).toEqual([
    'refused',
  ])
  const native = vendorStep({ on: { gitlab: { script: ['curl'] } as never }, otherwise: sh`true` })
  expect(levelOf(job({ permissions: comment, steps: [native] }))).toEqual(['refused'])
})
