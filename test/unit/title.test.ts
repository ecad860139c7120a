import { expect, test } from 'vitest'
import { compileStory } from '../../dsl/compile.ts'
import { job, push, sh, story } from '../../dsl/index.ts'
import { github } from '../../emitters/github/index.ts'
import { gitlab } from '../../emitters/gitlab/index.ts'
import { tekton } from '../../emitters/tekton/index.ts'
import { collect } from '../../src/diagnostics.ts'
import { emitStories } from '../../src/emit.ts'
import { titleOf } from '../../src/title.ts'
import type { Vendor } from '../../src/vendor.ts'
import { compileSpec } from '../harness/compile-spec.ts'
import { importText } from '../harness/import-text.ts'

const titled = (title: string, name = 'shop') =>
  story({ name, title, on: [push()], stages: { test: { unit: job({ steps: [sh`make`] }) } } })

async function emitted(title: string, vendor: Vendor, ...more: readonly ReturnType<typeof titled>[]) {
  const { report, found } = collect()
  const outputs = await emitStories([titled(title), ...more].map(compileSpec), [vendor], report)
  return { text: outputs[0]?.text ?? '', codes: found.map(({ code }) => code) }
}

test.each(['', ' x', 'x ', 'a\nb', 'x'.repeat(256)])('the title %j is none', (title) => {
  const { report, found } = collect()
  expect(compileStory(titled(title), { source: 'story.ts', vendors: [] }, report)).toBeUndefined()
  expect(found.map(({ code }) => code)).toEqual(['invalid-name'])
})

test('what a vendor would put values into is no title there', async () => {
  expect((await emitted('$HOME', gitlab)).codes).toContain('vendor-name')
  expect((await emitted('{{ revision }}', tekton)).codes).toContain('vendor-name')
  expect((await emitted('a $HOME {{ revision }}', github)).text).toContain('\nname: a $HOME {{ revision }}\n')
})

test('several stories in one file have their titles at its top', async () => {
  const { text } = await emitted('Tests', gitlab, titled('Nightly tests', 'nightly'))
  expect(text).toContain('# Title of story.ts: Tests\n# Title of story.ts: Nightly tests\n')
  expect(text).not.toMatch(/^ {2}name:/m)
})

test('a name that is no title is kept by hand', async () => {
  const text = 'name: "Tests "\non: push\njobs: { a: { runs-on: ubuntu-24.04, steps: [{ run: make }] } }\n'
  const { imported } = await importText(github, [{ path: '.github/workflows/ci.yml', text }])
  expect(imported.stories[0]?.text).toContain("name: 'Tests '")
  expect(imported.differences).toEqual([])
  expect(titleOf('CI', 'CI')).toBeNull()
  expect(titleOf('CI: all', 'ci')).toBe('CI: all')
})
