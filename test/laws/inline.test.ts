import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textFilling } from '../../emitters/github/read/inline/filling.ts'
import { replaceIn, type Scope } from '../../emitters/github/read/inline/replace.ts'
import { evaluate, fillIn, parseExpression, plainOf } from '../../emitters/github/simulate/expression.ts'

const words = ['true', 'false', '', '1', '3.10', 'main', "it's", '{0}', 'a}}b'] as const
const quoted = (word: string): string => `'${word.replaceAll("'", "''")}'`

// Expressions over two inputs and what is known outside, as people write them and as nobody does.
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('inputs.one', 'inputs.TWO', 'github.ref', 'github.event.number', 'env.FLAG', 'matrix.key'),
    fc.constantFrom(...words).map(quoted),
    fc.constantFrom('true', 'false', 'null', '0', '1', '3.1'),
    tie('expression').map((one) => `!${one}`),
    fc
      .tuple(tie('expression'), fc.constantFrom('==', '!=', '<', '&&', '||'), tie('expression'))
      .map(([one, sign, other]) => `(${one} ${sign} ${other})`),
    fc.tuple(tie('expression'), tie('expression')).map(([one, other]) => `contains(${one}, ${other})`),
    fc.tuple(tie('expression'), tie('expression')).map(([one, other]) => `startsWith(${one}, ${other})`),
    fc.tuple(tie('expression'), tie('expression')).map(([one, other]) => `format('{0}-{1}', ${one}, ${other})`),
  ),
}))

const plain = fc.constantFrom(...words, 'x')
const given = fc.oneof(
  plain.filter((word) => !word.includes('}}')),
  fc.constantFrom('${{ github.ref }}', '${{ matrix.key }}', 'v${{ matrix.key }}-{x}', "${{ env.FLAG && 'on' || '' }}"),
)
const outside = fc.record({
  github: fc.record({ ref: plain, event: fc.record({ number: fc.constantFrom(0, 7) }) }),
  env: fc.oneof(fc.record({ FLAG: plain }), fc.constant({})),
  matrix: fc.record({ key: fc.constantFrom<string | number | boolean>('x', 3.1, 20, true, false) }),
})
const inputs = fc.record({ one: given, two: given })

function scopeFor(values: { readonly one: string; readonly two: string }): Scope {
  return {
    places: new WeakMap(),
    tell: () => {},
    fill: ([context, name]) => {
      const value =
        context === 'inputs' ? Object.entries(values).find(([key]) => key === name?.toLowerCase()) : undefined
      return value && textFilling(value[1], () => false)
    },
  }
}

const truthOf = (text: string, contexts: Parameters<typeof evaluate>[1]): boolean | undefined => {
  const tree = parseExpression(text)
  const value = tree && evaluate(tree, contexts)
  return value && Boolean(plainOf(value))
}

describe("an expression of an action says outside what GitHub's own evaluator says of it inside", () => {
  test('in a text', () => {
    fc.assert(
      fc.property(expression, inputs, outside, (text, values, contexts) => {
        // An input is a text whatever is given.
        const own = { one: fillIn(values.one, contexts), two: fillIn(values.two, contexts) }
        const whole = `before \${{ ${text} }} behind`
        const made = replaceIn(whole, scopeFor(values))
        expect(made).not.toMatch(/inputs/)
        expect(fillIn(String(made), contexts)).toBe(fillIn(whole, { ...contexts, inputs: own }))
      }),
      { numRuns: 3000 },
    )
  })

  test('in a condition', () => {
    fc.assert(
      fc.property(expression, inputs, outside, (text, values, contexts) => {
        const own = { one: fillIn(values.one, contexts), two: fillIn(values.two, contexts) }
        const made = replaceIn(text, scopeFor(values), 'if')
        expect(truthOf(String(made ?? "''"), contexts)).toBe(truthOf(text, { ...contexts, inputs: own }))
      }),
      { numRuns: 3000 },
    )
  })
})
