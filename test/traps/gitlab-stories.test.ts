import fc from 'fast-check'
import { input, job, manual, onFailure, pullRequest, push, secret, sh, story, tag } from 'pipegen'
import { describe, expect, test } from 'vitest'
import type { Pipeline } from '../../src/ir.ts'
import { accept } from './gitlab/accept.ts'
import { attempted, emitted } from './gitlab/emit.ts'
import { nightly, shape, stagesOf } from './gitlab/graph.ts'
import { mean } from './gitlab/meaning.ts'
import { everyRun, type Known, runOf } from './gitlab/runs.ts'
import { simulate } from './gitlab/simulate.ts'

const one = job({ steps: [sh`true`] })

/** Whether a story has a run of this kind; a person names the story. */
function begins(pipeline: Pipeline, known: Known, chosen: string): boolean {
  return pipeline.triggers.some((trigger) => {
    if (trigger.kind !== known.event) return false
    if (trigger.kind === 'manual') return chosen === pipeline.name
    if (trigger.kind === 'push' && trigger.branches.length > 0) return trigger.branches.includes(known.branch ?? '')
    return true
  })
}

describe('several stories in the one file', () => {
  test('run as if each stood alone, or are refused', async () => {
    let kept = 0
    const shapes = fc.array(shape, { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(
        shapes,
        shapes,
        fc.array(fc.nat(4), { maxLength: 2 }),
        fc.boolean(),
        fc.infiniteStream(fc.nat(100)),
        async (first, second, failing, meeting, order) => {
          const a = story({
            name: 'a',
            on: [push({ branches: ['main'] }), pullRequest(), manual()],
            stages: stagesOf(first),
          })
          const b = story({
            name: 'b',
            on: meeting ? [push(), manual()] : [tag('**'), nightly, manual()],
            stages: stagesOf(second),
          })
          const output = await attempted(a, b)
          const errors = output.found.filter((found) => found.severity === 'error')
          if (errors.length > 0) {
            for (const error of errors) expect(['feature-refused', 'unreachable-job']).toContain(error.code)
            return
          }
          kept++
          const [one, two] = output.pipelines as readonly [Pipeline, Pipeline]
          const shared = (id: string) => one.jobs.some((job) => job.id === id) && two.jobs.some((job) => job.id === id)
          const key = (pipeline: Pipeline, id: string) => (shared(id) ? `${pipeline.name}:${id}` : id)
          const fails = (id: string) => failing.includes(Number(/\d+$/.exec(id)?.[0]))
          for (const known of everyRun) {
            for (const chosen of known.event === 'manual' ? ['a', 'b'] : ['']) {
              const wanted = [one, two].flatMap((pipeline) =>
                begins(pipeline, known, chosen)
                  ? [...mean(pipeline, known, fails)]
                      .filter(([, state]) => state === 'success' || state === 'failed')
                      .map(([id]) => key(pipeline, id))
                  : [],
              )
              const ran = simulate(
                output,
                runOf(known, { PIPEGEN_STORY: chosen }),
                fails,
                (count) => (order.next().value ?? 0) % count,
              )
              const got = [...(ran?.outcomes ?? [])]
                .filter(([, state]) => state === 'success' || state === 'failed')
                .map(([name]) => name)
              expect({ known, chosen, failing, jobs: got }, output.text).toEqual({
                known,
                chosen,
                failing,
                jobs: wanted,
              })
            }
          }
        },
      ),
      { numRuns: 200 },
    )
    expect(kept).toBeGreaterThan(50)
  })

  test('share stages, forms and the header, and keep names, environments and files apart', async () => {
    const ask = () => input.choice(['x', 'y'], { description: 'Which' })
    const build = job({ env: { T: secret('T') }, artifacts: { dist: 'dist' }, steps: [sh`true`] })
    const a = story({
      name: 'shop',
      on: [push(), manual({ inputs: { which: ask() } })],
      env: { MODE: 'a' },
      cancelSuperseded: true,
      stages: { build: { build, one }, deploy: { last: job({ steps: [sh`true`] }) } },
    })
    const b = story({
      name: 'nightly',
      on: [nightly, manual({ inputs: { which: ask() } })],
      env: { MODE: 'b' },
      stages: { check: { one: job({ steps: [sh`true`] }) }, build: { image: job({ steps: [sh`true`] }) } },
    })
    const output = await emitted(a, b)
    await accept(output)
    expect(output.config.stages).toEqual(['check', 'build', 'deploy'])
    expect(Object.keys(output.config).slice(4)).toEqual(['nightly:one', 'build:image', 'build', 'shop:one', 'last'])
    expect(output.job('shop:one').variables).toEqual({ MODE: 'a' })
    expect(output.job('nightly:one').variables).toEqual({ MODE: 'b' })
    expect(output.header?.spec.inputs).toMatchObject({
      story: { default: '', options: ['', 'nightly', 'shop'] },
      which: { default: 'x' },
    })
    expect(output.text.split('\n')[0]).toContain('nightly.story.ts, shop.story.ts')
    // In whichever order they come, so that it is what a look into the folder brings.
    expect((await emitted(b, a)).text).toBe(output.text)
  })

  test('that ask for one input in two ways, or would wait for each other, are reported', async () => {
    const a = story({ name: 'a', on: [manual({ inputs: { x: input.text() } })], stages: { a: { one } } })
    const b = story({
      name: 'b',
      on: [manual({ inputs: { x: input.boolean() } })],
      stages: { a: { one: job({ steps: [sh`true`] }) } },
    })
    expect(
      (await attempted(a, b)).found.filter((found) => found.severity === 'error').map((found) => found.code),
    ).toEqual(['vendor-name'])
    const build = job({ steps: [sh`true`] })
    const deploy = job({ needs: [build], steps: [sh`true`] })
    const alert = job({ when: onFailure(), steps: [sh`true`] })
    const c = story({ name: 'c', on: [push()], stages: { a: { build }, b: { deploy }, c: { alert } } })
    const d = story({ name: 'd', on: [push()], stages: { a: { one: job({ steps: [sh`true`] }) } } })
    expect(
      (await attempted(c, d)).found.filter((found) => found.severity === 'error').map((found) => found.code),
    ).toEqual(['feature-refused'])
  })
})
