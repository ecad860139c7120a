import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv, type ValidateFunction } from 'ajv'
import prettier from 'prettier'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Story } from '../../dsl/story.ts'
import { bitbucket } from '../../emitters/bitbucket/index.ts'
import { type Emitted, emitBitbucket, said } from './bitbucket-emit.ts'
import { chained, negative, wide } from './bitbucket-samples.ts'
import { readers } from './yaml-readers.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const schemas = `${root}../shared/schemas/`

const stories: Readonly<Record<string, () => Promise<Story>>> = {
  wide: async () => wide,
  negative: async () => negative,
  chained: async () => chained,
  ...Object.fromEntries(
    readdirSync(`${root}examples`).flatMap((name) =>
      readdirSync(`${root}examples/${name}`)
        .filter((file) => file.endsWith('.story.ts'))
        .map((file) => [
          `examples/${name}`,
          async () => (await import(`${root}examples/${name}/${file}`)).default as Story,
        ]),
    ),
  ),
}

describe.each(Object.keys(stories))('%s', (name) => {
  let emitted: Emitted
  beforeAll(async () => {
    emitted = await emitBitbucket(await (stories[name] as () => Promise<Story>)())
  })

  test('is refused with a reason, or written', () => {
    expect(emitted.text === '').toBe(said(emitted, 'error').length > 0)
  })

  test('all readers of YAML agree, and prettier changes nothing', async () => {
    if (emitted.text === '') return
    const [first, ...others] = Object.values(readers).map((read) => read(emitted.text))
    for (const other of others) expect(other).toEqual(first)
    expect(await prettier.format(emitted.text, { parser: 'yaml' })).toBe(emitted.text)
  })

  test('is the same each time', async () => {
    const again = await emitBitbucket(await (stories[name] as () => Promise<Story>)())
    expect(again.text).toBe(emitted.text)
  })

  test('passes our schema and meanings', async () => {
    if (emitted.text === '') return
    for (const document of bitbucket.emit(emitted.pipelines, () => undefined))
      expect(await bitbucket.validate(document)).toEqual([])
  })

  test.skipIf(!existsSync(schemas))('passes the strict and the official schema (of ../shared)', () => {
    if (emitted.text === '') return
    expect(errorsOf('bitbucket-pipelines-strict.json', emitted.file)).toEqual([])
    expect(errorsOf('bitbucket-pipelines.json', withoutState(emitted.file))).toEqual([])
  })
})

// The official schema is older than `condition.state`: https://jira.atlassian.com/browse/BCLOUD-24035
test.skipIf(!existsSync(schemas))('the official schema still refuses `condition.state` (of ../shared)', async () => {
  const { text, file } = await emitBitbucket(wide)
  expect(text).toContain('state: ')
  expect(errorsOf('bitbucket-pipelines.json', file)).not.toEqual([])
})

function withoutState(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutState)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, entry]) =>
      key === 'condition' && typeof entry === 'object' && 'state' in entry ? [] : [[key, withoutState(entry)]],
    ),
  )
}

function errorsOf(file: string, data: unknown): readonly string[] {
  const check = compiled(file)
  check(data)
  return (check.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`)
}

const known = new Map<string, ValidateFunction>()

function compiled(file: string): ValidateFunction {
  const found =
    known.get(file) ??
    new Ajv({ strict: false, validateFormats: false, logger: false, allErrors: false }).compile(
      JSON.parse(readFileSync(schemas + file, 'utf8')),
    )
  known.set(file, found)
  return found
}
