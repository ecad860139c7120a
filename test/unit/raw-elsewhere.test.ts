import { job, push, sh, story } from 'pipegen'
import { expect, test } from 'vitest'
import { collect } from '../../src/diagnostics.ts'
import { emitStories } from '../../src/emit.ts'
import { vendorOf } from '../harness/all-outputs.ts'
import { compileSpec } from '../harness/compile-spec.ts'

const patches = { github: { 'continue-on-error': false }, gitlab: { interruptible: true } }

async function told(raw: object, ...ids: readonly string[]): Promise<readonly string[]> {
  const unit = job({ image: 'node:24', raw, steps: [sh`npm test`] })
  const pipeline = compileSpec(story({ name: 'ci', on: [push()], stages: { test: { unit } } }))
  const { report, found } = collect()
  await emitStories([pipeline], ids.map(vendorOf), report)
  return found.filter(({ code }) => code === 'raw-elsewhere').map(({ message }) => message)
}

test('a patch is missed on the vendors that have none at the same place', async () => {
  expect(await told(patches, 'github', 'gitlab')).toEqual([])
  expect(await told({ gitlab: patches.gitlab }, 'github', 'gitlab')).toEqual([
    'the raw patch for GitLab CI changes nothing on GitHub',
  ])
  expect(await told(patches, 'github', 'gitlab', 'tekton')).toEqual([
    'the raw patch for GitHub changes nothing on Tekton',
    'the raw patch for GitLab CI changes nothing on Tekton',
  ])
  expect(await told({ gitlab: patches.gitlab }, 'gitlab')).toEqual([])
})
