import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { workflowSchema } from '../../emitters/github/schema.ts'
import { configSchema, headerSchema } from '../../emitters/gitlab/schema.ts'
import { type JsonSchema, validate } from '../../src/validate.ts'

const shared = fileURLToPath(new URL('../../../shared/', import.meta.url))

/** Real files that the official schema takes and ours does not, and why ours is right. */
const stricter: Readonly<Record<string, { readonly files: RegExp; readonly says: RegExp }>> = {
  'a template that holds a placeholder where a cron expression belongs': {
    files: /^actions__starter-workflows__/,
    says: /^on\.schedule\.0\.cron: must be five fields/,
  },
}

/** Real files that neither takes, and what is wrong with them. */
const faulty: Readonly<Record<string, RegExp>> = {
  'shopware__shopware__.github__workflows__nightly.yml': /^jobs\.redis\.name: must be a text, not empty/,
  'tektoncd__plumbing__.github__workflows__sync-priority.yml':
    /inputs\.dry_run\.default: must be true, false or an expr/,
  'ginkgo-project__ginkgo__.gitlab-ci.yml': /^gh-pages\.dependencies: must be a list, not empty/,
}

/** The documents of a file, read as its vendor reads YAML. */
function read(file: string, version: '1.1' | '1.2'): readonly unknown[] {
  const reference = { tag: '!reference', collection: 'seq' } as const
  return parseAllDocuments(readFileSync(file, 'utf8'), {
    version,
    merge: true,
    uniqueKeys: false,
    logLevel: 'silent',
    customTags: (tags) => [...tags, reference],
  }).map((document) => document.toJS({ maxAliasCount: -1 }))
}

interface Vendor {
  readonly title: string
  readonly folder: string
  readonly official: string
  readonly version: '1.1' | '1.2'
  readonly schemaOf: (document: unknown) => JsonSchema
}

const vendors: readonly Vendor[] = [
  {
    title: 'GitHub',
    folder: 'corpus/dev/github/',
    official: 'schemas/github-workflow.json',
    version: '1.2',
    schemaOf: () => workflowSchema,
  },
  {
    title: 'GitLab',
    folder: 'corpus/dev/gitlab/',
    official: 'schemas/gitlab-ci.json',
    version: '1.1',
    schemaOf: (document) => (Object.hasOwn(Object(document), 'spec') ? headerSchema : configSchema),
  },
]

describe.each(vendors)('real files of $title', ({ folder, official, version, schemaOf }) => {
  const there = existsSync(shared + folder)
  const files = there ? readdirSync(shared + folder) : ['did not run: without ../shared there are no real files']
  const ajv = new Ajv({ strict: false, validateFormats: false, logger: false })
  const check = there ? ajv.compile(JSON.parse(readFileSync(shared + official, 'utf8'))) : undefined

  test.skipIf(!there).each(files)('%s', async (file) => {
    const documents = read(shared + folder + file, version)
    const found = (await Promise.all(documents.map((document) => validate(schemaOf(document), document)))).flat()
    const said = found.map(({ path, message }) => `${path.join('.')}: ${message}`)
    const reason = Object.values(stricter).find(({ files }) => files.test(file))?.says ?? faulty[file]
    if (faulty[file]) expect(said).toContainEqual(expect.stringMatching(faulty[file]))
    if (documents.every((document) => check?.(document))) expect(said.filter((one) => !reason?.test(one))).toEqual([])
  })
})

test.skipIf(!existsSync(shared))('every reason to be stricter is still needed (by files of ../shared)', async () => {
  for (const { files, says } of Object.values(stricter)) {
    const found: string[] = []
    for (const { folder, version, schemaOf } of vendors)
      for (const file of readdirSync(shared + folder).filter((name) => files.test(name)))
        for (const document of read(shared + folder + file, version))
          found.push(
            ...(await validate(schemaOf(document), document)).map((one) => `${one.path.join('.')}: ${one.message}`),
          )
    expect(found).toContainEqual(expect.stringMatching(says))
  }
})
