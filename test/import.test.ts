import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sources } from '../emitters/index.ts'
import { locateFindings } from '../src/cli/locate-findings.ts'
import { open } from '../src/read/open.ts'
import type { Reason } from '../src/read/reading.ts'
import { dataOf } from '../src/yaml/data-of.ts'
import { casesIn, filesIn, projectRoot } from './harness/case-folder.ts'
import { expectFiles, expectText } from './harness/expect-files.ts'
import { importText } from './harness/import-text.ts'
import { tellFindings } from './harness/tell-findings.ts'
import { allVendors } from './harness/translate-case.ts'

// A case holds the vendor's files in `in`, the stories that they become in `out`, and what was found on the way; what the
// stories are wanted for stands in `reason.json` where it is not the usual.
const readers = [...allVendors.filter(({ read }) => read !== undefined), ...Object.values(sources)]
const withCases = readers.filter(({ id }) => existsSync(join(projectRoot, 'test/import', id)))

test('every vendor that pipegen reads has cases', () => {
  expect(withCases.map(({ id }) => id)).toEqual(readers.map(({ id }) => id))
})

function reasonOf(folder: string): Reason {
  const path = join(folder, 'reason.json')
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Reason) : { leaving: false }
}

describe.each(withCases)('$id', (vendor) => {
  const hasFiles = (name: string) => existsSync(join(projectRoot, 'test/import', vendor.id, name, 'in'))
  test.each(casesIn(`test/import/${vendor.id}`).filter(hasFiles))('%s', async (name) => {
    const folder = join(projectRoot, 'test/import', vendor.id, name)
    const files = [...filesIn(join(folder, 'in'))].map(([path, text]) => ({ path, text }))
    const { imported, found } = await importText(vendor, files, reasonOf(folder))
    expectFiles(join(folder, 'out'), Object.fromEntries(imported.stories.map(({ path, text }) => [path, text])))
    expectText(join(folder, 'findings.txt'), tellFindings(locateFindings(found, imported.bundles, join(folder, 'in'))))
    expect(imported.pipelines).toHaveLength(imported.stories.length)
    // What is compared is the data that was printed, so that it must be what the printed text says.
    for (const { path, text, document } of imported.outputs)
      if (document !== undefined)
        expect(
          open([{ path, text }], { vendor: vendor.title }, () => {}).documents.map(({ root }) => root.data),
        ).toEqual(document.documents.map(dataOf))
  })
})
