import fc from 'fast-check'
import { annotate, type Yaml, type YamlMap } from '../../src/document.ts'

/** Texts that some reader takes for something else, or that a careless writer loses. */
export const nasty: readonly string[] = [
  ...[
    '',
    ' ',
    '  ',
    '\t',
    '\n',
    '\n\n',
    '\r\n',
    '~',
    '=',
    '<<',
    '.',
    '..',
    '...',
    '---',
    '--- a',
    '... a',
    '-',
    '?',
    ':',
  ],
  ...['y', 'n', 'Y', 'on', 'off', 'Yes', 'yEs', 'NO', 'true', 'False', 'null', 'NULL', 'nUll', '.inf', '-.Inf', '.NaN'],
  ...[
    '0',
    '-1',
    '+1',
    '012',
    '0o17',
    '0x1F',
    '0x_',
    '0b1',
    '1_000',
    '1,000',
    '-_1',
    '3.12',
    '1.',
    '.5',
    '1e3',
    'e5',
    '-e5',
  ],
  ...['1:30', '1:2:3.5', '8080:80', '2024-01-01', '2024-1-1', '2001-01-01T10:00:00Z', '2001-01-01 10:00:00'],
  ...[
    'a: b',
    'a:',
    ':a',
    'a #b',
    '#a',
    '- a',
    '? a',
    '!a',
    '&a',
    '*a',
    '**',
    '%a',
    '@a',
    '`a',
    '|',
    '>',
    '{a}',
    '[a]',
    ',a',
  ],
  ...['"a"', "'a'", '"', "'", `a"b'c`, 'a\\b', '"\\"', '\\n', "a: 'b'", '${{ a }}', ' a', 'a ', '\ta', 'a\t', 'a\tb'],
  ...['\u0000', '\u0007', '\u001b[0m', '\u007f', '\u0085', '\u00a0', '\u2028', '\u2029', '\ufeff', '\ufffe', '\uffff'],
  ...['\ud800', '\udc00a', '😀', 'é', '日本', '\u202eabc', '\u3000a', '__proto__', 'constructor', 'toString'],
  ...[
    'a\n',
    '\na',
    'a\n\n',
    'a\nb',
    ' a\nb\n',
    '\ta\nb\n',
    'a\n b\n',
    'a  \nb\n',
    'a\n  \nb',
    'a\n  ',
    'a\n\t\n',
    'a\r\nb\n',
  ],
  ...[
    '# a\nb\n',
    'a\n---\nb\n',
    'a\n...\n',
    'k: v\n- a\n',
    '\u0085\na',
    'a\n\u2028\n',
    '😀\n',
    'a\n\n\nb\n\n\n',
    '  \n',
    ' \n\na',
  ],
  ...['x'.repeat(200), 'x '.repeat(100), `${'x'.repeat(100)}\ny`, 'x'.repeat(1100)],
]

const pieces = [...'\n\n  \t#:-"\'\\ab1|>{}[],&*!%@`?~.=<+e0_', '\r', '\u0085', 'é', '😀', '\ud800']
const lines = ['a', 'b c', '', '  ', '\t', ' x', '- y', '# z', 'k: v', 'x  ']

/** Any text: nasty ones, any characters, indicators in any order, and lines of all kinds. */
export const texts: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...nasty),
  fc.tuple(fc.constantFrom(...nasty), fc.constantFrom(...nasty)).map(([a, b]) => a + b),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join('')),
  fc.array(fc.constantFrom(...lines), { maxLength: 6 }).map((parts) => parts.join('\n')),
)

const scalars: fc.Arbitrary<Yaml> = fc.oneof(
  { weight: 4, arbitrary: texts },
  fc.double(),
  fc.integer(),
  fc.constantFrom(null, true, false, 1e21, 1e-7, 2 ** 60, 5e-324),
)

const noteFields = { before: fc.array(texts, { maxLength: 2 }), after: texts, blank: fc.boolean(), flow: fc.boolean() }

function noted<T extends Yaml>(values: fc.Arbitrary<T>): fc.Arbitrary<Yaml> {
  const notes = fc.record(noteFields, { requiredKeys: [] })
  return fc.oneof(
    { weight: 3, arbitrary: values },
    fc.tuple(values, notes).map(([value, note]) => annotate(value, note)),
  )
}

const { value } = fc.letrec<{ value: Yaml }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    { weight: 4, arbitrary: noted(scalars) },
    { weight: 2, arbitrary: noted(fc.array(tie('value'), { maxLength: 5 })) },
    { weight: 2, arbitrary: noted(fc.dictionary(texts, tie('value'), { maxKeys: 5 })) },
  ),
}))

/** Any document, with comments, blank lines and flow sequences anywhere. */
export const documents: fc.Arbitrary<YamlMap> = fc.dictionary(texts, value, { maxKeys: 6 })
