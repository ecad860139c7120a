import fc from 'fast-check'
import { expect, test } from 'vitest'
import { all } from '../../dsl/condition.ts'
import { after, always, branch, environment, job, onFailure, optional, push, sh, story } from '../../dsl/index.ts'
import type { Need } from '../../dsl/job.ts'
import { github } from '../../emitters/github/index.ts'
import { gitlab } from '../../emitters/gitlab/index.ts'
import type { Pipeline } from '../../src/ir.ts'
import { baseEvent } from '../../src/plan/grid/events.ts'
import { compileSpec } from '../harness/compile-spec.ts'
import { type Breach, holdLaw, tellBreach } from '../harness/hold-law.ts'

interface Drawn {
  readonly stage: number
  /** undefined: those of the earlier stages. */
  readonly needs: readonly { readonly to: number; readonly how: 'plain' | 'after' | 'optional' }[] | undefined
  readonly status: 'success' | 'failure' | 'always'
  readonly onMain: boolean
  readonly allowFailure: boolean
  readonly gate: boolean
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  stage: fc.nat(2),
  needs: fc.option(
    fc.uniqueArray(
      fc.record({
        to: fc.nat(6),
        how: fc.constantFrom<'plain' | 'after' | 'optional'>('plain', 'plain', 'after', 'optional'),
      }),
      { maxLength: 3, selector: ({ to }) => to },
    ),
    { nil: undefined, freq: 2 },
  ),
  status: fc.constantFrom<Drawn['status']>('success', 'success', 'success', 'success', 'failure', 'always'),
  onMain: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
  allowFailure: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
  gate: fc.integer({ min: 0, max: 7 }).map((one) => one === 0),
})
const graphs = fc.array(drawn, { minLength: 2, maxLength: 7 })
const flags = fc.array(fc.boolean(), { minLength: 7, maxLength: 7 })
const runs = fc.array(fc.record({ failing: flags, closed: flags, branch: fc.constantFrom('main', 'topic') }), {
  minLength: 4,
  maxLength: 4,
})

function tell(graph: readonly Drawn[]): Pipeline {
  const sorted = [...graph].sort((a, b) => a.stage - b.stage)
  const jobs: ReturnType<typeof job>[] = []
  for (const one of sorted) {
    const status = one.status === 'failure' ? [onFailure()] : one.status === 'always' ? [always()] : []
    const conditions = [...status, ...(one.onMain ? [branch('main')] : [])]
    const needs = one.needs?.flatMap(({ to, how }): (Need | ReturnType<typeof job>)[] => {
      const other = jobs[to]
      return other === undefined ? [] : [how === 'plain' ? other : how === 'after' ? after(other) : optional(other)]
    })
    jobs.push(
      job({
        steps: [sh`true`],
        allowFailure: one.allowFailure,
        ...(one.gate ? { environment: environment(`place${jobs.length}`, { approval: 'manual' }) } : {}),
        ...(needs === undefined ? {} : { needs }),
        ...(conditions.length === 0 ? {} : { when: all(...conditions) }),
      }),
    )
  }
  const stages: Record<string, Record<string, ReturnType<typeof job>>> = {}
  sorted.forEach((one, index) => {
    const stage = `s${one.stage}`
    stages[stage] = { ...stages[stage], [`j${index}`]: jobs[index] as ReturnType<typeof job> }
  })
  return compileSpec(story({ name: 'law', on: [push()], stages }))
}

const named = (of: readonly boolean[]) => of.flatMap((is, index) => (is ? [`j${index}`] : []))

test.each([github, gitlab])(
  'the same jobs run in the same order on $title, whatever fails and whoever agrees',
  async (vendor) => {
    await fc.assert(
      fc.asyncProperty(graphs, runs, async (graph, drawnRuns) => {
        const turns = drawnRuns.map(({ failing, closed, branch: name }) => ({
          event: { ...baseEvent('main'), branch: name },
          outcomes: { failing: named(failing), closed: named(closed), outputs: {} },
        }))
        const { breaches } = await holdLaw([tell(graph)], turns, [vendor])
        expect(breaches.filter(counts).map(tellBreach)).toEqual([])
      }),
      { numRuns: Number(process.env.RUNS ?? 400) },
    )
  },
)

// Where needs cannot be named, a job waits for whole stages there, which hold them all; its column says so.
function counts({ vendor, differences }: Breach): boolean {
  return differences.some(({ about, meant, found }) => {
    const [wanted, waited] = [meant, found].map((text) => text.split(', ').filter((one) => one !== 'none'))
    return vendor !== 'gitlab' || about !== 'waits' || !wanted?.every((one) => waited?.includes(one))
  })
}
