import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import prettier from 'prettier'
import { expect, test } from 'vitest'
import { annotate, plain, type Yaml, type YamlMap } from '../../src/document.ts'
import { printYaml } from '../../src/yaml.ts'
import { asMaps, readers } from './yaml-readers.ts'
import { documents, nasty, texts } from './yaml-values.ts'

const print = (...docs: YamlMap[]) => printYaml({ kind: 'yaml', path: 'a.yml', header: [], documents: docs })

function expectRead(docs: readonly YamlMap[]) {
  const text = print(...docs)
  const want = docs.map((doc) => asMaps(plain(doc)))
  for (const [name, read] of Object.entries(readers)) {
    const got = read(text)
    // `js-yaml` reads `-0.0` of YAML 1.1 as 0, and `expect` takes long over big values that are equal.
    if (!isDeepStrictEqual(got, want)) expect({ name, text, got }).toEqual({ name, text, got: want })
  }
}

const positions: Readonly<Record<string, (text: string) => YamlMap>> = {
  value: (text) => ({ a: text, b: text }),
  key: (text) => ({ [text]: 1, b: { [text]: text } }),
  item: (text) => ({ a: [text, text], b: 1 }),
  'nested item': (text) => ({ a: [{ b: [text, [text, [text]]], c: text }], [`d${text}`]: text }),
  'first key of an item': (text) => ({ a: [{ [text]: text, b: text }, [{ [text]: [text] }]] }),
  'flow item': (text) => ({ a: annotate([text, text], { flow: true }), b: [annotate([text], { flow: true })] }),
  'among comments': (text) => ({
    a: annotate(text, { before: [text, text], after: text, blank: true }),
    b: annotate([annotate(text, { before: [text], after: text, blank: true }), text], { before: [text], after: text }),
    c: annotate(
      { d: annotate(text, { blank: true, before: [text] }), e: annotate(text, { blank: true }) },
      { after: text },
    ),
    f: annotate([annotate({ g: annotate(text, { before: [text], after: text }) }, { after: text, blank: true })], {}),
  }),
}

for (const [name, position] of Object.entries(positions)) {
  test(`every reader gives back any text as ${name}`, () => {
    for (const text of nasty) expectRead([position(text)])
    fc.assert(
      fc.property(texts, (text) => expectRead([position(text)])),
      { numRuns: 300 },
    )
  })
}

test('every reader gives back any documents', () => {
  fc.assert(
    fc.property(fc.array(documents, { minLength: 1, maxLength: 3 }), (docs) => expectRead(docs)),
    { numRuns: 500 },
  )
})

test('prettier changes nothing', async () => {
  // A key of more than 1000 characters needs a `?`, which prettier takes away.
  const short = (value: unknown): boolean =>
    typeof value !== 'object' ||
    value === null ||
    Object.entries(value).every(([key, v]) => key.length < 999 && short(v))
  const any = fc.sample(documents, { numRuns: 500, seed: 1 }).filter((doc) => short(plain(doc)))
  const placed = nasty
    .filter((text) => text.length < 999)
    .map((text) =>
      Object.fromEntries(Object.entries(positions).map(([name, position]): [string, Yaml] => [name, position(text)])),
    )
  for (const docs of [any.slice(0, 250), any.slice(250), placed]) {
    const text = print(...docs)
    expect(await prettier.format(text, { parser: 'yaml' })).toBe(text)
  }
})
