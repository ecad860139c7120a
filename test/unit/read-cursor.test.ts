import { expect, test } from 'vitest'
import { vendors } from '../../emitters/index.ts'
import { yes } from '../../src/condition/build.ts'
import { collect } from '../../src/diagnostics.ts'
import type { Pipeline } from '../../src/ir.ts'
import { compare } from '../../src/read/compare.ts'
import { open } from '../../src/read/open.ts'
import type { Reader } from '../../src/read/reading.ts'
import type { Vendor } from '../../src/vendor.ts'
import { isTagged } from '../../src/yaml/data.ts'
import { importText } from '../harness/import-text.ts'

function opened(text: string) {
  const { report, found } = collect()
  const { documents, comments, coverage } = open([{ path: 'a.yml', text }], { vendor: 'X' }, report)
  const [document] = documents
  if (document === undefined) throw new Error('it cannot be read')
  const told = () => found.map(({ code, origin }) => `${code} ${origin?.line}`)
  return { ...document, comments, coverage: () => coverage().map(({ path, how }) => `${path} ${how}`), told }
}

test('every key is accounted for, and one that nobody looked at is a finding', () => {
  const { root, coverage, told } = opened('a: 1\nb: {c: 2, d: [x, y]}\ne: {f: 3}\ng: 4\nh: 5\n')
  expect(root.take('a')?.text()).toBe('1')
  expect(root.take('b')?.takeAll('c')).toBe(2)
  expect(root.keep('e', 'no story says it')).toEqual({ f: 3 })
  root.lose('g', 'it is gone')
  root.lose('h', 'it is gone', 'safety')
  expect(coverage()).toEqual([
    'a carried',
    'b carried',
    'b.c carried',
    'b.d lost',
    'b.d[0] lost',
    'b.d[1] lost',
    'e raw',
    'e.f raw',
    'g lost',
    'h lost',
  ])
  expect(told()).toEqual(['import-raw 3', 'import-lost 4', 'import-lost-safety 5', 'import-passed-over 2'])
})

test('what is left of a mapping can be kept', () => {
  const { root } = opened('a: 1\nb: 2\n__proto__: 3\n')
  root.take('a')
  expect(Object.entries(root.rest() ?? {})).toEqual([
    ['b', 2],
    ['__proto__', 3],
  ])
  expect(root.rest()).toBeUndefined()
})

test('aliases, merged entries and tags are seen, with the places where they stand', () => {
  const { root, at } = opened('a: &one {x: 1, y: [p]}\nb:\n  <<: *one\n  x: 2\nc: *one\nd: !here [z]\n')
  expect(root.look('a')?.anchor).toBe('one')
  expect(root.look('b')?.data).toEqual({ x: 2, y: ['p'] })
  expect(root.look('b')?.look('y')?.origin).toEqual({ file: 'a.yml', line: 1, column: 16 })
  expect(root.look('c')?.alias).toBe('one')
  expect(root.look('d')?.tag).toBe('!here')
  expect(isTagged(root.look('d')?.data)).toBe(true)
  expect([at(['b', 'x']), at(['b', 'none'])].map(({ line, column }) => [line, column])).toEqual([
    [4, 3],
    [2, 1],
  ])
})

test('of two entries with one key the last one counts, and the other one is told', () => {
  const { root, told, coverage } = opened('a: 1\na: 2\n')
  expect(root.takeAll('a')).toBe(2)
  expect(coverage()).toEqual(['a carried', '(hidden) lost'])
  expect(told()).toEqual(['import-lost 1'])
})

test('comments are given to what they speak of', () => {
  const { comments } = opened(
    '# head\n\na: 1 # behind\n# two\n# lines\nb:\n  # first\n  c: "#no"\n  # last\nd:\n  - x # item\n#end\n',
  )
  expect(comments.map(({ text, of }) => [text, of.line, of.column])).toEqual([
    ['head', 1, 1],
    ['behind', 3, 1],
    ['two\nlines', 6, 1],
    ['first', 8, 3],
    ['last', 8, 3],
    ['item', 11, 5],
    ['end', 10, 1],
  ])
})

test('a comparison tells the deepest parts that differ', () => {
  expect(compare({ a: [1, { b: 2 }], c: 3 }, { a: [1, { b: 4 }], d: 5 })).toEqual([
    { path: ['a', 1, 'b'], was: 2, is: 4 },
    { path: ['c'], was: 3, is: undefined },
    { path: ['d'], was: undefined, is: 5 },
  ])
  expect(compare(['a', 'b', 'c'], ['a', 'c'])).toEqual([{ path: [1], was: 'b', is: undefined }])
  expect(compare(['a', 'a'], ['a'])).toEqual([{ path: [1], was: 'a', is: undefined }])
  expect(compare({ a: [] }, { a: [] })).toEqual([])
})

test('an import that leaves something out says so', async () => {
  const { github }: Readonly<Record<string, Vendor>> = vendors
  const reader = await github?.read?.()
  if (github === undefined || reader === undefined) throw new Error('no reader')
  const forgetful: Reader = {
    ...reader,
    read: (files, report) => {
      const reading = reader.read(files, report)
      const pipelines = reading.pipelines.map(
        (pipeline): Pipeline => ({
          ...pipeline,
          env: [],
          jobs: pipeline.jobs.map((job) => ({ ...job, condition: yes })),
        }),
      )
      return { ...reading, pipelines }
    },
  }
  const text =
    "on: push\nenv: {A: b}\njobs: {a: {if: github.ref == 'refs/heads/x', runs-on: ubuntu-24.04, steps: [{run: make}]}}\n"
  const files = [{ path: '.github/workflows/a.yml', text }]
  const { found } = await importText({ ...github, read: async () => forgetful }, files)
  const codes = found.map(({ code }) => code)
  // What decides what runs is an error.
  expect(codes).toEqual(expect.arrayContaining(['import-differs', 'import-differs-safety']))
  const { found: usual } = await importText(github, files)
  expect(usual.filter(({ code }) => code.startsWith('import-differs'))).toEqual([])
})

test('a step that no concept covers stays one of its vendor, and what is not quite the same is told', async () => {
  const { github }: Readonly<Record<string, Vendor>> = vendors
  if (github === undefined) throw new Error('no reader')
  const text =
    'on: push\njobs: {a: {runs-on: ubuntu-24.04, environment: live, steps: [{uses: example/report@v1}, {run: make}]}}\n'
  const { found } = await importText(github, [{ path: '.github/workflows/a.yml', text }])
  const codes = found.map(({ code }) => code)
  expect(codes).toEqual(expect.arrayContaining(['import-as-is', 'import-approximate']))
})
