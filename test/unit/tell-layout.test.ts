import fc from 'fast-check'
import { format } from 'prettier'
import { expect, test } from 'vitest'
import { layOut } from '../../src/tell/layout/lay-out.ts'
import { keyOf, literal } from '../../src/tell/literal.ts'

const options = { parser: 'typescript', printWidth: 120, singleQuote: true, semi: false } as const

const word = fc
  .stringMatching(/^[a-z][a-zA-Z]{0,14}$/)
  .filter((name) => !/^(?:do|if|in|is|as|of|for|let|new|try|var)$/.test(name))
const text = fc.oneof(fc.string({ maxLength: 60 }), fc.stringMatching(/^[ -~]{0,110}$/), word)
const script = fc.stringMatching(/^[ -_a-~\n]{0,70}$/).map((lines) => lines.replaceAll('\\', '/').replaceAll('${', '$'))

// Code as stories are told, in one line but for scripts.
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: 'medium' },
    text.map(literal),
    word,
    fc.oneof(fc.integer(), fc.constantFrom(true, false, null, 1.5)).map(String),
    fc.tuple(fc.constantFrom('sh', ''), script).map(([tag, lines]) => `${tag}\`${lines}\``),
    fc.array(tie('value'), { maxLength: 5 }).map((items) => `[${items.join(', ')}]`),
    fc
      .array(fc.tuple(fc.oneof(word, text).map(keyOf), tie('value')), { maxLength: 5 })
      .map((entries) =>
        entries.length === 0 ? '{}' : `{ ${entries.map(([key, one]) => `${key}: ${one}`).join(', ')} }`,
      ),
    fc
      .tuple(fc.uniqueArray(word, { minLength: 1, maxLength: 3 }), tie('value'))
      .map(([keys, one]) => `({ ${keys.join(', ')} }) => ${one.startsWith('{') ? `(${one})` : one}`),
    fc
      .tuple(word, fc.option(word, { nil: undefined }), fc.array(tie('value'), { maxLength: 3 }))
      .map(
        ([name, method, values]) =>
          `${[name, ...(method === undefined ? [] : [method])].join('.')}(${values.join(', ')})`,
      ),
  ),
}))

// Of several values together few fit in one line.
const code = fc.oneof(
  value,
  fc
    .array(fc.tuple(fc.oneof(word, text).map(keyOf), value), { minLength: 2, maxLength: 6 })
    .map((entries) => `job({ ${entries.map(([key, one]) => `${key}: ${one}`).join(', ')} })`),
)

test('what is laid out here is laid out as the formatter does it', async () => {
  let known = 0
  let broken = 0
  let all = 0
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('const name = ', 'export default '), code, async (start, told) => {
      const statement = `${start}${told}\n`
      const laid = layOut(statement)
      all++
      if (laid === undefined) return
      known++
      if (/[[({]\n/.test(laid)) broken++
      expect(laid).toBe(await format(statement, options))
    }),
    { numRuns: Number(process.env.RUNS ?? 1000) },
  )
  expect(known).toBeGreaterThan(all / 2)
  expect(broken).toBeGreaterThan(all / 10)
})
