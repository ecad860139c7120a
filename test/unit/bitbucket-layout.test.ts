import fc from 'fast-check'
import { expect, test } from 'vitest'
import { after, environment, job, matrix, push, sh, story } from '../../dsl/index.ts'
import { type Layout, layOut } from '../../emitters/bitbucket/layout.ts'
import { clashingGates, sortJobs } from '../../emitters/bitbucket/order.ts'
import type { Job } from '../../src/ir.ts'
import { orderOf, precedes } from '../../src/lower/order.ts'
import { emitBitbucket, said, shapeOf } from './bitbucket-emit.ts'

const origin = { file: 'story.ts', line: 1, column: 1 }
const jobs = fc.integer({ min: 1, max: 8 }).chain((size) =>
  fc
    .tuple(
      fc.array(fc.boolean(), { minLength: size * size, maxLength: size * size }),
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: size, maxLength: size }),
    )
    .map(([edges, kinds]) =>
      Array.from({ length: size }, (_, index): Job => {
        const needs = Array.from({ length: index }, (_, other) => other)
          .filter((other) => edges[index * size + other])
          .map((other) => ({ job: `j${other}`, by: 'needs' as const, artifacts: false, optional: false, origin }))
        const kind = kinds[index] ?? 9
        const place = {
          name: [`e${index}`],
          url: null,
          approval: kind < 2 ? ('manual' as const) : ('none' as const),
          tier: kind === 2 ? ('production' as const) : null,
          origin,
        }
        const cells = [{ a: '1' }, { a: '2' }]
        return {
          id: `j${index}`,
          needs,
          environment: kind < 4 ? place : null,
          matrix:
            kind === 4
              ? { axes: [], exclude: [], include: [], cells, failFast: true, maxParallel: null, origin }
              : null,
        } as unknown as Job
      }),
    ),
)

/** When each job starts and ends in the layout: members of a group at once, a child pipeline in its own time. */
function times(layout: Layout, from = 0, to = 1): ReadonlyMap<string, readonly [number, number]> {
  const found = new Map<string, readonly [number, number]>()
  const slice = (to - from) / Math.max(1, layout.length)
  for (const [index, group] of layout.entries()) {
    const [begin, end] = [from + slice * index, from + slice * (index + 1)]
    for (const member of group) {
      if ('job' in member) found.set(member.job.id, [begin, end])
      else for (const [id, time] of times(member.child, begin, end)) found.set(id, time)
    }
  }
  return found
}

test.each([true, false])(
  'no need is lost, and nothing stands behind a gate that it does not need (child pipelines: %s)',
  (children) => {
    fc.assert(
      fc.property(jobs, (list) => {
        if (clashingGates(list, list).length > 0) return
        const { layout, added } = layOut(sortJobs(list, list), () => children)
        const at = times(layout)
        expect([...at.keys()].sort()).toEqual(list.map((one) => one.id).sort())
        const order = orderOf(
          list.map((one) => one.id),
          new Map(list.map((one) => [one.id, one.needs.map((need) => need.job)])),
        )
        let more = false
        const told = new Set(added.map((wait) => `${wait.waitsFor}<${wait.job}`))
        for (const [index, one] of list.entries()) {
          for (const [other, two] of list.entries()) {
            const [[, end], [begin]] = [
              at.get(one.id) as readonly [number, number],
              at.get(two.id) as readonly [number, number],
            ]
            const waits = end <= begin + 1e-9
            if (precedes(order, index, other)) expect(waits).toBe(true)
            else more ||= waits && index !== other
            if (one.environment?.approval === 'manual' && waits) expect(precedes(order, index, other)).toBe(true)
          }
        }
        for (const group of layout) {
          const members = group.flatMap((member) => ('job' in member ? [member.job] : []))
          if (members.some((member) => member.environment?.approval === 'manual' || member.matrix?.failFast))
            expect(group).toHaveLength(1)
        }
        if (!children) expect(told.size > 0).toBe(more)
      }),
      { numRuns: 600 },
    )
  },
)

const gate = environment('production', { approval: 'manual' })

test('two gates side by side are refused, with the way out', async () => {
  const emitted = await emitBitbucket(
    story({
      name: 'gates',
      on: [push()],
      stages: {
        all: {
          a: job({ environment: gate, steps: [sh`x`] }),
          b: job({ needs: [], environment: environment('other', { approval: 'manual' }), steps: [sh`x`] }),
        },
      },
    }),
  )
  expect(emitted.text).toBe('')
  expect(said(emitted, 'error').join()).toMatch(/two of them cannot stand side by side: let one need the other/)
})

test('a gate in each cell of a matrix is refused', async () => {
  const emitted = await emitBitbucket(
    story({
      name: 'cells',
      on: [push()],
      stages: { all: { a: job({ matrix: { to: ['a', 'b'] }, environment: gate, steps: [sh`x`] }) } },
    }),
  )
  expect(said(emitted, 'error').join()).toMatch(/each cell would hold back the others/)
})

test('two gates of which one needs the other are both there', async () => {
  const a = job({ environment: gate, steps: [sh`x`] })
  const b = job({ needs: [a], environment: environment('other', { approval: 'manual' }), steps: [sh`x`] })
  const emitted = await emitBitbucket(story({ name: 'gates', on: [push()], stages: { all: { a, b } } }))
  expect(shapeOf(emitted.file.pipelines?.default)).toBe('Ready a b')
})

test('each added wait is told by its job, and a matrix that stops as a whole stands alone', async () => {
  const cells = job({ matrix: matrix({ v: ['1', '2'] }, { failFast: true }), steps: [sh`x`] })
  const emitted = await emitBitbucket(
    story({
      name: 'apart',
      on: [push()],
      stages: { all: { one: job({ steps: [sh`x`] }), cells, last: job({ needs: [after(cells)], steps: [sh`x`] }) } },
    }),
  )
  expect(shapeOf(emitted.file.pipelines?.default)).toBe('one [cells (1) cells (2)] last')
  expect(said(emitted, 'note').filter((one) => one.includes('order of jobs'))).toEqual([
    "feature-lowered: Bitbucket Pipelines: order of jobs (job 'cells'): it also waits for 'one', and does not run if one of them fails: its group stops or is limited as a whole",
  ])
})

test('a limited matrix comes in groups', async () => {
  const cells = job({ matrix: matrix({ v: ['1', '2', '3'] }, { maxParallel: 2 }), steps: [sh`x`] })
  const emitted = await emitBitbucket(story({ name: 'limited', on: [push()], stages: { all: { cells } } }))
  expect(shapeOf(emitted.file.pipelines?.default)).toBe('[cells (1) cells (2)] cells (3)')
})
