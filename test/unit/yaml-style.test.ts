import prettier from 'prettier'
import { expect, test } from 'vitest'
import { annotate, type Yaml, type YamlMap } from '../../src/document.ts'
import { printYaml } from '../../src/yaml.ts'

const print = (...documents: YamlMap[]) => printYaml({ kind: 'yaml', path: 'a.yml', header: [], documents })

async function expectText(value: YamlMap, text: string) {
  expect(print(value)).toBe(text)
  expect(await prettier.format(text, { parser: 'yaml' })).toBe(text)
}

test.each([
  ['ubuntu-24.04', 'ubuntu-24.04'],
  ['npm ci', 'npm ci'],
  ['python -m pip install .', 'python -m pip install .'],
  ['release/**', 'release/**'],
  ['actions/checkout@v4', 'actions/checkout@v4'],
  ['${{ matrix.version }}', '${{ matrix.version }}'],
  ['./ci/deploy --to "$HOME"', './ci/deploy --to "$HOME"'],
  ["a == 'b' && c", "a == 'b' && c"],
  ['https://example.com/a?b#c', 'https://example.com/a?b#c'],
  ['node:24', 'node:24'],
  ['1.2.3', '1.2.3'],
  ['10m', '10m'],
  ['-x', '-x'],
  ['!a', '"!a"'],
  ['**/*.ts', '"**/*.ts"'],
  ['3.10', '"3.10"'],
  ['5432:5432', '"5432:5432"'],
  ['on', '"on"'],
  ['echo: "a"', `'echo: "a"'`],
  ["echo: 'a'", `"echo: 'a'"`],
  [`echo: "it's"`, `'echo: "it''s"'`],
  ['^\\d+: ', "'^\\d+: '"],
  ['a\tb', '"a\\tb"'],
  ['\u0085\u2028\ufeff\ud800\u007f', '"\\u0085\\u2028\\ufeff\\ud800\\u007f"'],
  ['a\n', '|\n  a'],
  ['a\n\nb', '|-\n  a\n\n  b'],
  ['a\n\n', '|+\n  a\n'],
  ['  a\nb\n', '|2\n    a\n  b'],
  ['\na\n', '"\\na\\n"'],
  ['a\r\nb', '"a\\r\\nb"'],
])('%j is written as %s', async (value, text) => {
  await expectText({ a: value }, `a: ${text}\n`)
})

test.each<[Yaml, string]>([
  [1, '1'],
  [-0, '-0.0'],
  [1.5, '1.5'],
  [1e21, '1.0e+21'],
  [1.5e-7, '1.5e-7'],
  [Number.NaN, '.nan'],
  [Number.NEGATIVE_INFINITY, '-.inf'],
  [null, 'null'],
  [true, 'true'],
  [{}, '{}'],
  [{ b: undefined }, '{}'],
  [[], '[]'],
])('%j is written as %s', async (value, text) => {
  await expectText({ a: value }, `a: ${text}\n`)
})

test('a key stays plain where the file says so, and as a key of the whole document alone', () => {
  const file = { kind: 'yaml', path: 'a.yml', header: [], documents: [{ on: { on: 'on' }, y: ['on'] }] } as const
  expect(printYaml({ ...file, plainKeys: ['on'] })).toBe('on:\n  "on": "on"\n"y":\n  - "on"\n')
  expect(printYaml(file)).toBe('"on":\n  "on": "on"\n"y":\n  - "on"\n')
})

test('sequences stand indented under their key, and mappings on the line of the dash', async () => {
  await expectText(
    { a: [{ b: 1, c: [2, [3, { d: 4 }]] }] },
    'a:\n  - b: 1\n    c:\n      - 2\n      - - 3\n        - d: 4\n',
  )
})

test('a flow sequence breaks into a block where it passes 80 columns or holds more than scalars', async () => {
  const flow = (value: readonly Yaml[]) => annotate(value, { flow: true })
  await expectText({ a: flow(['b', 1, null, '3.1', 'x,y', 'c:d']) }, 'a: [b, 1, null, "3.1", "x,y", "c:d"]\n')
  const wide = 'x'.repeat(72)
  await expectText({ a: flow([wide, 1]) }, `a: [${wide}, 1]\n`)
  await expectText({ a: flow([wide, 10]) }, `a:\n  - ${wide}\n  - 10\n`)
  await expectText({ a: flow(['日本']) }, 'a:\n  - 日本\n')
  await expectText({ a: flow([['b']]) }, 'a:\n  - - b\n')
  await expectText({ a: flow([annotate('b', { after: 'c' })]) }, 'a:\n  - b # c\n')
})

test('comments and blank lines stand where the notes say', async () => {
  const value = {
    a: annotate('b', { before: ['one', 'two\nthree'], after: 'four\nfive', blank: true }),
    c: annotate(annotate('d', { before: ['in'], after: 'in' }), { before: ['out'], after: 'out', blank: true }),
    e: [
      annotate({ f: annotate(1, { before: ['first'] }), g: 2 }, { blank: true }),
      annotate(3, { blank: true, before: [''] }),
    ],
    h: annotate('i\n', { after: 'literal' }),
    j: annotate({ k: 1 }, { after: 'map' }),
  }
  await expectText(
    value,
    [
      ...['# one', '# two', '# three', 'a: b # four five', '', '# out', '# in', 'c: d # out in'],
      ...[
        'e:',
        '  # first',
        '  - f: 1',
        '    g: 2',
        '',
        '  #',
        '  - 3',
        '# literal',
        'h: |',
        '  i',
        '# map',
        'j:',
        '  k: 1',
        '',
      ],
    ].join('\n'),
  )
})

test('a blank line behind a text that ends in one is not written twice', async () => {
  await expectText({ a: 'b\n\n', c: annotate(1, { blank: true }) }, 'a: |+\n  b\n\nc: 1\n')
})

test('a tag stands in front of its value', async () => {
  const tagged = (value: Yaml, tag = '!t') => annotate(value, { tag })
  await expectText({ a: annotate(['b', 'c'], { tag: '!reference', flow: true }) }, 'a: !reference [b, c]\n')
  await expectText(
    {
      a: tagged('b'),
      c: tagged('d\n'),
      e: tagged(['f']),
      g: [tagged({ h: annotate(1, { before: ['i'] }) })],
      j: tagged({}),
    },
    'a: !t b\nc: !t |\n  d\ne: !t\n  - f\ng:\n  # i\n  - !t\n    h: 1\nj: !t {}\n',
  )
})

test('the header stands above the documents', async () => {
  const text = printYaml({
    kind: 'yaml',
    path: 'a.yml',
    header: ['b', '', 'c\nd'],
    documents: [{ a: 1 }, {}, { e: 2 }],
  })
  expect(text).toBe('# b\n#\n# c\n# d\n\na: 1\n---\n{}\n---\ne: 2\n')
  expect(await prettier.format(text, { parser: 'yaml' })).toBe(text)
  expect(printYaml({ kind: 'yaml', path: 'a.yml', header: [], documents: [] })).toBe('')
})

test('a comment cannot break out of its line', () => {
  expect(print({ a: annotate(1, { before: ['b\r\nc\u2028d\u0000\ud800'], after: 'e\u0085f\ng' }) })).toBe(
    '# b\n# c\n# d\na: 1 # e f g\n',
  )
})

test('a key of more than 1000 characters is written so that every reader takes it', () => {
  const key = 'x'.repeat(1200)
  expect(print({ [key]: { a: 1 } })).toBe(`? ${key}\n:\n  a: 1\n`)
})

test('the time to write grows no faster than the text', () => {
  const jobs = (count: number) => ({
    a: Array.from({ length: count }, (_, i) => ({
      b: annotate(`c${i}`, { blank: true }),
      d: annotate('e\n\n', { blank: true }),
    })),
  })
  const time = (count: number) => {
    const value = jobs(count)
    const runs = Array.from({ length: 3 }, () => {
      const start = performance.now()
      print(value)
      return performance.now() - start
    })
    return Math.min(...runs)
  }
  const small = time(4000)
  // A square law would give 256.
  expect(time(64_000) / small).toBeLessThan(80)
})
