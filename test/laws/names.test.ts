import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileStory } from '../../dsl/compile.ts'
import { branch, job, matrix, push, sh, story } from '../../dsl/index.ts'
import { github } from '../../emitters/github/index.ts'
import { gitlab } from '../../emitters/gitlab/index.ts'
import { collect } from '../../src/diagnostics.ts'
import { cellName } from '../../src/plan/cell-name.ts'
import { baseEvent } from '../../src/plan/grid/events.ts'
import { setStage } from '../../src/plan/play.ts'
import { allVendors } from '../harness/translate-case.ts'

const value = fc.constantFrom('a', 'B', '1.10', 'a b', 'x-y', 'true')
const values = fc.uniqueArray(value, { minLength: 1, maxLength: 3, selector: (one) => one.toLowerCase() })
const drawn = fc.record({
  axes: fc.record({ one: values, 'two-more': values }, { requiredKeys: ['one'] }),
  include: fc.array(fc.record({ one: value, 'two-more': value, three: value, Four: value }, { requiredKeys: [] }), {
    maxLength: 2,
  }),
  exclude: fc.array(fc.record({ one: value }), { maxLength: 1 }),
  name: fc.constantFrom('unit', 'deploy [x]', 'a: b'),
  conditional: fc.boolean(),
})

test.each([github, gitlab])('every run on $title has a name that leads back to its cell', async (vendor) => {
  await fc.assert(
    fc.asyncProperty(drawn, async ({ axes, include, exclude, name, conditional }) => {
      const only = job({
        name,
        matrix: matrix(axes, { include, exclude } as never),
        ...(conditional ? { when: branch('main') } : {}),
        steps: [sh`true`],
      } as never)
      const next = job({ needs: [only], steps: [sh`true`] })
      const made = story({ name: 'law', on: [push()], stages: { s: { only }, t: { next } } } as never)
      const vendors = allVendors.map(({ id }) => id)
      const pipeline = compileStory(made, { source: 'story.ts', vendors }, collect().report)
      fc.pre(pipeline !== undefined)
      if (pipeline === undefined) return
      const stage = await setStage([pipeline], vendor)
      fc.pre(stage.can)
      if (!stage.can) return
      const { mirror } = await stage.play(baseEvent('main'), { failing: [], closed: [], outputs: {} })
      const cells = pipeline.jobs[0]?.matrix?.cells ?? []
      expect([...mirror.keys()].sort()).toEqual(['next', ...cells.map((cell) => cellName('only', cell))].sort())
      expect([...(mirror.get('next')?.waits ?? [])]).toEqual(['only'])
    }),
    { numRuns: 150, maxSkipsPerRun: 500 },
  )
})
