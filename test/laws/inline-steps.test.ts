import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inlineProject } from '../../emitters/github/read/inline/project.ts'
import { mapOf, wordOf } from '../../emitters/github/read/source.ts'
import { readIf } from '../../emitters/github/read/template.ts'
import { evaluate, fillIn, parseExpression, plainOf } from '../../emitters/github/simulate/expression.ts'
import { open } from '../../src/read/open.ts'
import type { DataMap } from '../../src/yaml/data.ts'

// Steps as GitHub's runner takes them, calls as one step with a list of its own, in which success and failure speak of
// that list alone: an account of the rules, apart from the reader's.
// https://github.com/actions/runner/blob/main/docs/adrs/1438-conditional-composite.md
interface World {
  readonly failing: ReadonlySet<string>
  readonly actions: ReadonlyMap<string, DataMap>
  readonly ran: string[]
}

type Contexts = Readonly<Record<string, Readonly<Record<string, unknown>>>>

function runSteps(steps: readonly DataMap[], contexts: Contexts, world: World): boolean {
  let failed = false
  const outputs: Record<string, unknown> = {}
  for (const step of steps) {
    const known = { ...contexts, steps: outputs }
    const status = { success: !failed, failure: failed, always: true, cancelled: false }
    const text = readIf(wordOf(step.if) ?? 'true').expression
    const tree = parseExpression(/\b(success|failure|always|cancelled)\(/.test(text) ? text : `success() && (${text})`)
    const value = tree && evaluate(tree, known, status)
    if (value === undefined || !plainOf(value)) continue
    const made = runStep(step, known, world)
    if (wordOf(step.id) !== undefined) outputs[wordOf(step.id) ?? ''] = { outputs: made.outputs }
    failed ||= !made.fine && step['continue-on-error'] !== true
  }
  return !failed
}

function runStep(
  step: DataMap,
  contexts: Contexts,
  world: World,
): { readonly fine: boolean; readonly outputs: object } {
  const env = Object.fromEntries(
    Object.entries(mapOf(step.env) ?? {}).map(([name, value]) => [name, fillIn(String(value), contexts)]),
  )
  const known = { ...contexts, env: { ...contexts.env, ...env } }
  const action = world.actions.get(wordOf(step.uses) ?? '')
  if (action !== undefined) {
    const given = mapOf(step.with) ?? {}
    const inputs = Object.fromEntries(
      Object.entries(mapOf(action.inputs) ?? {}).map(([name, input]) => [
        name,
        fillIn(String(given[name] ?? mapOf(input)?.default ?? ''), known),
      ]),
    )
    const runs = mapOf(action.runs)?.steps as readonly DataMap[]
    // The action's own list has outputs of its own, which its outputs are made of.
    const inner: Record<string, unknown> = {}
    const fine = runSteps(runs, { ...known, inputs, steps: inner }, world)
    return { fine, outputs: { said: 'x' } }
  }
  const name = fillIn(wordOf(step.run) ?? '', known)
  if (wordOf(step.run) === undefined) return { fine: true, outputs: {} }
  world.ran.push(`${name} ${JSON.stringify(known.env)}`)
  return { fine: !world.failing.has(name.split(' ')[0] ?? ''), outputs: { said: name } }
}

const conditions = fc.option(
  fc.constantFrom(
    'always()',
    'failure()',
    '!cancelled()',
    "github.ref == 'main'",
    'always() && github.ref',
    'success()',
  ),
  { nil: undefined, freq: 3 },
)
const asked = (text: string | undefined): object => (text === undefined ? {} : { if: text })

const inner = (name: string) =>
  fc
    .record({
      when: fc.oneof(
        conditions,
        fc.constantFrom("inputs.flag == 'true'", "inputs.flag != 'true' && always()", 'env.MODE'),
      ),
      env: fc.option(fc.constantFrom('own', '${{ env.MODE }}!', '${{ inputs.word }}'), { nil: undefined }),
      loose: fc.boolean(),
    })
    .map(({ when, env, loose }) => ({
      run: `${name} \${{ inputs.word }}`,
      shell: 'bash',
      ...asked(when),
      ...(env === undefined ? {} : { env: { MODE: env } }),
      ...(loose ? { 'continue-on-error': true } : {}),
    }))

const nested = fc
  .record({ when: conditions, word: fc.constantFrom('deep', 'deep-${{ inputs.word }}') })
  .map(({ when, word }) => ({ uses: './deep', ...asked(when), with: { word, flag: '${{ inputs.flag }}' } }))

const action = (steps: fc.Arbitrary<readonly object[]>) =>
  steps.map((list) => ({
    inputs: { word: { default: 'usual' }, flag: { default: 'false' } },
    runs: { using: 'composite', steps: list },
  }))

const job = fc
  .record({
    before: fc.option(conditions, { nil: null }),
    when: conditions,
    flag: fc.constantFrom<unknown>(true, 'false', '${{ github.ref }}'),
    env: fc.option(fc.constantFrom('given', '${{ github.ref }}'), { nil: undefined }),
    loose: fc.boolean(),
    after: conditions,
  })
  .map(({ before, when, flag, env, loose, after }) => [
    { uses: 'actions/checkout@v4' },
    ...(before === null ? [] : [{ run: 'before', ...asked(before) }]),
    {
      uses: './outer',
      ...asked(when),
      with: { flag, word: 'w-${{ github.ref }}' },
      ...(env === undefined ? {} : { env: { MODE: env } }),
      ...(loose ? { 'continue-on-error': true } : {}),
    },
    { run: 'after', ...asked(after) },
  ])

test('the steps that take the place of a call run when those of the call do, with the same words and variables', () => {
  let inlined = 0
  let kept = 0
  const outer = action(fc.tuple(inner('one'), fc.oneof(inner('two'), nested)).map((list) => [...list]))
  const deep = action(fc.array(inner('three'), { minLength: 1, maxLength: 2 }))
  const failing = fc.subarray(['before', 'one', 'two', 'three', 'after'])
  fc.assert(
    fc.property(job, outer, deep, failing, fc.constantFrom('main', 'true'), (steps, one, two, failed, ref) => {
      const data = { on: 'push', jobs: { a: { 'runs-on': 'x', env: { MODE: 'job' }, steps } } }
      const files = [
        { path: '.github/workflows/main.yml', text: JSON.stringify(data) },
        { path: 'outer/action.yml', text: JSON.stringify(one) },
        { path: 'deep/action.yaml', text: JSON.stringify(two) },
      ]
      const { documents } = open(files, { vendor: 'GitHub', merge: false }, () => {})
      const view = inlineProject(documents, { leaving: false }, () => {}).views.get('.github/workflows/main.yml')
      const flat = mapOf(mapOf(view?.data.jobs)?.a)?.steps as readonly DataMap[]
      if (flat.some(({ uses }) => wordOf(uses) === './outer')) kept++
      else inlined++
      const actions = new Map(Object.entries({ './outer': one, './deep': two })) as unknown as World['actions']
      const trace = (list: unknown): readonly string[] => {
        const ran: string[] = []
        runSteps(
          list as readonly DataMap[],
          { github: { ref }, env: { MODE: 'job' } },
          { failing: new Set(failed), actions, ran },
        )
        return ran
      }
      expect(trace(flat)).toEqual(trace(steps))
    }),
    { numRuns: 4000 },
  )
  console.info(`of ${inlined + kept} calls, ${inlined} gave way to steps, and ${kept} stay`)
  expect(inlined).toBeGreaterThan(300)
})
