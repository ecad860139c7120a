import fc from 'fast-check'

/** Where a value stands in a source. */
export interface Hole {
  readonly value: string
  readonly as: 'variable' | 'literal'
}
/** Source text with holes, and what it must come out as. */
export interface Source {
  readonly parts: readonly (string | Hole)[]
  readonly value: string
}
const nasty = [
  '\0 \0a b\0*\0?\0[a]\0~\0~root\0-n\0-rf\0--\0$HOME\0${HOME}\0$(touch pwned)\0`touch pwned`\0; touch pwned;\0&& touch pwned',
  "'; touch pwned; '\0\"; touch pwned; \"\0\n touch pwned\n\0\\\0\\\\\0\\n\0it's\0\"\0'\0$\0$$\0`\0#\0# x\0a#\0}\0{a,b}\0{\0)\0(",
  '!\0È\0!!\0&\0\t\0x\n\0\n\n\0\nEOF\ntouch pwned\n\0EOF\0a[$(touch pwned)]\0é ü 漢 🙂\0\u2019\x002\0%s\0%\0=\0a=b\0if\0esac\0\u00a0',
  '| touch pwned\0\r\0$(cat <<EOF\n\0${x:-$(touch pwned)}',
].flatMap((line) => line.split('\0'))

/** Values that a careless script would take for something else. */
export const value = fc
  .oneof(
    { weight: 3, arbitrary: fc.constantFrom(...nasty) },
    {
      weight: 2,
      arbitrary: fc.array(fc.constantFrom(...nasty, 'a', 'b'), { maxLength: 4 }).map((all) => all.join('')),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
  )
  // bash itself doubles 0x01 and 0x7f in arrays.
  .filter((one) => !/[\0\x01\x7f]/.test(one))
/** A hole alone. */
export const hole: fc.Arbitrary<Source> = fc
  .record({ value, as: fc.constantFrom('variable' as const, 'literal' as const) })
  .map((one) => ({ parts: [one], value: one.value }))

/** Source text that means one thing. */
export const text = (source: string, meaning = source): Source => ({ parts: [source], value: meaning })
/** One of some tokens, each with what it means if that differs. */
export const from = (...tokens: readonly (string | readonly [string, string])[]): fc.Arbitrary<Source> =>
  fc.constantFrom(...tokens.map((token) => (typeof token === 'string' ? text(token) : text(token[0], token[1]))))
/** Sources one after the other. */
export const join2 = (sources: readonly Source[]): Source => ({
  parts: sources.flatMap(({ parts }) => parts),
  value: sources.map((source) => source.value).join(''),
})
/** A few sources one after the other. */
export const many = (one: fc.Arbitrary<Source>): fc.Arbitrary<Source> =>
  fc.array(one, { minLength: 1, maxLength: 4 }).map(join2)
const around = (open: string, inner: fc.Arbitrary<Source>, close: string, more = ''): fc.Arbitrary<Source> =>
  inner.map(({ parts, value }) => ({ parts: [open, ...parts, close], value: value + more }))
/** `$EMPTY` right before a hole: what follows must not become part of the name. */
const behindName = fc.oneof(around('$EMPTY', hole, ''), around('$EMPTY\\\n', hole, ''))

const bareTokens = from(
  'a',
  'a#b',
  '1',
  '}',
  '-',
  ["\\'", "'"],
  ['\\"', '"'],
  ['\\$', '$'],
  ['\\ ', ' '],
  ['\\\n', ''],
  ['${EMPTY}', ''],
  ['${#EMPTY}', '0'],
)
const doubleTokens = from(
  'a b',
  "it's",
  '#',
  '}',
  "$'",
  '\n',
  '(',
  ')',
  ['\\"', '"'],
  ['\\$', '$'],
  ['\\\\', '\\'],
  ['\\\n', ''],
  ['$((1+(2)))', '3'],
  ['${EMPTY#"}"}', ''],
)
const singleTokens = from('a "b" $x ` # \\ ( ', '\n', 'x')

// The delimiter of one here-document would end all that are around it.
const delimiter = fc.noShrink(fc.integer({ min: 100_000, max: 999_999 })).map((n) => `E${n}`)

/** Words, the inside of double quotes, and commands in them. */
export const { word, inDouble, substitution } = fc.letrec<{ word: Source; inDouble: Source; substitution: Source }>(
  (tie) => ({
    substitution: fc.oneof(
      { maxDepth: 2 },
      around("`printf '%s.' ", hole, '`', '.'),
      around("$(printf '%s.' ", tie('word'), ')', '.'),
      around("$(printf '%s.' ", tie('word'), " # it's\n)", '.'),
      around("$(case a in (b|c) :;; a) printf '%s.' ", tie('word'), ' ;; esac)', '.'),
      around('$( (f() { printf \'%s.\' "$1"; }; f ', tie('word'), ') )', '.'),
      fc.tuple(delimiter, tie('inDouble').filter(plainLines)).map(([end, { parts, value }]) => ({
        parts: [`$(cat <<${end}\n`, ...parts, `.\n${end}\n)`],
        value: value + '.',
      })),
    ),
    inDouble: many(
      fc.oneof(
        { maxDepth: 3 },
        doubleTokens.filter((token) => !token.value.includes('"')),
        hole,
        behindName,
        around('${NONE:-', fc.oneof(hole, from('a b', ['\\}', '}'])), '}'),
        around('${EMPTY#', hole, '}').map((source) => ({ ...source, value: '' })),
        tie('substitution'),
      ),
    ),
    word: many(
      fc.oneof(
        { maxDepth: 3 },
        many(fc.oneof(bareTokens, hole, behindName)),
        around("'", many(fc.oneof(singleTokens, hole)), "'"),
        around('${NONE:-', hole, '}'),
        around('"', many(fc.oneof(doubleTokens, hole, behindName)), '"'),
        around('"', tie('inDouble'), '"'),
      ),
    ).filter(({ parts }) => typeof parts[0] !== 'string' || !parts[0].startsWith('#')),
  }),
)

/** Whether a source means the same in a here-document. */
export function plainLines({ parts }: Source): boolean {
  // A double quote in a here-document stands for itself, and so does every token but these.
  return !parts.some((part) => typeof part === 'string' && part.includes('\\"'))
}

/** Whether no line of a source is joined to the next. */
export function unjoined({ parts }: Source): boolean {
  // dash does not join an escaped newline to a line of tabs.
  return !parts.includes('\\\n')
}
