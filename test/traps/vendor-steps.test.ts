import { describe, expect, test } from 'vitest'
import { changed, job, push, sh, step, story, vendorStep } from '../../dsl/index.ts'
import { verdicts } from '../../src/check.ts'
import { collect } from '../../src/diagnostics.ts'
import { emitStories } from '../../src/emit.ts'
import { compileSpec } from '../harness/compile-spec.ts'
import { allVendors } from '../harness/translate-case.ts'

// All steps of a job may stand on one line of a story: what is asked of one must not be answered for another.
describe.each(allVendors.map((vendor) => ({ id: vendor.id, vendor })))('on $id', ({ vendor }) => {
  const other = vendor.id.startsWith('github') ? 'gitlab' : 'github'
  const native = other === 'github' ? { uses: 'example/upload@v1' } : { script: ['upload'] }
  const lost = vendorStep({ on: { [other]: native } })
  const kept = vendorStep({ on: { [other]: native }, otherwise: sh`./upload` })

  const refused = (steps: NonNullable<Parameters<typeof job>[0]['steps']>, feature: string) => {
    const build = job({ image: 'alpine:3.22', shell: 'sh', steps })
    const pipeline = compileSpec(story({ name: 'steps', on: [push()], stages: { build: { build } } }))
    return verdicts(pipeline, vendor).filter((one) => one.feature === feature && one.cell.level === 'refused').length
  }

  test('a step for others alone is refused, whatever stands before it', () => {
    expect(refused([kept, kept, lost], 'step.vendor')).toBe(1)
    expect(refused([lost, kept, kept], 'step.vendor')).toBe(1)
    expect(refused([kept, kept], 'step.vendor')).toBe(0)
  })

  test('a step that is for others alone and does nothing here is not written', async () => {
    const idle = vendorStep({ on: { [other]: native }, otherwise: sh`:` })
    const image = vendor.id === 'codeship-basic' ? {} : { image: 'alpine:3.22' }
    const build = job({ ...image, shell: 'sh', steps: [sh`./one`, idle, sh`./two`] })
    const pipeline = compileSpec(story({ name: 'steps', on: [push()], stages: { build: { build } } }))
    const [outputs, plain] = await Promise.all(
      [
        pipeline,
        {
          ...pipeline,
          jobs: pipeline.jobs.map((one) => ({ ...one, steps: one.steps.filter(({ kind }) => kind === 'run') })),
        },
      ].map((each) => emitStories([each], [vendor], collect().report)),
    )
    expect(outputs?.length).toBeGreaterThan(0)
    expect(outputs).toEqual(plain)
  })

  test('a condition of a later step is answered as that of the first', () => {
    const asking = step({ when: changed('src/**'), run: sh`./build` })
    expect(refused([asking], 'step.when') > 0).toBe(refused([sh`true`, asking], 'step.when') > 0)
  })
})
