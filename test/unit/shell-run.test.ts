import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { type Insert, type Trouble, weave } from '../../dsl/script.ts'
import { bashOnly, type Case, portable } from './shell-cases.ts'
import type { Hole, Source } from './shell-words.ts'

/** What a literal may be refused for here; a variable never is. */
const refused: ReadonlySet<Trouble> = new Set(['backtick-escape', 'heredoc-delimiter', 'heredoc-tabs', 'nested-quotes'])

function template(
  parts: Source['parts'],
  first = 0,
): { readonly chunks: readonly string[]; readonly inserts: readonly Insert[]; readonly holes: readonly Hole[] } {
  const chunks = ['']
  const holes: Hole[] = []
  for (const part of parts) {
    if (typeof part === 'string') chunks[chunks.length - 1] += part
    else {
      holes.push(part)
      chunks.push('')
    }
  }
  return {
    chunks,
    holes,
    inserts: holes.map((one, at) => (one.as === 'literal' ? { literal: one.value } : { variable: `V${first + at}` })),
  }
}

function accepted({ parts }: Case, shell: 'bash' | 'sh'): boolean {
  const { chunks, inserts } = template(parts)
  const { troubles } = weave(chunks, inserts, shell)
  const known = troubles.some(({ index, trouble }) => 'literal' in inserts[index]! && refused.has(trouble))
  if (!known) expect(troubles, JSON.stringify(parts)).toEqual([])
  return troubles.length === 0
}

const home = mkdtempSync(join(tmpdir(), 'shell-run-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

function runs(cases: readonly Case[], command: readonly string[], shell: 'bash' | 'sh'): void {
  const kept = cases.filter((one) => accepted(one, shell))
  const { chunks, inserts, holes } = template(['EMPTY=\nunset NONE\n', ...kept.flatMap(({ parts }) => parts)])
  const { text, troubles } = weave(chunks, inserts, shell)
  expect(troubles).toEqual([])
  const script = join(home, 'script')
  writeFileSync(script, text)
  const cwd = mkdtempSync(join(home, 'cwd-'))
  const env = {
    PATH: process.env.PATH,
    HOME: '/',
    LC_ALL: 'C.UTF-8',
    ...Object.fromEntries(holes.map((one, at) => [`V${at}`, one.value])),
  }
  const { stdout, stderr } = spawnSync(command[0]!, [...command.slice(1), script], { cwd, env, encoding: 'utf8' })
  expect({ printed: stdout.split('\0').slice(0, -1), stderr }, text).toEqual({
    printed: kept.flatMap(({ prints }) => prints),
    stderr: '',
  })
  expect(readdirSync(cwd)).toEqual([])
}

const shells = [
  { name: 'bash', command: ['bash'], shell: 'bash', cases: fc.oneof(portable, bashOnly) },
  { name: 'dash', command: ['dash'], shell: 'sh', cases: portable },
  { name: 'busybox sh', command: ['busybox', 'sh'], shell: 'sh', cases: portable },
] as const

describe.each(shells)('in $name', ({ name, command, shell, cases }) => {
  const present = spawnSync(command[0], [...command.slice(1), '-c', 'exit 0']).status === 0
  test.skipIf(!present)(
    `every value comes out of every place as it went in, and nothing runs (skipped where ${name} is absent)`,
    () => {
      const seed = Number(process.env.SHELL_SEED ?? 20250101)
      const numRuns = Number(process.env.SHELL_RUNS ?? 40)
      fc.assert(
        fc.property(fc.array(cases, { minLength: 1, maxLength: 80, size: 'max' }), (batch) =>
          runs(batch, command, shell),
        ),
        { seed, numRuns },
      )
    },
  )
})
