import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { transformSync } from 'esbuild'
import ts from 'typescript6'
import { expect, test } from 'vitest'

const plugin = pathToFileURL(join(import.meta.dirname, '../../.config/index-loops.mjs')).href
const { withIndices } = (await import(plugin)) as {
  readonly withIndices: (file: ts.SourceFile, checker: ts.TypeChecker) => string
}

const source = `
type Pair = readonly [string, number?]
export function walk(list: readonly number[], pairs: readonly Pair[], other: Set<number>, either: string[] | readonly number[], text: string) {
  const seen: unknown[] = []
  const late: (() => unknown)[] = []
  const growing = [1]
  for (const one of growing) if (growing.length < 4) growing.push(one + 1)
  outer: for (const one of list) {
    if (one === 2) continue
    for (const [name, count = 7] of pairs) for (const [, second] of [pairs[0] as Pair]) {
      if (name === 'stop') continue outer
      late.push(() => [one, name, count, second])
    }
    let last = one
    last += list[0] ?? 0
    seen.push(last)
  }
  for (let one of list) { one++; seen.push(one) }
  for (const one of other) seen.push(one)
  for (const one of text) seen.push(one)
  for (const one of either) seen.push(one)
  const [first = 'none', ...rest] = list
  const [head, , third = 'three'] = either
  return [seen, late.map((tell) => tell()), growing, first, rest, head, third]
}`

test('loops over arrays by index do what loops by iterator do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pipegen-loops-'))
  try {
    const path = join(folder, 'walk.ts')
    writeFileSync(path, source)
    const program = ts.createProgram([path], { target: ts.ScriptTarget.ES2022, strict: true, types: [] })
    const file = program.getSourceFile(path) as ts.SourceFile
    const made = withIndices(file, program.getTypeChecker())
    // What is no array keeps its loop, and what takes a rest its pattern.
    expect(made.match(/ of /g)).toHaveLength(2)
    expect(made).toContain("const [first = 'none', ...rest] = list")
    const [before, after] = [source, made].map((text) => {
      const { code } = transformSync(text, { loader: 'ts', format: 'cjs' })
      const module = { exports: {} as { readonly walk: (...args: readonly unknown[]) => unknown } }
      new Function('module', 'exports', code)(module, module.exports)
      const pairs = [['a', 1], ['b'], ['stop'], ['c', 3]]
      return module.exports.walk([1, 2, 3], pairs, new Set([5, 6]), ['x', undefined], 'né😀')
    })
    expect(after).toEqual(before)
    expect(before).toHaveLength(7)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
