import { expect, test } from 'vitest'
import { simulate } from '../../emitters/tekton/simulate/index.ts'
import type { SimulatedJob, VendorOutcomes } from '../../src/plan/simulate.ts'
import { fatesIn, playText, pullRequest, ranIn, type Said } from './simulate-play.ts'

function play(tasks: string, said: Said = {}, ends: Partial<VendorOutcomes> = {}): Promise<readonly SimulatedJob[]> {
  const text = `
apiVersion: tekton.dev/v1
kind: PipelineRun
metadata:
  name: a
  annotations: {pipelinesascode.tekton.dev/on-cel-expression: "true"}
spec:
  params: [{name: branch, value: "{{ source_branch }}"}]
  pipelineSpec:
    ${tasks.trim().replaceAll('\n', '\n    ')}
`
  return playText(simulate, '.tekton/a.yaml', text, said, ends)
}

const failing = (...names: readonly string[]): Partial<VendorOutcomes> => ({ fails: (name) => names.includes(name) })
const never = 'when: [{input: $(params.branch), operator: in, values: [nothing]}]'

// https://tekton.dev/docs/pipelines/pipelines/#guard-task-execution-using-when-expressions
test('a task that its tests skip hinders none of those behind it, but for those that ask for its results', async () => {
  const tasks = `
tasks:
  - {name: a, ${never}, taskSpec: {results: [{name: x}]}}
  - {name: b, runAfter: [a]}
  - {name: c, params: [{name: x, value: $(tasks.a.results.x)}]}
  - {name: d, runAfter: [c]}`
  expect(fatesIn(await play(tasks))).toEqual({ a: 'skipped', b: 'succeeded', c: 'skipped', d: 'skipped' })
})

const branches = `
tasks:
  - {name: a}
  - {name: b}
  - {name: c, runAfter: [a]}
  - {name: d, runAfter: [b]}
  - {name: e, runAfter: [c, d]}
finally:
  - {name: f}
  - {name: g, when: [{input: Failed, operator: in, values: [$(tasks.a.status), $(tasks.c.status)]}]}
  - {name: h, when: [{input: $(tasks.status), operator: in, values: [Succeeded]}]}`

test.each<[string, Partial<VendorOutcomes>, string]>([
  ['nothing', {}, 'a b c d e f h'],
  ['a', failing('a'), 'a b f g'],
  ['b', failing('b'), 'a b f'],
  ['c', failing('c'), 'a b c d f g'],
])('where %s fails these run', async (_, ends, names) => {
  expect(ranIn(await play(branches, {}, ends)).join(' ')).toBe(names)
})

test('tasks wait for those before them, and those at the end for all', async () => {
  const waits = Object.fromEntries((await play(branches)).map(({ name, waits: list }) => [name, list.join(' ')]))
  expect(waits).toMatchObject({ a: '', c: 'a', e: 'c a d b', f: 'a b c d e' })
})

// https://tekton.dev/docs/pipelines/pipelines/#using-the-onerror-field
test('a task that may fail stops nothing', async () => {
  const tasks = 'tasks:\n  - {name: a, onError: continue}\n  - {name: b, runAfter: [a]}'
  expect(fatesIn(await play(tasks, {}, failing('a')))).toEqual({ a: 'failed', b: 'succeeded' })
})

test('a result that a failed task never wrote ends the run', async () => {
  const tasks = `
tasks:
  - {name: a, onError: continue, taskSpec: {results: [{name: x}], steps: [{script: make}]}}
  - {name: b, params: [{name: x, value: $(tasks.a.results.x)}]}
  - {name: c, runAfter: [b]}`
  expect(fatesIn(await play(tasks, {}, failing('a')))).toEqual({ a: 'failed', b: 'held', c: 'held' })
})

test('results reach tests', async () => {
  const tasks = `
tasks:
  - {name: a, taskSpec: {results: [{name: x}], steps: [{script: make}]}}
  - {name: b, when: [{input: $(tasks.a.results.x), operator: in, values: ["yes"]}]}
  - {name: c, when: [{input: $(tasks.a.results.x), operator: notin, values: ["yes", maybe]}]}`
  const left = (x: string) => ({ outputs: () => ({ x }) })
  expect(ranIn(await play(tasks, {}, left('yes')))).toEqual(['a', 'b'])
  expect(ranIn(await play(tasks, {}, left('no')))).toEqual(['a', 'c'])
})

// https://tekton.dev/docs/pipelines/matrix/
test('a matrix has a run for each combination, and for each row that says more', async () => {
  const matrix = `
tasks:
  - name: a
    matrix:
      params: [{name: one, value: [x, y]}, {name: two, value: ["1", "2"]}]
      include: [{name: wide, params: [{name: one, value: x}, {name: flag, value: f}]}, {name: more, params: [{name: one, value: z}]}]
  - {name: b, runAfter: [a]}`
  const names = ['a[x,1,f]', 'a[x,2,f]', 'a[y,1]', 'a[y,2]', 'a[z]']
  expect(ranIn(await play(matrix))).toEqual([...names, 'b'])
  expect(ranIn(await play(matrix, {}, failing('a[y,1]')))).toEqual(names)
  const rows =
    'tasks:\n  - {name: a, matrix: {include: [{name: r, params: [{name: one, value: x}, {name: two, value: "2"}]}]}}'
  expect(ranIn(await play(rows))).toEqual(['a[x,2]'])
})

// https://github.com/openshift-pipelines/manual-approval-gate
const gate = `
tasks:
  - {name: ask, taskRef: {apiVersion: openshift-pipelines.org/v1alpha1, kind: ApprovalTask}, params: [{name: description, value: "Deploy to shop?"}]}
  - {name: ship, runAfter: [ask]}
  - {name: beside}
  - {name: after, runAfter: [ship]}
finally:
  - {name: last}`

test('a task behind an approval waits for a person, and with it all behind it and the end', async () => {
  const closed = await play(gate, {}, { approves: () => false })
  expect(fatesIn(closed)).toMatchObject({ ship: 'waiting', beside: 'succeeded', after: 'waiting', last: 'waiting' })
  expect(closed.find(({ name }) => name === 'ship')).toMatchObject({ gate: true, environment: 'shop' })
  expect(ranIn(await play(gate))).toEqual(['ask', 'ship', 'beside', 'after', 'last'])
  expect(fatesIn(await play(gate, {}, { ...failing('beside'), approves: () => true }))).toMatchObject({ ship: 'held' })
})

const decide = `
tasks:
  - name: conditions
    taskSpec:
      results: [{name: a}, {name: b}]
      steps:
        - name: decide
          env: [{name: BRANCH, value: $(params.branch)}]
          script: |
            #!/bin/sh
            set -eu
            git init --quiet .
            known=true
            git fetch origin main && git diff --name-only HEAD~1 >/tekton/home/changed || known=false
            changed() {
              [ "$known" = false ] || grep -Ex -e "$1" /tekton/home/changed | grep -Eqvx -e "\${2:-}"
            }
            matches() {
              printf '%s\\n' "$1" | grep -Eqx -e "$2"
            }
            if changed 'docs/.*' 'docs/old/.*'; then printf true; else printf false; fi >"$(results.a.path)"
            if { matches "$BRANCH" 'main|release/[^/]*' || [ "$BRANCH" = dev ]; }; then printf true; else printf false; fi >"$(results.b.path)"
  - {name: a, when: [{input: $(tasks.conditions.results.a), operator: in, values: ["true"]}]}
  - {name: b, when: [{input: $(tasks.conditions.results.b), operator: in, values: ["true"]}]}`

test.each<[Said, string]>([
  [{ changed: ['docs/a.md'] }, 'conditions a b'],
  [{ changed: ['docs/old/a.md'] }, 'conditions b'],
  [{ changed: ['docs/old/a.md', 'docs/b'] }, 'conditions a b'],
  [{ changed: null, branch: 'topic' }, 'conditions a'],
  [{ changed: [], branch: 'release/1' }, 'conditions b'],
  [{ changed: [], branch: 'release/1/2' }, 'conditions'],
  [{ changed: [], branch: 'dev' }, 'conditions b'],
  [pullRequest({ sourceBranch: 'main' }), 'conditions b'],
])('a task that asks by a script finds for %j: %s', async (said, names) => {
  expect(ranIn(await play(decide, said)).join(' ')).toBe(names)
})
