import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { check } from 'prettier'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { outputsFor } from '../harness/all-outputs.ts'
import { projectRoot } from '../harness/case-folder.ts'
import { allVendors } from '../harness/translate-case.ts'
import { readers } from '../unit/yaml-readers.ts'

// The official schemas stand outside of the project, where they were fetched.
const official: Readonly<Record<string, string>> = {
  github: join(projectRoot, '../shared/schemas/github-workflow.json'),
  gitlab: join(projectRoot, '../shared/schemas/gitlab-ci.json'),
  bitbucket: join(projectRoot, '../shared/schemas/bitbucket-pipelines.json'),
}

describe.each(allVendors)('$title', async (vendor) => {
  const outputs = (await outputsFor(vendor)).filter(({ path }) => /\.ya?ml$/.test(path))

  test('there are outputs', () => {
    expect(outputs.length).toBeGreaterThan(20)
  })

  test('our closed schema takes every output', async () => {
    const faults = await Promise.all(
      outputs.map(async ({ name, document }) => ({
        name,
        faults: document === undefined ? [] : await vendor.validate(document),
      })),
    )
    expect(faults.filter((one) => one.faults.length > 0)).toEqual([])
  })

  test('readers of YAML 1.1 and of 1.2 see the same data', () => {
    for (const { name, text } of outputs) {
      const [first, ...others] = Object.values(readers).map((read) => asData(read(text), vendor.id))
      for (const other of others) expect({ name, data: other }).toEqual({ name, data: first })
    }
  })

  test('prettier would change nothing', async () => {
    const changed = await Promise.all(
      outputs.map(async ({ name, text }) => ((await check(text, { parser: 'yaml' })) ? [] : [name])),
    )
    expect(changed.flat()).toEqual([])
  })

  const schema = official[vendor.id]
  const isThere = schema !== undefined && existsSync(schema)
  test.skipIf(!isThere)(
    isThere ? 'the official schema takes every output' : 'NOT RUN: the official schema is not here',
    () => {
      const takes = new Ajv({ strict: false, validateFormats: false, logger: false }).compile(
        JSON.parse(readFileSync(schema ?? '', 'utf8')) as object,
      )
      const refused = outputs.flatMap(({ name, text }) => {
        const document = parseAllDocuments(text).at(-1)?.toJS() as unknown
        return takes(document) || isNewer(text)
          ? []
          : [{ name, errors: takes.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`) }]
      })
      expect(refused).toEqual([])
    },
  )
})

// The schema is older than the conditions of a step on the state of a run:
// https://support.atlassian.com/bitbucket-cloud/docs/step-options/
function isNewer(text: string): boolean {
  return /^ +condition:\n +state: /m.test(text)
}

// A reader of YAML 1.1 takes the key `on` of a workflow for true, which GitHub's own reader does not.
function asData(documents: readonly unknown[], vendor: string): readonly unknown[] {
  if (vendor !== 'github') return documents
  return documents.map((document) =>
    document instanceof Map
      ? new Map([...document].map(([key, value]) => [key === true ? 'on' : key, value]))
      : document,
  )
}
