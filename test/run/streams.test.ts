import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutAtMark } from '../../src/run/cut-at-mark.ts'
import { readDotenv } from '../../src/run/dotenv.ts'
import { hiddenTexts, maskFor, maskText } from '../../src/run/mask.ts'
import { readOutputs } from '../../src/run/read-outputs.ts'

/** Bytes in pieces of any sizes. */
function pieces(bytes: Buffer, sizes: readonly number[]): readonly Buffer[] {
  const found: Buffer[] = []
  for (let at = 0, index = 0; at < bytes.length; index++) {
    const size = Math.max(1, sizes[index % Math.max(1, sizes.length)] ?? 1)
    found.push(bytes.subarray(at, at + size))
    at += size
  }
  return found
}

const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 })
const words = fc.array(fc.constantFrom('\0', 'w', 'wo', 'word', '\0word', '\0wor', ' ', '7', '\n', 'x', '\xff'), {
  maxLength: 30,
})

test('whatever a step writes, its output and its end are told apart, in pieces of any size', () => {
  fc.assert(
    fc.property(words, words, fc.nat(255), sizes, (one, two, code, cuts) => {
      const outputs = [one, two].map((parts) => Buffer.from(parts.join('').replaceAll('\0word ', '\0wor '), 'latin1'))
      const whole = Buffer.concat([
        outputs[0] as Buffer,
        Buffer.from(`\0word ${code}\n`),
        outputs[1] as Buffer,
        Buffer.from('\0word 0\n'),
      ])
      const cut = cutAtMark('word')
      const found: { output: Buffer[]; code: number }[] = []
      let open: Buffer[] = []
      for (const piece of pieces(whole, cuts))
        for (const { output, code: end } of cut(piece)) {
          open.push(output)
          if (end === null) continue
          found.push({ output: open, code: end })
          open = []
        }
      expect(found.map(({ output }) => Buffer.concat(output))).toEqual(outputs)
      expect(found.map((end) => end.code)).toEqual([code, 0])
    }),
  )
})

describe('secrets in a stream', () => {
  test('are hidden in pieces of any size just as in a whole', () => {
    const secret = fc.stringMatching(/^[ab]{2,4}$/)
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 3 }),
        fc.stringMatching(/^[abc]{0,40}$/),
        sizes,
        (secrets, text, cuts) => {
          const hidden = hiddenTexts(secrets)
          const mask = maskFor(hidden)
          const shown = Buffer.concat([...pieces(Buffer.from(text), cuts).map(mask.take), mask.end()]).toString()
          for (const one of hidden) expect(shown).not.toContain(one)
          expect(shown.replaceAll('***', '').length).toBeLessThanOrEqual(text.length)
          if (!hidden.some((one) => text.includes(one))) expect(shown).toBe(text)
        },
      ),
    )
  })

  test('are hidden line by line where they have several, but for lines that are too short to tell anything', () => {
    const hidden = hiddenTexts(['first line\nsecond line\nend\n', ''])
    expect(maskText('a first line b', hidden)).toBe('a *** b')
    expect(maskText('the end', hidden)).toBe('the end')
    expect(maskText('first line\nsecond line\nend', hidden)).toBe('***')
  })
})

test('outputs are lines, or blocks with an end of their own, and the last write counts', () => {
  expect(readOutputs('a=1\nb<<END\none\n two=2\nEND\na=x=y\nc=\nno line\nd=a<<b\n')).toEqual({
    a: 'x=y',
    b: 'one\n two=2',
    c: '',
    d: 'a<<b',
  })
})

test('a dotenv file', () => {
  const text = `# comment
PLAIN=value # behind it
export EXPORTED=yes
EMPTY=
SINGLE='a "b" $c \\n'
DOUBLE="a 'b'\\n\\"c\\" \\\\ $d"
LINES="one
two"
HASH=a#b
SPACED =  x y  
`
  expect(Object.fromEntries(readDotenv(text))).toEqual({
    PLAIN: 'value',
    EXPORTED: 'yes',
    EMPTY: '',
    SINGLE: 'a "b" $c \\n',
    DOUBLE: `a 'b'\n"c" \\ $d`,
    LINES: 'one\ntwo',
    HASH: 'a#b',
    SPACED: 'x y',
  })
})
