import fc from 'fast-check'
import { expect, test } from 'vitest'
import { covers, disjoint, isLiteral, matches, patternSource } from '../../src/pattern.ts'

test.each([
  ['main', 'main', true],
  ['main', 'Main', false],
  ['main', 'main2', false],
  ['release/*', 'release/1.0', true],
  ['release/*', 'release/', true],
  ['release/*', 'release/1/2', false],
  ['release/**', 'release/1/2', true],
  ['v*', 'v1.0.0', true],
  ['v*', 'v1/2', false],
  ['**', 'any/thing', true],
  ['docs/**', 'docs/a/b.md', true],
  ['docs/**', 'docs', false],
  ['**/*.ts', 'a.ts', true],
  ['**/*.ts', 'a/b/c.ts', true],
  ['**/*.ts', 'a/b/c.tsx', false],
  ['a.b', 'axb', false],
  ['a+b', 'a+b', true],
])('%s on %s: %s', (pattern, name, expected) => {
  expect(matches(pattern, name)).toBe(expected)
})

const name = fc.stringMatching(/^[a-c/.]{0,6}$/)
const pattern = fc.stringMatching(/^([a-c/.]|\*{1,2}){0,5}$/).filter((text) => !text.includes('***'))

test('a literal matches itself alone', () => {
  fc.assert(fc.property(name, name, (one, other) => matches(one, other) === (one === other)))
})

test('what covers matches whatever the inner pattern matches', () => {
  fc.assert(
    fc.property(pattern, pattern, name, (outer, inner, text) => {
      if (covers([outer], inner) && matches(inner, text)) expect(matches(outer, text)).toBe(true)
    }),
  )
})

test('what is disjoint never matches the same name', () => {
  fc.assert(
    fc.property(pattern, pattern, name, (one, other, text) => {
      if (disjoint(one, other)) expect(matches(one, text) && matches(other, text)).toBe(false)
    }),
  )
})

test('the source of a literal stands for it', () => {
  fc.assert(
    fc.property(fc.string().filter(isLiteral), (text) => new RegExp(`^${patternSource(text)}$`, 's').test(text)),
  )
})
