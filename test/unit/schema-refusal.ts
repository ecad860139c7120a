import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv, type ValidateFunction } from 'ajv'
import { describe, expect, test } from 'vitest'
import { type JsonSchema, validate } from '../../src/validate.ts'

const shared = fileURLToPath(new URL('../../../shared/schemas/', import.meta.url))

const compiled = new Map<string, ValidateFunction>()

/** What is wrong, whether the official schema sees it too, the document, and where and how we say it. */
export type Refusal = readonly [name: string, official: 'blind' | 'sees', data: unknown, path: string, message: RegExp]

/** As many values as said. */
export function many<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

/** Holds each document against our schema and, where it is there, the official one. */
export function describeRefusals(vendor: string, schema: JsonSchema, file: string, table: readonly Refusal[]): void {
  describe(`${vendor}: we refuse`, () => {
    test.each(table)('%s', async (_, __, data, path, message) => {
      const found = await validate(schema, data)
      expect(found.map((one) => `${one.path.join('.')}: ${one.message}`)).toContainEqual(
        expect.stringMatching(new RegExp(`^${path.replaceAll(/[.$]/g, '\\$&')}: .*${message.source}`)),
      )
    })
  })
  const there = existsSync(shared + file)
  describe.skipIf(!there)(
    `${vendor}: what the official schema says${there ? '' : ' (did not run: no ../shared)'}`,
    () => {
      test.each(table)('%s: it is %s', (_, says, data) => {
        const ajv = new Ajv({ strict: false, validateFormats: false, logger: false })
        const official = compiled.get(file) ?? ajv.compile(JSON.parse(readFileSync(shared + file, 'utf8')))
        compiled.set(file, official)
        expect(official(data)).toBe(says === 'blind')
      })
    },
  )
}
