import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { format } from 'prettier'
import { expect } from 'vitest'
import { gitlab } from '../../../emitters/gitlab/index.ts'
import { parseYaml } from '../../../src/yaml/read.ts'
import type { Emitted } from './emit.ts'

const official = new URL('../../../../shared/schemas/gitlab-ci.json', import.meta.url)

/** Whether the vendor's own schema is here to be held against. */
export const hasOfficialSchema = existsSync(official)

let checks: ReturnType<Ajv['compile']> | undefined

/** Holds an output against both schemas, both versions of YAML and the usual formatter. */
export async function accept(output: Emitted): Promise<void> {
  const old = parseYaml(output.text, { version: '1.1' })
  const recent = parseYaml(output.text, { version: '1.2' })
  expect(old.errors).toEqual([])
  expect(recent.documents.map((one) => one.value)).toEqual(old.documents.map((one) => one.value))
  const documents = old.documents.map((one) => JSON.parse(JSON.stringify(one.value)) as never)
  expect(await gitlab.validate({ kind: 'yaml', path: '', header: [], documents })).toEqual([])
  expect(await format(output.text, { parser: 'yaml' })).toBe(output.text)
  if (!hasOfficialSchema) return
  checks ??= new Ajv({ strict: false, validateFormats: false, logger: false }).compile(
    JSON.parse(readFileSync(official, 'utf8')),
  )
  checks(documents[documents.length - 1])
  expect(checks.errors ?? []).toEqual([])
}
