import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inlineProject } from '../../emitters/github/read/inline/project.ts'
import { mapOf, wordOf, wordsOf } from '../../emitters/github/read/source.ts'
import { readIf } from '../../emitters/github/read/template.ts'
import { evaluate, parseExpression, plainOf } from '../../emitters/github/simulate/expression.ts'
import { open } from '../../src/read/open.ts'
import type { DataMap } from '../../src/yaml/data.ts'

// Jobs as GitHub documents them, calls as one job with a graph of its own: an account of the rules, apart from the reader's.
type Result = 'success' | 'failure' | 'skipped'

interface World {
  readonly ref: string
  readonly failing: ReadonlySet<string>
  readonly files: ReadonlyMap<string, DataMap>
  readonly ran: string[]
}

function runWorkflow(data: DataMap, inputs: object, world: World): Result {
  const results = new Map<string, Result>()
  const jobs = Object.entries(mapOf(data.jobs) ?? {}).map(([id, job]) => [id, mapOf(job) ?? {}] as const)
  const before = (id: string): readonly string[] =>
    (wordsOf(jobs.find(([name]) => name === id)?.[1].needs) ?? []).flatMap((need) => [need, ...before(need)])
  for (let left = jobs; left.length > 0; ) {
    const next = left.find(([, { needs }]) => (wordsOf(needs) ?? []).every((need) => results.has(need)))
    if (next === undefined) throw new Error('jobs in a circle')
    left = left.filter((one) => one !== next)
    const [id, job] = next
    const ends = before(id).map((need) => results.get(need))
    const status = {
      success: ends.every((end) => end === 'success'),
      failure: ends.includes('failure'),
      always: true,
      cancelled: false,
    }
    const needs = Object.fromEntries((wordsOf(job.needs) ?? []).map((need) => [need, { result: results.get(need) }]))
    const text = readIf(wordOf(job.if) ?? 'true').expression
    const asked = /\b(success|failure|always|cancelled)\(/.test(text) ? text : `success() && (${text})`
    const tree = parseExpression(asked)
    const holds = tree && plainOf(evaluate(tree, { github: { ref: world.ref }, inputs, needs }, status) as never)
    results.set(id, holds ? runJob(job, world) : 'skipped')
  }
  const ends = [...results.values()]
  if (ends.includes('failure')) return 'failure'
  return ends.every((end) => end === 'skipped') ? 'skipped' : 'success'
}

function runJob(job: DataMap, world: World): Result {
  const called = world.files.get(wordOf(job.uses)?.slice(2) ?? '')
  if (called !== undefined) return runWorkflow(called, mapOf(job.with) ?? {}, world)
  const name = wordOf(mapOf((job.steps as readonly DataMap[])[0])?.run) ?? ''
  world.ran.push(name)
  return world.failing.has(name) ? 'failure' : 'success'
}

const condition = (words: readonly string[]) =>
  fc.option(
    fc.constantFrom("github.ref == 'refs/heads/main'", 'always()', 'failure()', '!failure()', 'success()', ...words),
    { nil: undefined, freq: 2 },
  )
const plainJob = (name: string, needs: readonly string[], asked: string | undefined): object => ({
  'runs-on': 'ubuntu-24.04',
  ...(needs.length === 0 ? {} : { needs }),
  ...(asked === undefined ? {} : { if: asked }),
  steps: [{ run: name }],
})
const some = (names: readonly string[]) => fc.subarray([...names])
const always = { freq: 4 }

const called = fc
  .record({
    count: fc.integer({ min: 1, max: 3 }),
    needs: fc.tuple(some(['x']), some(['x', 'y'])),
    asked: fc.array(condition(['inputs.flag', "inputs.flag && github.ref == 'refs/heads/main'"]), {
      minLength: 3,
      maxLength: 3,
    }),
  })
  .map(({ count, needs, asked }) => ({
    on: { workflow_call: { inputs: { flag: { type: 'boolean' } } } },
    jobs: Object.fromEntries(
      ['x', 'y', 'z']
        .slice(0, count)
        .map((id, index) => [id, plainJob(`inner-${id}`, index === 0 ? [] : (needs[index - 1] ?? []), asked[index])]),
    ),
  }))

const main = fc
  .record({
    flag: fc.boolean(),
    call: fc.record({ needs: some(['a']), asked: condition([]) }),
    second: fc.record({ needs: some(['a', 'k']), asked: condition([]) }),
    third: fc.record({ needs: some(['k', 'd']), asked: condition(["needs.d.result == 'success'"]) }),
    last: fc.option(some(['d', 'e']), always),
  })
  .map(({ flag, call, second, third, last }) => ({
    on: 'push',
    jobs: {
      a: plainJob('a', [], undefined),
      k: {
        ...(call.needs.length === 0 ? {} : { needs: call.needs }),
        ...(call.asked === undefined ? {} : { if: call.asked }),
        uses: './.github/workflows/called.yml',
        with: { flag },
      },
      d: plainJob('d', second.needs, second.asked),
      e: plainJob(
        'e',
        third.needs,
        third.needs.includes('d') || !third.asked?.includes('needs') ? third.asked : undefined,
      ),
      f: plainJob('f', last ?? [], undefined),
    },
  }))

test('the jobs that take the place of a call run when those of the call do', () => {
  let inlined = 0
  let kept = 0
  fc.assert(
    fc.property(
      called,
      main,
      fc.subarray(['a', 'd', 'inner-x', 'inner-y', 'inner-z']),
      fc.boolean(),
      (inner, outer, failing, isMain) => {
        const paths = ['.github/workflows/main.yml', '.github/workflows/called.yml'] as const
        const files = [outer, inner].map((data, index) => ({ path: paths[index] ?? '', text: JSON.stringify(data) }))
        const { documents } = open(files, { vendor: 'GitHub', merge: false }, () => {})
        const flat = inlineProject(documents, { leaving: false }, () => {}).views.get(paths[0])?.data ?? {}
        const isKept = mapOf(mapOf(flat.jobs)?.k)?.uses !== undefined
        if (isKept) kept++
        else inlined++
        const trace = (data: DataMap): readonly string[] => {
          const ran: string[] = []
          const ref = isMain ? 'refs/heads/main' : 'refs/heads/other'
          runWorkflow(
            data,
            {},
            { ref, failing: new Set(failing), ran, files: new Map([[paths[1], inner as unknown as DataMap]]) },
          )
          return ran.sort()
        }
        expect(trace(flat)).toEqual(trace(outer as unknown as DataMap))
      },
    ),
    { numRuns: 6000 },
  )
  console.info(`of ${inlined + kept} calls, ${inlined} gave way to jobs, and ${kept} stay`)
  expect(inlined).toBeGreaterThan(kept / 4)
})
