import fc from 'fast-check'
import { after, branch, type job, optional, pullRequest, push, sh, story } from 'pipegen'
import { expect, test } from 'vitest'
import { tekton } from '../../emitters/tekton/index.ts'
import type { TektonPipelineRun } from '../../emitters/tekton/schema.ts'
import { needsOf } from '../../emitters/tekton/timeouts.ts'
import { collect } from '../../src/diagnostics.ts'
import { plain } from '../../src/document.ts'
import { matches } from '../../src/pattern.ts'
import { compiled, jobOf, strictFaults } from './tekton-emit.ts'

interface Node {
  readonly patterns: readonly string[]
  readonly needs: readonly { readonly back: number; readonly kind: 'needs' | 'optional' | 'after' }[]
  readonly stage: number
}

const node: fc.Arbitrary<Node> = fc.record({
  patterns: fc.subarray(['main', 'dev', 'release/1']),
  needs: fc.array(
    fc.record({ back: fc.integer({ min: 1, max: 6 }), kind: fc.constantFrom('needs', 'optional', 'after') }),
    { maxLength: 3 },
  ),
  stage: fc.integer({ min: 0, max: 2 }),
})

function storyOfNodes(nodes: readonly Node[]) {
  const jobs: ReturnType<typeof job>[] = []
  const stages: Record<string, Record<string, ReturnType<typeof job>>> = {}
  for (const [index, { patterns, needs }] of nodes.entries()) {
    const named = new Map(needs.map(({ back, kind }) => [index - back, kind]))
    const list = [...named].flatMap(([at, kind]) => {
      const other = jobs[at]
      return other === undefined ? [] : [kind === 'needs' ? other : kind === 'after' ? after(other) : optional(other)]
    })
    const [first, ...rest] = patterns
    jobs.push(
      jobOf({
        steps: [sh`true`],
        ...(list.length > 0 && { needs: list }),
        ...(first !== undefined && { when: branch(first, ...rest) }),
      }),
    )
  }
  for (const [index, made] of jobs.entries()) {
    const stage = Math.floor((index * 3) / jobs.length)
    stages[`s${stage}`] = { ...stages[`s${stage}`], [`job${index}`]: made }
  }
  return story({ name: 'graph', on: [push(), pullRequest()], stages } as never)
}

test('random graphs run the jobs that the story says, in its order, and pass all rules', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(node, { minLength: 1, maxLength: 9 }),
      fc.constantFrom('main', 'dev', 'other'),
      async (nodes, name) => {
        const pipeline = compiled(storyOfNodes(nodes))
        const { report } = collect()
        for (const document of tekton.emit([pipeline], report)) {
          expect(await tekton.validate(document)).toEqual([])
          if (document.kind !== 'yaml') continue
          const run = plain(document.documents[0]) as TektonPipelineRun
          expect(strictFaults(run)).toEqual([])
          const onPush = run.metadata.name === 'graph-push'
          const tasks = run.spec.pipelineSpec?.tasks ?? []
          // What the story says.
          const runs = new Set<string>()
          for (const { id, condition, needs } of pipeline.jobs) {
            const patterns = 'test' in condition && condition.test === 'branch' ? condition.patterns : undefined
            const holds = patterns === undefined || (onPush && patterns.some((pattern) => matches(pattern, name)))
            if (holds && needs.every((need) => need.by === 'stage' || need.optional || runs.has(need.job))) runs.add(id)
          }
          // What Tekton does: a task runs where its own tests hold, whatever was skipped before it.
          const does = tasks.filter(({ when }) =>
            (when ?? []).every(({ operator, values = [] }) => values.includes(name) === (operator === 'in')),
          )
          expect(does.map((task) => task.name)).toEqual([...runs])
          // Every need that is there is waited for, by one way or another.
          const before = new Map<string, ReadonlySet<string>>()
          const waits = (task: string): ReadonlySet<string> => {
            const known = before.get(task)
            if (known !== undefined) return known
            const own = tasks.find((one) => one.name === task)
            const set = new Set((own === undefined ? [] : needsOf(own)).flatMap((need) => [need, ...waits(need)]))
            before.set(task, set)
            return set
          }
          const there = new Set(tasks.map((task) => task.name))
          for (const task of tasks) {
            const wanted =
              pipeline.jobs
                .find(({ id }) => id === task.name)
                ?.needs.map((need) => need.job)
                .filter((need) => there.has(need)) ?? []
            for (const need of wanted) expect(waits(task.name)).toContain(need)
            const allowed = new Set<string>()
            const reach = (id: string): void => {
              for (const need of pipeline.jobs.find((one) => one.id === id)?.needs ?? []) {
                if (allowed.has(need.job)) continue
                allowed.add(need.job)
                reach(need.job)
              }
            }
            reach(task.name)
            for (const other of waits(task.name)) expect(allowed).toContain(other)
          }
        }
      },
    ),
    { numRuns: 150 },
  )
})
