import { expect, test } from 'vitest'
import { any, branch, changed, environment, job, manual, push, sh, story } from '../../dsl/index.ts'
import { collect } from '../../src/diagnostics.ts'
import { emitStories } from '../../src/emit.ts'
import type { Pipeline } from '../../src/ir.ts'
import { vendorOf } from '../harness/all-outputs.ts'
import { compileSpec } from '../harness/compile-spec.ts'

const steps = [sh`./ship`]
const other = compileSpec(story({ name: 'other', on: [push()], stages: { other: { other: job({ steps }) } } }))

async function emitted(...pipelines: readonly Pipeline[]) {
  const { report, found } = collect()
  const [file] = await emitStories(pipelines, [vendorOf('bitbucket')], report)
  const errors = found.filter(({ severity }) => severity === 'error').map(({ message }) => message)
  return { text: file?.text ?? '', errors }
}

// Alone, each branch has a selector of its own; beside another story, one condition has to do for all of them.
test('changed paths beside an «or» are refused where no selector settles the rest', async () => {
  const ship = job({ when: any(changed('src/**'), branch('main')), steps })
  const own = compileSpec(story({ name: 'own', on: [push()], stages: { ship: { ship } } }))
  expect((await emitted(own)).errors).toEqual([])
  expect((await emitted(own, other)).errors).toEqual([
    expect.stringContaining("condition on changed paths beside another story (job 'ship')"),
  ])
})

test('a gate that no push reaches does not wait in the runs of pushes', async () => {
  const gate = environment('production', { approval: 'manual' })
  const on = [push({ branches: ['main'], paths: ['src/**'] }), manual()]
  const ship = job({ when: branch('develop'), environment: gate, steps })
  const own = compileSpec(story({ name: 'own', on, stages: { ship: { ship } } }))
  const { text, errors } = await emitted(own, other)
  expect(errors).toEqual([])
  expect(text).toContain('# Started by a person\n    own:')
  expect(text).not.toContain('own-push')
})
