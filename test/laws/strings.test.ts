import fc from 'fast-check'
import { expect, test } from 'vitest'
import { input, job, manual, push, sh, step, story } from '../../dsl/index.ts'
import { github } from '../../emitters/github/index.ts'
import { combinationsOf } from '../../emitters/github/simulate/matrix.ts'
import { gitlab } from '../../emitters/gitlab/index.ts'
import type { Data } from '../../src/yaml/data.ts'
import { anyLine, anyText } from '../harness/any-text.ts'
import { compileSpec, emitOne } from '../harness/compile-spec.ts'
import { evaluateText } from '../harness/evaluate-github.ts'
import { invocationOf, readWorkflow } from '../harness/github-job.ts'
import { type GitlabJob, readConfig, scriptOf, variablesOf } from '../harness/gitlab-job.ts'
import { runScript, runStep } from '../harness/run-shell.ts'

// Of a template, no more than a backslash cannot stand before a backtick or `${`.
const typeable = anyLine.filter((text) => !/\\(`|\$\{)/.test(text))

// A text reaches the script by the environment of the story, the job and the step, and as a literal in the script.
const sent = fc.record({
  story: anyText,
  job: anyText,
  step: anyText,
  literal: anyText,
  typed: typeable,
  hasInputs: fc.boolean(),
})
type Sent = Parameters<Parameters<typeof sent.map>[0]>[0]

const printed = ({ story: a, job: b, step: c, literal, typed }: Sent) =>
  [a, b, c, literal, typed].map((text) => `${text}\0`).join('')
const options = { numRuns: 150 }

// A script as if it had been typed so in the story.
const typedScript = (text: string, ...values: readonly string[]) => {
  const strings = [`printf '%s\\0' "$STORY" "$JOB" "$STEP" `, ` '${text.replaceAll("'", String.raw`'\''`)}'`]
  const raw = strings.map((part) => part.replaceAll(/`|\$\{/g, String.raw`\$&`))
  return sh(Object.assign(strings, { raw }), ...values)
}

const told = ({ story: a, job: b, step: c, literal, typed, hasInputs }: Sent) =>
  compileSpec(
    story({
      name: 'law',
      on: hasInputs ? [push(), manual({ inputs: { version: input.text() } })] : [push()],
      env: { STORY: a },
      stages: {
        only: { only: job({ env: { JOB: b }, steps: [step({ env: { STEP: c }, run: typedScript(typed, literal) })] }) },
      },
    }),
  )

test('any text arrives on GitHub as it was written', async () => {
  await fc.assert(
    fc.asyncProperty(sent, async (texts) => {
      const workflow = readWorkflow((await emitOne(told(texts), github)) ?? '')
      const only = workflow.jobs.only
      const own = only?.steps?.find(({ run }) => run !== undefined)
      if (only === undefined || own === undefined) throw new Error('the step is not there')
      expect(runStep(invocationOf(workflow, only, own, {})).stdout).toBe(printed(texts))
    }),
    options,
  )
})

test('any text arrives on GitLab as it was written', async () => {
  await fc.assert(
    fc.asyncProperty(sent, async (texts) => {
      const output = await emitOne(told(texts), gitlab)
      // Where the file has inputs, GitLab reads `$[[` in scripts too, which cannot be written otherwise: it is refused.
      if (output === undefined) {
        expect(texts.hasInputs && `${texts.literal} ${texts.typed}`).toContain('$[[')
        return
      }
      const config = readConfig(output, { version: '' })
      const only = config.jobs.only
      if (only === undefined) throw new Error('the job is not there')
      expect(runScript(scriptOf(only), variablesOf(config, only)).stdout).toBe(printed(texts))
    }),
    options,
  )
})

const names = fc.record({ job: anyLine.filter((text) => text !== ''), step: anyLine })
const named = (texts: { readonly job: string; readonly step: string }) =>
  compileSpec(
    story({
      name: 'law',
      on: [push()],
      stages: { only: { only: job({ name: texts.job, steps: [step({ name: texts.step, run: sh`echo done` })] }) } },
    }),
  )

test('any name stands on GitHub as it was written', async () => {
  await fc.assert(
    fc.asyncProperty(names, async (texts) => {
      const { jobs } = readWorkflow((await emitOne(named(texts), github)) ?? '')
      expect(Object.keys(jobs)).toEqual(['only'])
      expect(evaluateText(jobs.only?.name ?? 'only')).toBe(texts.job)
      expect(evaluateText(jobs.only?.steps?.at(-1)?.name ?? '')).toBe(texts.step)
      expect(jobs.only?.steps?.at(-1)?.run).toBe('echo done')
    }),
    options,
  )
})

test('no name changes what GitLab runs', async () => {
  await fc.assert(
    fc.asyncProperty(names, async (texts) => {
      const { jobs } = readConfig((await emitOne(named(texts), gitlab)) ?? '')
      const [[key, only] = ['', undefined], ...others] = Object.entries(jobs)
      expect(others).toEqual([])
      // A name that GitLab keeps for itself gets its stage in front.
      expect(['only', texts.job, `only:${texts.job}`]).toContain(key)
      expect(runScript((only?.script ?? []).join('\n'), {}).stdout).toBe('done\n')
    }),
    {
      ...options,
      examples: ['on', 'true', 'image', 'a: b', '$[[ inputs.x ]]'].map((name) => [{ job: name, step: name }] as const),
    },
  )
})

const cells = fc.uniqueArray(anyText, { minLength: 1, maxLength: 3 })
const inCells = (values: readonly string[]) =>
  compileSpec(
    story({
      name: 'law',
      on: [push()],
      stages: {
        only: { only: job({ matrix: { value: values }, steps: ({ value }) => [sh`printf '%s\0' ${value}`] }) },
      },
    }),
  )

test('any value of a matrix arrives on GitHub as it was written', async () => {
  await fc.assert(
    fc.asyncProperty(cells, async (values) => {
      const workflow = readWorkflow((await emitOne(inCells(values), github)) ?? '')
      const only = workflow.jobs.only ?? {}
      const own = only.steps?.find(({ run }) => run !== undefined) ?? {}
      const found = (combinationsOf(only.strategy?.matrix as Data, {}) ?? []).map(
        (matrix) => runStep(invocationOf(workflow, only, own, { matrix })).stdout,
      )
      expect(found).toEqual(values.map((text) => `${text}\0`))
    }),
    { numRuns: 60 },
  )
})

test('any value of a matrix arrives on GitLab as it was written, or is refused for its dollar or percent sign', async () => {
  await fc.assert(
    fc.asyncProperty(cells, async (values) => {
      const output = await emitOne(inCells(values), gitlab)
      if (output === undefined) {
        expect(values.join('')).toMatch(/[$%]/)
        return
      }
      const config = readConfig(output)
      const only = config.jobs.only
      if (only === undefined) throw new Error('the job is not there')
      const found = gitlabCells(only).map((cell) => {
        const own = { ...only, variables: { ...only.variables, ...cell } }
        return runScript(scriptOf(own), variablesOf(config, own)).stdout
      })
      expect(found).toEqual(values.map((text) => `${text}\0`))
    }),
    { numRuns: 60 },
  )
})

// One axis: each entry of the matrix has one value or a list of them.
function gitlabCells({ parallel }: GitlabJob): readonly Readonly<Record<string, string>>[] {
  return (parallel?.matrix ?? []).flatMap((row) =>
    Object.entries(row).flatMap(([name, given]) => [given].flat().map((value) => ({ [name]: String(value) }))),
  )
}
