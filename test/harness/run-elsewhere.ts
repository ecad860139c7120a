import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { read } from '../../emitters/github/read/index.ts'
import { collect } from '../../src/diagnostics.ts'
import type { RunStep, Step, Text } from '../../src/ir.ts'

/** The shells that are here. */
export const shells = [
  ['dash', '-e'],
  ['bash', '--norc', '-eo', 'pipefail'],
  ['busybox', 'sh', '-e'],
].filter(([program = '']) => spawnSync(program, ['--help']).error === undefined)
console.log(`Scripts for other vendors run in ${shells.map(([program]) => program).join(', ')}.`)

/** What started a run: the values of a story, and the contexts of the vendor. */
export const runs = [
  {
    told: { branch: 'main', tag: '', event: 'push', 'pullRequest.number': '', sha: 'abc', actor: 'o$(id)"' },
    github: { ref: 'refs/heads/main', ref_name: 'main', ref_type: 'branch', event_name: 'push' },
  },
  {
    told: { branch: '', tag: 'v1.2.3', event: 'tag', 'pullRequest.number': '', sha: 'abc', actor: 'o$(id)"' },
    github: { ref: 'refs/tags/v1.2.3', ref_name: 'v1.2.3', ref_type: 'tag', event_name: 'push' },
  },
  {
    told: { branch: '', tag: '', event: 'pullRequest', 'pullRequest.number': '7', sha: 'abc', actor: 'o$(id)"' },
    github: { ref: 'refs/pull/7/merge', ref_name: '7/merge', ref_type: 'branch', event_name: 'pull_request' },
  },
  {
    told: { branch: 'main', tag: '', event: 'manual', 'pullRequest.number': '', sha: 'abc', actor: 'o$(id)"' },
    github: { ref: 'refs/heads/main', ref_name: 'main', ref_type: 'branch', event_name: 'workflow_dispatch' },
    inputs: { place: 'test', loud: true, mode: 'slow' },
  },
] as const

const on = {
  push: { branches: ['**'], tags: ['**'] },
  pull_request: null,
  workflow_dispatch: {
    inputs: {
      place: { type: 'string', default: '' },
      loud: { type: 'boolean', default: false },
      mode: { type: 'string', default: 'fast' },
    },
  },
}

/** The steps of a job, as they are read. */
export function stepsOf(
  steps: readonly object[],
  more: object = { defaults: { run: { shell: 'sh' } } },
): readonly Step[] {
  const text = JSON.stringify({ on, jobs: { job: { 'runs-on': 'ubuntu-latest', ...more, steps } } })
  const { report } = collect()
  const { pipelines } = read([{ path: '.github/workflows/all.yml', text }], report, { leaving: true })
  return pipelines[0]?.jobs[0]?.steps ?? []
}

/** What a step is for other vendors. */
export function scriptOf(step: Step | undefined): RunStep {
  const run = step?.kind === 'vendor' ? step.otherwise : step
  if (run === null || run === undefined) throw new Error(`no script for other vendors: ${JSON.stringify(step)}`)
  return run
}

/** What the steps print: each in a process of its own, with its own variables; all from one shell, which is quicker. */
export function play(steps: readonly Step[], run: (typeof runs)[number], shell: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'elsewhere-'))
  mkdirSync(join(folder, '.git'))
  const [program = '', ...options] = shell
  const all = steps.map((step) => {
    const { script, env } = scriptOf(step)
    const values = env.map(({ name, value }) => `export ${name}=${quoted(told(value, run))}`)
    return `(\n${[...values, script].join('\n')}\n)\nprintf '\\036'`
  })
  const done = spawnSync(program, [...options, '-c', all.join('\n')], {
    cwd: folder,
    env: { PATH: process.env.PATH },
    encoding: 'utf8',
  })
  rmSync(folder, { recursive: true })
  expect([done.status, done.stderr]).toEqual([0, ''])
  return done.stdout
    .split('\u001e')
    .slice(0, -1)
    .map((text) => text.trimEnd())
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

function told(text: Text, run: (typeof runs)[number]): string {
  const inputs: Readonly<Record<string, unknown>> =
    'inputs' in run ? run.inputs : { place: '', loud: false, mode: 'fast' }
  return text
    .map((part) => {
      if (typeof part === 'string') return part
      if (part.ref === 'context') return (run.told as Readonly<Record<string, string>>)[part.name] ?? ''
      if (part.ref === 'input') return String(inputs[part.name])
      return part.ref === 'secret' ? `the ${part.name}` : ''
    })
    .join('')
}
