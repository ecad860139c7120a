import fc from 'fast-check'
import { manual, pullRequest, push, story, tag } from 'pipegen'
import { describe, expect, test } from 'vitest'
import { attempted, type Emitted } from './gitlab/emit.ts'
import { nightly, shape, stagesOf } from './gitlab/graph.ts'
import { mean } from './gitlab/meaning.ts'
import { everyRun, type Known, runOf } from './gitlab/runs.ts'
import { simulate } from './gitlab/simulate.ts'

const on = [push(), tag('**'), pullRequest(), nightly, manual()] as const

/** Holds an output against the meaning of its story, in every run and with every one of its jobs failing. */
function compare(
  output: Emitted,
  failing: readonly string[],
  next: (count: number) => number,
  runs: readonly Known[] = everyRun,
): void {
  const [pipeline] = output.pipelines
  if (pipeline === undefined) throw new Error('the story was not compiled')
  const fails = (name: string) => failing.includes(name)
  for (const known of runs) {
    const meant = mean(pipeline, known, fails)
    const ran = simulate(output, runOf(known), fails, next)
    const wanted = [...meant].filter(([, state]) => state === 'success' || state === 'failed').map(([id]) => id)
    const got = [...(ran?.outcomes ?? [])]
      .filter(([, state]) => state === 'success' || state === 'failed')
      .map(([name]) => name)
    expect({ run: known, failing, jobs: got }, output.text).toEqual({ run: known, failing, jobs: wanted })
    for (const one of pipeline.jobs) {
      const open = one.needs.map((need) => need.job).filter((needed) => ran?.openAtStart.get(one.id)?.has(needed))
      expect({ run: known, failing, job: one.id, began: open }, output.text).toEqual({
        run: known,
        failing,
        job: one.id,
        began: [],
      })
    }
  }
}

describe('GitLab runs the jobs that the story means', () => {
  test('for any graph of jobs, in any run, whatever fails: or the story is refused', async () => {
    let kept = 0
    let refused = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(shape, { minLength: 2, maxLength: 7 }),
        fc.array(fc.nat(6), { maxLength: 2 }),
        fc.infiniteStream(fc.nat(100)),
        async (shapes, failing, order) => {
          const output = await attempted(story({ name: 'any', on, stages: stagesOf(shapes) }))
          const errors = output.found.filter((one) => one.severity === 'error')
          if (errors.length > 0) {
            refused++
            for (const error of errors) expect(['feature-refused', 'unreachable-job']).toContain(error.code)
            return
          }
          kept++
          compare(
            output,
            failing.map((number) => `job${number}`),
            (count) => (order.next().value ?? 0) % count,
          )
        },
      ),
      { numRuns: 600 },
    )
    expect(kept).toBeGreaterThan(refused)
  })
})
