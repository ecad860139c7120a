import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plain } from '../../src/document.ts'
import { isTagged, tag } from '../../src/yaml/data.ts'
import { parseYaml } from '../../src/yaml/read.ts'
import { printYaml } from '../../src/yaml.ts'
import { documents } from './yaml-values.ts'

const dataOf = (text: string, options = {}) => {
  const { documents: docs, errors } = parseYaml(text, options)
  expect(errors).toEqual([])
  expect(docs).toHaveLength(1)
  return docs[0]!.value
}

const errorsOf = (text: string, options = {}) =>
  parseYaml(text, options).errors.map(({ message, line, column }) => `${line}:${column} ${message}`)

test('what the writer wrote is read back', () => {
  fc.assert(
    fc.property(documents, (document) => {
      const text = printYaml({ kind: 'yaml', path: 'a.yml', header: ['b'], documents: [document] })
      // As pairs in JSON, for there `__proto__` is a key like any other.
      expect(JSON.stringify(dataOf(text))).toBe(JSON.stringify(plain(document)))
    }),
  )
})

test('1.2 is the rule, 1.1 is an option, and the file may say', () => {
  expect(dataOf('[yes, 012, 0o17, 1:30, 2024-01-01]')).toEqual(['yes', 12, 15, '1:30', '2024-01-01'])
  expect(dataOf('[yes, 012, 0o17, 1:30, 2024-01-01]', { version: '1.1' })).toEqual([true, 10, '0o17', 90, '2024-01-01'])
  expect(dataOf('%YAML 1.1\n---\n[yes]')).toEqual([true])
})

test('keys are the text of the file', () => {
  expect(Object.keys(dataOf('on: 1\n3.10: 2\n~: 3\n"a": 4\n', { version: '1.1' }) as object)).toEqual([
    'on',
    '3.10',
    '~',
    'a',
  ])
})

test('`__proto__` is a key like any other', () => {
  const value = dataOf('__proto__: { polluted: true }\nconstructor: 1\n') as Record<string, unknown>
  expect(Object.keys(value)).toEqual(['__proto__', 'constructor'])
  expect(Object.getPrototypeOf(value)).toBeNull()
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('unknown tags are kept', () => {
  const value = dataOf('a: !reference [b, c]\nd: !e 012\nf: !!str 1\ng: !!binary aGk=\n') as Record<string, unknown>
  expect(value).toEqual({
    a: tag('!reference', ['b', 'c']),
    d: tag('!e', '012'),
    f: '1',
    g: tag('tag:yaml.org,2002:binary', 'aGk='),
  })
  expect(isTagged(value.a)).toBe(true)
  expect(isTagged({ tag: '!e', value: 1 })).toBe(false)
})

test('`<<` takes over entries where it is asked for', () => {
  const text = 'd: &d { a: 1, b: 2 }\ne: &e { a: 3, c: 4 }\nf:\n  b: 5\n  <<: [*d, *e]\ng: { <<: *d, a: 6 }\n'
  const merged = dataOf(text, { merge: true }) as Record<string, unknown>
  expect(merged.f).toEqual({ b: 5, a: 1, c: 4 })
  expect(merged.g).toEqual({ a: 6, b: 2 })
  expect(dataOf(text, { version: '1.1' })).toEqual(merged)
  expect((dataOf(text) as Record<string, unknown>).g).toEqual({ '<<': { a: 1, b: 2 }, a: 6 })
  expect(errorsOf('a: { <<: 1 }', { merge: true })).toEqual(["1:10 '<<' takes a mapping or a sequence of mappings"])
})

test('an alias stands for the anchor above it', () => {
  expect(dataOf('a: &x 1\nb: &y { k: *x }\nc: &x 2\nd: *y\ne: *x\n')).toEqual({
    a: 1,
    b: { k: 1 },
    c: 2,
    d: { k: 1 },
    e: 2,
  })
  expect(errorsOf('a: *b\n')).toEqual(["1:4 no value above is marked '&b'"])
  expect(errorsOf('a: &b [*b]\n')).toEqual(["1:8 '*b' stands for a value that it is part of"])
  expect(errorsOf('a: &b { <<: *b }\n', { merge: true })).toEqual(["1:13 '*b' stands for a value that it is part of"])
})

test('equal keys are errors', () => {
  expect(errorsOf('a: 1\nb:\n  c: 1\n  "c": 2\na: 3\n')).toEqual([
    "4:3 the key 'c' stands twice in the same mapping",
    "5:1 the key 'a' stands twice in the same mapping",
  ])
  expect(errorsOf('? [a]\n: 1\n')).toEqual(['1:3 a key must be a text, not a collection'])
})

test('a bomb of aliases is an error', () => {
  const nine = (i: number) =>
    `a${i}: &a${i} [${Array(9)
      .fill(`*a${i - 1}`)
      .join(', ')}]\n`
  const bomb = `a0: &a0 [x, x]\n${Array.from({ length: 20 }, (_, i) => nine(i + 1)).join('')}`
  expect(errorsOf(bomb)).toEqual([expect.stringMatching(/aliases stand for more than 100000 values$/)])
  expect(errorsOf('a: &a [1, 2]\nb: *a\n', { maxAliased: 2 })).toHaveLength(1)
  expect(errorsOf('a: &a [1, 2]\nb: *a\n', { maxAliased: 3 })).toEqual([])
})

test.each([
  ['brackets', '['.repeat(50_000)],
  ['dashes', '- '.repeat(10_000)],
  ['closed brackets', `${'['.repeat(5000)}${']'.repeat(5000)}`],
])('a depth of many %s is one error', (_, text) => {
  expect(errorsOf(text)).toEqual([expect.stringMatching(/values stand in each other more than 100 deep$/)])
})

test('wrong syntax is an error with its place, and what can be read is read', () => {
  expect(errorsOf('a: 1\nb: c: d\n')).toEqual(['2:4 Nested mappings are not allowed in compact mappings'])
  const { documents: docs, errors } = parseYaml('a: 1\n---\nb: [\n')
  expect(docs[0]?.value).toEqual({ a: 1 })
  expect(errors).toHaveLength(1)
  expect(parseYaml('')).toEqual({ documents: [], errors: [] })
})

test('a path leads to a place', () => {
  const text = '# b\n\na:\n  - x\n  - y: !t\n      - 1\n      - 2\nd: &d\n  e: 1\nf:\n  <<: *d\n  g: *d\n'
  const { documents: docs } = parseYaml(text, { merge: true })
  const at = (...path: (string | number)[]) => {
    const place = docs[0]!.at(path)
    return place && `${place.line}:${place.column}`
  }
  expect(at()).toBe('3:1')
  expect(at('a')).toBe('3:1')
  expect(at('a', 0)).toBe('4:5')
  expect(at('a', 1, 'y')).toBe('5:5')
  expect(at('a', 1, 'y', 1)).toBe('7:9')
  expect(at('f', 'e')).toBe('9:3')
  expect(at('f', 'g')).toBe('12:3')
  expect(at('f', 'g', 'e')).toBe('9:3')
  expect(at('a', 2)).toBeUndefined()
  expect(at('a', '0')).toBeUndefined()
  expect(at('a', 0, 'b')).toBeUndefined()
  expect(at('constructor')).toBeUndefined()
})
