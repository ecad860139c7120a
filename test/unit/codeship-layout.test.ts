import fc from 'fast-check'
import { expect, test } from 'vitest'
import { after, job, matrix, push, sh, story } from '../../dsl/index.ts'
import type { AnyJob as JobRef } from '../../dsl/job.ts'
import { codeship } from '../../emitters/codeship/index.ts'
import type { CodeshipSteps } from '../../emitters/codeship/schema.ts'
import { crossFaults, validate } from '../../emitters/codeship/validate.ts'
import { orderOf, precedes } from '../../src/lower/order.ts'
import { emitBasic, emitCodeship, said, shapeOf } from './codeship-emit.ts'

const image = 'alpine:3.22'
const steps = [sh`true`]

const namesIn = (list: CodeshipSteps): readonly string[] =>
  list.flatMap((step) => (step.steps === undefined ? [step.name ?? ''] : namesIn(step.steps)))

/** Which step ends before which other starts. */
function waitsIn(list: CodeshipSteps, inRow = true): ReadonlySet<string> {
  const found = new Set<string>()
  for (const [index, step] of list.entries()) {
    for (const wait of waitsIn(step.steps ?? [], step.type !== 'parallel')) found.add(wait)
    for (const later of inRow ? list.slice(index + 1) : []) {
      for (const one of namesIn([step])) for (const other of namesIn([later])) found.add(`${one}<${other}`)
    }
  }
  return found
}

const graphs = fc
  .integer({ min: 1, max: 7 })
  .chain((size) =>
    fc.array(fc.boolean(), { minLength: size * size, maxLength: size * size }).map((edges) => ({ size, edges })),
  )

test('no need is lost, and what waits for more than it needs has a finding; that is so only where the graph holds an N', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, async ({ size, edges }) => {
      const jobs: Record<string, JobRef> = {}
      const needs = new Map<string, readonly string[]>()
      for (let index = 0; index < size; index++) {
        const before = Object.keys(jobs).filter((_, other) => edges[index * size + other])
        needs.set(`j${index}`, before)
        jobs[`j${index}`] = job({ image, steps, needs: before.map((id) => after(jobs[id] as JobRef)) })
      }
      const made = await emitCodeship(story({ name: 'graph', on: [push()], stages: { all: jobs } }))
      const ids = [...needs.keys()]
      const order = orderOf(ids, needs)
      const found = waitsIn(made.steps)
      expect([...namesIn(made.steps)].sort()).toEqual(ids)
      const told = said(made, 'note').filter((text) => text.includes('order of jobs'))
      const extra = new Set<string>()
      for (const [a, first] of ids.entries()) {
        for (const [b, second] of ids.entries()) {
          const waits = found.has(`${first}<${second}`)
          if (precedes(order, a, b)) expect(waits).toBe(true)
          else if (waits && a !== b) extra.add(second)
        }
      }
      expect(extra.size > 0).toBe(hasN(ids, order))
      expect(told.map((text) => /job '(\w+)'/.exec(text)?.[1]).sort()).toEqual([...extra].sort())
    }),
    { numRuns: 150 },
  )
})

function hasN(ids: readonly string[], order: ReturnType<typeof orderOf>): boolean {
  const all = ids.map((_, index) => index)
  const before = (a: number, b: number) => precedes(order, a, b)
  const apart = (a: number, b: number) => a !== b && !before(a, b) && !before(b, a)
  return all.some((a) =>
    all.some((b) =>
      all.some((c) =>
        all.some((d) => apart(a, b) && apart(c, d) && before(a, c) && before(a, d) && before(b, d) && apart(b, c)),
      ),
    ),
  )
}

test('chains side by side stay apart, and a group has the name of its stage', async () => {
  const a = job({ image, steps })
  const b = job({ image, steps })
  const c = job({ image, steps, needs: [a] })
  const d = job({ image, steps, needs: [b] })
  const made = await emitCodeship(story({ name: 'one', on: [push()], stages: { all: { a, b, c, d } } }))
  expect(shapeOf(made.steps)).toBe('[(a c) (b d)]')
  expect(made.steps[0]?.name).toBe('all')
})

test('a matrix that stops at the first failure stands in a line, and a limited one in groups', async () => {
  const fast = job({ image, steps, matrix: matrix({ v: ['1', '2'] }, { failFast: true }) })
  const few = job({ image, steps, matrix: matrix({ v: ['1', '2', '3'] }, { maxParallel: 2 }) })
  const made = await emitCodeship(story({ name: 'one', on: [push()], stages: { one: { fast }, two: { few } } }))
  expect(shapeOf(made.steps)).toBe('(fast (1) fast (2)) ([few (1) few (2)] few (3))')
})

test('several stories run side by side, each step with a name of its own', async () => {
  const unit = () => job({ image, steps })
  const tell = (name: string) => story({ name, on: [push()], stages: { all: { unit: unit() } } })
  const made = await emitCodeship(tell('a'), tell('b'))
  expect(shapeOf(made.steps)).toBe('[a: unit b: unit]')
  expect([...codeship.names(made.pipelines)]).toEqual([
    ['a: unit', 'unit'],
    ['b: unit', 'unit'],
  ])
})

test('names lead from steps back to jobs and cells', async () => {
  const unit = job({ name: 'Unit tests', image, matrix: { os: ['a', 'b'], v: ['1'] }, steps })
  const made = await emitCodeship(story({ name: 'one', on: [push()], stages: { all: { unit } } }))
  expect([...codeship.names(made.pipelines)]).toEqual([
    ['Unit tests (a, 1)', 'unit[a,1]'],
    ['Unit tests (b, 1)', 'unit[b,1]'],
  ])
})

test('on Basic all runs in a line, each added wait with its finding', async () => {
  const a = job({ steps })
  const b = job({ steps })
  const made = await emitBasic(story({ name: 'one', on: [push()], stages: { all: { a, b } } }))
  expect(made.files['codeship.yml']).toMatch(/test:\n {2}- .*\/a\.sh\n {2}- .*\/b\.sh\n/)
  expect(said(made, 'note').filter((text) => text.includes('order of jobs'))).toEqual([
    "feature-lowered: CodeShip Basic: order of jobs (job 'b'): it also waits for 'a', and does not run if one of them fails: commands run one after another",
  ])
})

test('what a checker says of the files', async () => {
  const made = await emitCodeship(story({ name: 'one', on: [push()], stages: { all: { a: job({ image, steps }) } } }))
  const document = (path: string, data: unknown) => ({ kind: 'yaml', path, header: [], documents: [data] }) as never
  expect(await validate(document('codeship-steps.yml', made.steps))).toEqual([])
  expect(await validate(document('codeship-services.yml', made.services))).toEqual([])
  expect(crossFaults(made.services, made.steps)).toEqual([])
  expect(crossFaults({}, made.steps)).toHaveLength(1)
})
