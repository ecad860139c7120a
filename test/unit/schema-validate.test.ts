import { describe, expect, test } from 'vitest'
import { anyOf, closed, form, has, type JsonSchema, listOf, mapOf, ref, when, words } from '../../src/json-schema.ts'
import { validate } from '../../src/validate.ts'

interface Task {
  readonly script: string
  readonly timeout?: number
  readonly retries?: number | { readonly max: number }
  readonly mode?: 'fast' | 'slow'
  readonly tags?: readonly string[]
}

const task = closed<Task>(
  { script: { type: 'string', minLength: 1 } },
  {
    timeout: { type: 'integer', minimum: 1, maximum: 9 },
    retries: anyOf({ type: 'integer' }, closed<{ readonly max: number }>({ max: { type: 'integer' } }, {})),
    mode: words('fast', 'slow'),
    tags: listOf({ type: 'string' }, { maxItems: 2, uniqueItems: true }),
  },
)

const schema: JsonSchema = {
  ...mapOf(ref('entry'), { propertyNames: form('a small name', '^[a-z~/]+$') }),
  definitions: {
    entry: { type: 'object', ...when(has('call'), ref('call'), ref('task')) },
    task,
    call: closed<{ readonly call: string }>({ call: form('an address', '^https:') }, {}),
  },
}

const table: readonly (readonly [string, unknown, readonly (string | number)[], string])[] = [
  ['a missing key', { a: {} }, ['a'], 'lacks `script`'],
  [
    'a misspelt key',
    { a: { script: 'x', timout: 1 } },
    ['a', 'timout'],
    'unknown key `timout`; did you mean `timeout`?',
  ],
  [
    'a key of another world',
    { a: { script: 'x', colour: 1 } },
    ['a', 'colour'],
    'unknown key `colour`; known here: script, timeout, retries, mode, tags',
  ],
  ['another type', { a: { script: ['x'] } }, ['a', 'script'], 'must be a text, not a list'],
  ['nothing', { a: { script: null } }, ['a', 'script'], 'must be a text, not empty'],
  ['an empty text', { a: { script: '' } }, ['a', 'script'], 'must not be empty'],
  [
    'a misspelt word',
    { a: { script: 'x', mode: 'slov' } },
    ['a', 'mode'],
    'must be one of `fast`, `slow`; did you mean `slow`?',
  ],
  ['a number too small', { a: { script: 'x', timeout: 0 } }, ['a', 'timeout'], 'must be 1 or more'],
  ['a number too large', { a: { script: 'x', timeout: 10 } }, ['a', 'timeout'], 'must be 9 or less'],
  [
    'a list too long',
    { a: { script: 'x', tags: ['1', '2', '3'] } },
    ['a', 'tags'],
    'has 3 entries, at most 2 are allowed',
  ],
  ['an entry twice', { a: { script: 'x', tags: ['1', '1'] } }, ['a', 'tags'], 'lists "1" twice'],
  [
    'an entry of another type',
    { a: { script: 'x', tags: ['1', 2] } },
    ['a', 'tags', 1],
    'must be a text, not a whole number',
  ],
  [
    'none of the shapes',
    { a: { script: 'x', retries: 'two' } },
    ['a', 'retries'],
    'must be a whole number or a mapping, not a text',
  ],
  [
    'one of the shapes with a fault',
    { a: { script: 'x', retries: { max: 'two' } } },
    ['a', 'retries', 'max'],
    'must be a whole number, not a text',
  ],
  [
    'one of the shapes with a misspelt key',
    { a: { script: 'x', retries: { mix: 2 } } },
    ['a', 'retries', 'mix'],
    'unknown key `mix`; did you mean `max`?',
  ],
  ['a pattern with a title', { a: { call: 'ftp:' } }, ['a', 'call'], 'must be an address'],
  ['a bad name', { A: { script: 'x' } }, ['A'], 'the name must be a small name'],
  [
    'a name that a pointer escapes',
    { 'a/b~c': { script: 1 } },
    ['a/b~c', 'script'],
    'must be a text, not a whole number',
  ],
]

describe('validate', () => {
  test.each(table)('%s', async (_, data, path, message) => {
    expect(await validate(schema, data)).toContainEqual({ path, message })
  })

  test('valid data has no violations', async () => {
    const data = {
      a: { script: 'x', timeout: 9, retries: { max: 1 }, mode: 'fast', tags: ['1'] },
      b: { call: 'https:' },
    }
    expect(await validate(schema, data)).toEqual([])
  })

  test('every violation is told once, in order', async () => {
    const data = { a: { script: 1, retries: 'x', mode: 'no' }, b: { call: 'x' } }
    const paths = (await validate(schema, data)).map(({ path }) => path.join('.'))
    expect(paths).toEqual(['a.script', 'a.retries', 'a.mode', 'b.call'])
  })

  test('a choice within a choice is told by its innermost fault', async () => {
    const nested = anyOf(
      { type: 'string' },
      listOf(anyOf({ type: 'string' }, closed<{ readonly b: string }>({ b: { type: 'string' } }, {}))),
    )
    expect(await validate(nested, ['x', { b: 1 }])).toEqual([
      { path: [1, 'b'], message: 'must be a text, not a whole number' },
    ])
  })
})
