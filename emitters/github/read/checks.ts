import type { Condition } from '../../../src/ir.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { listOf, mapOf, wordOf } from './source.ts'

/** The job of ours that makes the tests which no expression can. */
export interface ReadChecks {
  readonly id: string
  /** What each output of it tells; a comparison of a value is told by the expression of the value and the text. */
  readonly tests: ReadonlyMap<string, CheckedTest>
}

/** A test that a script of ours makes. */
export type CheckedTest = Condition | { readonly expression: string; readonly to: string }

/** Finds the job of ours that makes tests; undefined where there is none. */
export function readChecks(workflow: DataMap): ReadChecks | undefined {
  for (const [id, job] of Object.entries(mapOf(workflow.jobs) ?? {})) {
    const steps = listOf(mapOf(job)?.steps).map((step) => mapOf(step) ?? {})
    const last = steps[steps.length - 1]
    const run = wordOf(last?.run)
    if (last?.id !== 'test' || run === undefined || !run.includes('tell() {')) continue
    const tests = new Map<string, CheckedTest>()
    for (const line of run.split('\n')) {
      const test = readLine(line, mapOf(last.env) ?? {})
      if (test !== undefined) tests.set(test.name, test.test)
    }
    if (tests.size > 0) return { id, tests }
  }
  return undefined
}

function readLine(line: string, env: DataMap): { readonly name: string; readonly test: CheckedTest } | undefined {
  const [, name, rest = ''] = /^tell ([\w-]+) (.*)$/.exec(line) ?? []
  if (name === undefined) return undefined
  const [, variable, value] = /^\[ "\$(\w+)" = (.*) \]$/.exec(rest) ?? []
  if (variable !== undefined) {
    const [, expression] = /^\$\{\{ (.*) \}\}$/s.exec(wordOf(env[variable]) ?? '') ?? []
    return expression === undefined ? undefined : { name, test: { expression, to: unquoted(value ?? '') } }
  }
  const [, changed] = /^changed (.*)$/.exec(rest) ?? []
  if (changed !== undefined) {
    const paths = patternsOf(unquoted(changed), '')
    return paths === undefined ? undefined : { name, test: { test: 'changed', paths } }
  }
  const [, ref, source] = /^matches "\$(GITHUB_\w+)" (.*)$/.exec(rest) ?? []
  if (source === undefined) return undefined
  const regular = unquoted(source)
  if (ref === 'GITHUB_BASE_REF') return named(name, 'targetBranch', patternsOf(regular, ''))
  return regular.startsWith('^refs/tags/')
    ? named(name, 'tag', patternsOf(regular, 'refs/tags/'))
    : named(name, 'branch', patternsOf(regular, 'refs/heads/'))
}

function named(name: string, test: 'branch' | 'tag' | 'targetBranch', patterns: readonly string[] | undefined) {
  return patterns === undefined ? undefined : { name, test: { test, patterns } as Condition }
}

function unquoted(word: string): string {
  return /^'.*'$/s.test(word) ? word.slice(1, -1).replaceAll(`'\\''`, "'") : word
}

// The regular expressions that we write of patterns, back again.
function patternsOf(source: string, prefix: string): readonly string[] | undefined {
  if (!source.startsWith(`^${prefix}`) || !source.endsWith('$')) return undefined
  const inner = source.slice(prefix.length + 1, -1)
  const patterns = alternatives(inner).map(patternOf)
  return patterns.includes(undefined) ? undefined : (patterns as readonly string[])
}

function alternatives(source: string): readonly string[] {
  if (!/^\((?!\.\*\/\)\?).*\)$/s.test(source)) return [source]
  return source.slice(1, -1).split(/(?<!\\)\|/)
}

function patternOf(source: string): string | undefined {
  const plain = source
    .replaceAll('(.*/)?', '\u0001')
    .replaceAll('[^/]*', '\u0002')
    .replaceAll('[^/]+', '\u0002')
    .replaceAll(/(?<!\\)\.[*+]/g, '\u0003')
  if (/(?<!\\)[.^$*+?()[\]{}|]/.test(plain)) return undefined
  return plain
    .replaceAll(/\\(.)/g, '$1')
    .replaceAll('\u0001', '**/')
    .replaceAll('\u0002', '*')
    .replaceAll('\u0003', '**')
}
