import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { collect, hasErrors } from '../../src/diagnostics.ts'
import { emitStories } from '../../src/emit.ts'
import { casesIn, projectRoot } from '../harness/case-folder.ts'
import { importText } from '../harness/import-text.ts'
import { allVendors, gatherCase } from '../harness/translate-case.ts'

// What a reader does not take back yet, and why; an entry that is not needed any more is a failure too.
const open: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  gitlab: { 'examples/go-service': 'the name of an environment that holds an input is read as text' },
  codeship: Object.fromEntries(
    ['value.repositoryToken', 'value.secret', 'value.secret.file'].map((name) => [
      `test/features/${name}`,
      'its encrypted files have no words in a story',
    ]),
  ),
  bitbucket: Object.fromEntries(
    [
      ...['job.needs', 'job.when.input', 'job.when.schedule', 'value.event'].map((name) => `test/features/${name}`),
      ...['django', 'go-service'].map((name) => `examples/${name}`),
    ].map((name) => [name, 'each pipeline that people start becomes a story of its own']),
  ),
  tekton: Object.fromEntries(
    [
      ...['changed', 'event', 'input', 'schedule', 'tag'].map((name) => `test/features/job.when.${name}`),
      'test/features/value.event',
      ...['django', 'go-service', 'java-service', 'monorepo', 'node-library', 'pipegen'].map(
        (name) => `examples/${name}`,
      ),
    ].map((name) => [name, 'each run of it becomes a story: those of one story are not joined again']),
  ),
}

// What a vendor's writer makes, its reader takes: written again, the files mean the same, and nothing that decides what
// runs is lost.
describe.each(allVendors.filter(({ read }) => read !== undefined))('$id reads what it writes', (vendor) => {
  for (const base of ['test/features', 'examples']) {
    test.each(casesIn(base))(`${base}/%s`, async (name) => {
      const { pipelines } = await gatherCase(join(projectRoot, base, name))
      const { report, found } = collect()
      const outputs = await emitStories(pipelines, [vendor], report)
      // What is refused leaves nothing to read, which test/table.test.ts holds.
      if (hasErrors(found)) return expect(outputs).toEqual([])
      const yaml = outputs.filter(({ path }) => /\.ya?ml$/.test(path))
      const { imported, found: told } = await importText(vendor, yaml)
      const { normalise } = (await vendor.read?.()) ?? {}
      const wrong = [
        ...told.filter(({ severity }) => severity === 'error').map(({ message }) => message),
        ...(imported.pipelines.length === pipelines.length ? [] : ['a story is missing']),
        // A reader that brings no normal form has nothing to compare by.
        ...(normalise === undefined ? [] : (imported.differences ?? ['it is not written again'])),
      ]
      if (open[vendor.id]?.[`${base}/${name}`] === undefined) expect(wrong).toEqual([])
      else expect(wrong).not.toEqual([])
    })
  }
})
