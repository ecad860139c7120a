import { join } from 'node:path'
import { format } from 'prettier'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { tekton } from '../../emitters/tekton/index.ts'
import type { TektonPipelineRun } from '../../emitters/tekton/schema.ts'
import { collect } from '../../src/diagnostics.ts'
import { emitStories } from '../../src/emit.ts'
import { casesIn, projectRoot } from '../harness/case-folder.ts'
import { gatherCase } from '../harness/translate-case.ts'
import { hasStrictSchema, strictFaults } from './tekton-emit.ts'
import { readers } from './yaml-readers.ts'

const folders = [
  ...casesIn('test/features').map((name) => `test/features/${name}`),
  ...casesIn('examples').map((name) => `examples/${name}`),
]

describe(`every output of Tekton (${hasStrictSchema ? 'the strict schema of its definitions too' : 'WITHOUT the strict schema of its definitions, which is not here'})`, () => {
  test.each(folders)('%s', async (folder) => {
    const { pipelines } = await gatherCase(join(projectRoot, folder))
    const { report } = collect()
    for (const { path, text } of await emitStories(pipelines, [tekton], report)) {
      const told = Object.values(readers).map((read) => read(text))
      for (const one of told) expect(one).toEqual(told[0])
      expect(await format(text, { parser: 'yaml' })).toBe(text)
      expect(tekton.owns(path)).toBe(true)
      if (!path.startsWith('.tekton/')) continue
      const run = parse(text) as TektonPipelineRun
      expect(strictFaults(run)).toEqual([])
      expect(await tekton.validate({ kind: 'yaml', path, header: [], documents: [run as never] })).toEqual([])
    }
  })

  test('is one file for each run, and names differ', async () => {
    for (const folder of folders) {
      const { pipelines } = await gatherCase(join(projectRoot, folder))
      const outputs = await emitStories(pipelines, [tekton], collect().report)
      expect(new Set(outputs.map(({ path }) => path)).size).toBe(outputs.length)
    }
  })
})
