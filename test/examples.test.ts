import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { vendors } from '../emitters/index.ts'
import { gatherStories } from '../src/cli/gather.ts'
import { translate } from '../src/cli/translate.ts'
import { collect, hasErrors } from '../src/diagnostics.ts'
import { casesIn, projectRoot } from './harness/case-folder.ts'
import { expectFiles, expectText } from './harness/expect-files.ts'
import { tellFindings } from './harness/tell-findings.ts'
import { gatherCase, translateCase } from './harness/translate-case.ts'

describe('each example yields the files that stand beside it', () => {
  for (const name of casesIn('examples')) {
    test(name, async () => {
      const folder = join(projectRoot, 'examples', name)
      const { pipelines, found } = await gatherCase(folder)
      expect(found).toEqual([])
      for (const { vendor, outputs, findings } of await translateCase(folder)) {
        expectFiles(join(folder, vendor.id), Object.fromEntries(outputs.map(({ path, text }) => [path, text])))
        expectText(join(folder, `${vendor.id}.txt`), tellFindings(findings))
        if (pipelines.every((pipeline) => pipeline.targets.includes(vendor.id))) expect(hasErrors(findings)).toBe(false)
      }
    })
  }
})

test('the workflows of this repository are those of its own story', async () => {
  const names = ['examples/pipegen/pipegen.story.ts']
  const { report, found } = collect()
  const { pipelines } = await gatherStories({ cwd: projectRoot, root: projectRoot, names, seconds: 60 }, report)
  const outputs = await translate(pipelines, Object.keys(vendors), false, report)
  expect(hasErrors(found)).toBe(false)
  expect(outputs.length).toBeGreaterThan(1)
  for (const { path, text } of outputs) expect(readFileSync(join(projectRoot, path), 'utf8')).toBe(text)
})
