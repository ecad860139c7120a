import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchesAny } from '../../src/pattern.ts'
import { patternsOfRegex } from '../../src/regex-patterns.ts'

const atom = fc.constantFrom(
  ...[
    'a',
    'b',
    '-',
    '\\.',
    '/',
    '\\/',
    '.',
    '.*',
    '.+',
    '.*?',
    '[^/]*',
    '[^\\/]+',
    '[0-9]',
    '[ab-]',
    '[^a]',
    '\\d',
    '\\D',
    '\\S',
  ],
  ...['(a|b)', '(?:a|b/)', '(\\.1)', '(.*/)?', '(a)', '(?!b)', '(?=a)', '(b[.-]|(a))'],
)
const times = fc.constantFrom('', '', '', '?', '*', '+', '{2}', '{1,}')
const inner = fc.array(fc.tuple(atom, times), { maxLength: 5 }).map((parts) => parts.flat().join(''))
const regex = fc
  .tuple(fc.constantFrom('', '^'), inner, fc.option(inner), fc.constantFrom('', '$'), fc.boolean())
  .map(([from, one, other, to, grouped]) =>
    other === null ? `${from}${one}${to}` : grouped ? `${from}(${one}|${other})${to}` : `${from}${one}${to}|${other}`,
  )
  .filter(isRegex)
const name = fc
  .array(fc.string({ unit: fc.constantFrom('a', 'b', '-', '.', '1', 'a1'), minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) => parts.join('/'))

test('patterns let through what the regular expression does, and nothing else unless they say so', () => {
  const seen = { exact: 0, wider: 0 }
  fc.assert(
    fc.property(regex, fc.array(name, { minLength: 20, maxLength: 40 }), (source, names) => {
      const found = patternsOfRegex(source)
      if (found === undefined) return
      seen[found.wider ? 'wider' : 'exact']++
      const wanted = names.filter((one) => new RegExp(source).test(one))
      const matched = names.filter((one) => matchesAny(found.patterns, one))
      if (found.wider) expect(matched).toEqual(expect.arrayContaining(wanted))
      else expect(matched).toEqual(wanted)
    }),
    { numRuns: process.env.LAW === 'all' ? 20_000 : 2_000 },
  )
  expect(Math.min(seen.exact, seen.wider)).toBeGreaterThan(100)
})

test.each([
  ['^(main|release/[^/]*)$', ['main', 'release/*'], false],
  ['^v', ['v**'], false],
  ['^release/.+$', ['release/**'], false],
  ['^v\\d+(\\.\\d+)*$', ['v**'], true],
  ['^v[0-9]+$', ['v*'], true],
  ['/x$', ['**/x'], true],
  ['^(.*/)?x$', ['**/x'], false],
  ['-rc$|^dev$', ['**-rc', 'dev'], false],
])('the patterns of %s', (source, patterns, wider) => {
  expect(patternsOfRegex(source)).toEqual({ patterns, wider })
})

test.each(['(?i)main', '(a)\\1', '^$', 'a\\b', '[[:alpha:]]'])('%s has no patterns', (source) => {
  expect(patternsOfRegex(source)).toBeUndefined()
})

test('an expression that must match whole names has no need of anchors', () => {
  expect(patternsOfRegex('main|v.*', { whole: true })).toEqual({ patterns: ['main', 'v**'], wider: false })
  expect(patternsOfRegex('^dev', { whole: true })).toEqual({ patterns: ['dev**'], wider: false })
})

function isRegex(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp
  } catch {
    return false
  }
}
