import { describe, expect, test } from 'vitest'
import { branch, job, push, sh, story } from '../../dsl/index.ts'
import { compileSpec } from '../harness/compile-spec.ts'
import { holdLaw, playable, tellBreach } from '../harness/hold-law.ts'
import { allTurns } from '../harness/law-turns.ts'

// A job that needs one which an output decides about is decided by it too, and may not name the output itself.
describe.each(playable)('what $id asks for a needed job, it knows', (vendor) => {
  test.each([
    { name: 'an output that the job does not name', named: false },
    { name: 'another output of the same job', named: true },
  ])('$name', async ({ named }) => {
    const image = 'alpine:3.22'
    const look = job({ image, outputs: ['changed', 'version'], steps: [sh`./look >> "$PIPEGEN_OUTPUT"`] })
    const build = job({ image, when: look.outputs.changed.is('yes'), steps: [sh`./build`] })
    const steps = named ? [sh`./publish ${look.outputs.version}`] : [sh`./publish`]
    const publish = job({ image, needs: [build], when: branch('main'), steps })
    const pipeline = compileSpec(
      story({ name: 'decide', on: [push()], stages: { look: { look }, build: { build }, publish: { publish } } }),
    )
    const { breaches, vendors } = await holdLaw([pipeline], allTurns(pipeline), [vendor])
    expect(breaches.map(tellBreach)).toEqual([])
    // A vendor that cannot do it says so, and one that can plays it.
    expect(vendors).toEqual(/^(?:gitlab|codeship-basic)$/.test(vendor.id) ? [] : [vendor.id])
  })
})
