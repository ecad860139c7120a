import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { branch, job, push, sh, story } from '../../dsl/index.ts'
import { github } from '../../emitters/github/index.ts'
import { gitlab } from '../../emitters/gitlab/index.ts'
import type { Pipeline } from '../../src/ir.ts'
import { baseEvent } from '../../src/plan/grid/events.ts'
import { allWell } from '../../src/plan/grid/outcomes.ts'
import { setStage } from '../../src/plan/play.ts'
import type { Vendor } from '../../src/vendor.ts'
import { inNewFolder } from '../harness/checkout.ts'
import { compileSpec, emitOne } from '../harness/compile-spec.ts'
import { evaluateCondition } from '../harness/evaluate-github.ts'
import { type GithubWorkflow, invocationOf, needsOf, readWorkflow } from '../harness/github-job.ts'
import { runStep } from '../harness/run-shell.ts'

// Characters that git allows in names of branches, among them those that filters and expressions read in their own way.
const plain = fc.constantFrom(
  'a',
  'b',
  'A',
  '1',
  '-',
  '_',
  '.x',
  '+',
  '(',
  ')',
  '|',
  '$',
  '@',
  '#',
  '%',
  '!x',
  "'",
  '"',
  '=',
  ',',
  ';',
  '&',
  'é',
  '<',
  '>',
)
const part = fc
  .array(fc.oneof({ weight: 4, arbitrary: plain }, fc.constantFrom('*', '**')), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(''))
const pattern = fc
  .array(part, { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('/'))
  .filter((text) => !/^!|\*\*\*|^refs\//.test(text))

/** A name that is like a pattern: each star is something, and now and then a character is another. */
const nameLike = (text: string) =>
  fc
    .tuple(
      fc.array(fc.constantFrom('', 'x', 'a/b', '/', '+', 'main'), { minLength: 6, maxLength: 6 }),
      fc.nat(20),
      fc.constantFrom('', 'z', '/'),
    )
    .map(([fill, at, change]) => {
      let index = 0
      const name = text.replaceAll(/\*+/g, () => fill[index++ % fill.length] ?? '')
      return at < name.length ? `${name.slice(0, at)}${change}${name.slice(at + 1)}` : name
    })

/** The portable meaning: `*` is any characters but a slash, `**` any characters, and a folder of `**` may be none. */
function means(text: string, name: string): boolean {
  if (text === '') return name === ''
  const ends = (length: number) => Array.from({ length: length + 1 }, (_, index) => name.slice(index))
  if (text.startsWith('**/'))
    return (
      means(text.slice(3), name) ||
      ends(name.length).some((rest, at) => name[at - 1] === '/' && means(text.slice(3), rest))
    )
  if (text.startsWith('**')) return ends(name.length).some((rest) => means(text.slice(2), rest))
  if (text.startsWith('*')) return ends(/^[^/]*/.exec(name)?.[0].length ?? 0).some((rest) => means(text.slice(1), rest))
  return name !== '' && text[0] === name[0] && means(text.slice(1), name.slice(1))
}

const filters = fc
  .record({ take: fc.array(pattern, { minLength: 1, maxLength: 2 }), leave: fc.array(pattern, { maxLength: 1 }) })
  .chain(({ take, leave }) =>
    fc.record({
      take: fc.constant(take),
      leave: fc.constant(leave),
      names: fc.array(fc.oneof(...[...take, ...leave].map(nameLike)), { minLength: 1, maxLength: 6 }),
    }),
  )

const options = { numRuns: 200 }

/** Whether the only job of a story runs on the push of a branch. */
async function playOf(pipeline: Pipeline, vendor: Vendor): Promise<(name: string) => Promise<boolean>> {
  const stage = await setStage([pipeline], vendor)
  if (!stage.can) throw new Error(`${vendor.title} does not take the story`)
  return async (name) => {
    const { mirror } = await stage.play({ ...baseEvent('main'), branch: name }, allWell)
    return mirror.get('only')?.fate === 'succeeded'
  }
}

test('the filter of a push lets the same branches through everywhere', async () => {
  await fc.assert(
    fc.asyncProperty(filters, async ({ take, leave, names }) => {
      const pipeline = compileSpec(
        story({
          name: 'law',
          on: [push({ branches: take, ignoreBranches: leave })],
          stages: { only: { only: job({ steps: [sh`true`] }) } },
        }),
      )
      const plays = await Promise.all([github, gitlab].map((vendor) => playOf(pipeline, vendor)))
      for (const name of names.filter((one) => one !== '')) {
        const meant = take.some((text) => means(text, name)) && !leave.some((text) => means(text, name))
        for (const play of plays) expect({ name, passed: await play(name) }).toEqual({ name, passed: meant })
      }
    }),
    options,
  )
})

test('the condition of a job on the branch holds for the same branches on GitLab', async () => {
  await fc.assert(
    fc.asyncProperty(filters, async ({ take: [first = '', ...more], names }) => {
      const pipeline = compileSpec(
        story({
          name: 'law',
          on: [push()],
          stages: { only: { only: job({ when: branch(first, ...more), steps: [sh`true`] }) } },
        }),
      )
      const play = await playOf(pipeline, gitlab)
      for (const name of names.filter((one) => one !== '')) {
        const held = await play(name)
        expect({ name, held }).toEqual({ name, held: [first, ...more].some((text) => means(text, name)) })
      }
    }),
    options,
  )
})

test('the condition of a job on the branch holds for the same branches on GitHub, but for upper and lower case', async () => {
  await fc.assert(
    fc.asyncProperty(filters, async ({ take: [first = '', ...more], names }) => {
      // The library that evaluates here unescapes one quote of a text alone; GitHub's own server all of them.
      fc.pre(![first, ...more].some((text) => /'.*'/.test(text)))
      const pipeline = compileSpec(
        story({
          name: 'law',
          on: [push()],
          stages: { only: { only: job({ when: branch(first, ...more), steps: [sh`true`] }) } },
        }),
      )
      const workflow = readWorkflow((await emitOne(pipeline, github)) ?? '')
      for (const name of names.filter((one) => one !== '')) {
        const [exact, loose] = [(text: string) => text, (text: string) => text.toLowerCase()].map((fold) =>
          [first, ...more].some((text) => means(fold(text), fold(name))),
        )
        if (exact !== loose) continue
        expect({ name, held: jobHolds(workflow, name) }).toEqual({ name, held: exact })
      }
    }),
    { numRuns: 80 },
  )
})

/** Whether the only job runs on a branch, once the job before it, if there is one, has made its tests. */
function jobHolds(workflow: GithubWorkflow, name: string): boolean {
  const github = { event_name: 'push', ref: `refs/heads/${name}`, ref_name: name, ref_type: 'branch' }
  const status = { success: true, failure: false, always: true, cancelled: false }
  const needs = Object.fromEntries(
    needsOf(workflow, 'only').map((id) => [id, { result: 'success', outputs: outputsOf(workflow, id, github.ref) }]),
  )
  return evaluateCondition(workflow.jobs.only?.if, { github, needs }, status)
}

function outputsOf(workflow: GithubWorkflow, id: string, ref: string): Readonly<Record<string, string>> {
  const before = workflow.jobs[id]
  const tested = before?.steps?.find(({ run }) => run !== undefined)
  if (before === undefined || tested === undefined) throw new Error('a job before it that tests nothing')
  return inNewFolder((folder) => {
    const output = join(folder, 'output')
    const own = { GITHUB_REF: ref, GITHUB_OUTPUT: output, GITHUB_EVENT_NAME: 'push' }
    const invocation = invocationOf(workflow, before, tested, {})
    expect(runStep({ ...invocation, env: { ...own, ...invocation.env } }).code).toBe(0)
    const lines = readFileSync(output, 'utf8').split('\n')
    return Object.fromEntries(lines.map((line) => line.split('=') as [string, string]))
  })
}
