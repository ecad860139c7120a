import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emit } from '../../emitters/github/emit.ts'
import { normalise, read } from '../../emitters/github/read/index.ts'
import { collect } from '../../src/diagnostics.ts'
import { parseYaml } from '../../src/yaml/read.ts'
import { printYaml } from '../../src/yaml.ts'
import { casesIn, projectRoot } from '../harness/case-folder.ts'
import { expectText } from '../harness/expect-files.ts'
import { tellFindings } from '../harness/tell-findings.ts'

const base = 'test/import/github'

const meaning = (path: string, text: string) =>
  normalise({ path, documents: parseYaml(text, { merge: false }).documents.map(({ value }) => value) })

const cases = casesIn(base).filter((name) =>
  readdirSync(join(projectRoot, base, name)).some((file) => file.endsWith('.yml')),
)

// Each folder holds a workflow, what is written for the story that it becomes, and the findings.
test.each(cases)('the workflow of %s', (name) => {
  const folder = join(projectRoot, base, name)
  const [file = ''] = readdirSync(folder).filter((one) => one.endsWith('.yml') && one !== 'written.yml')
  const text = readFileSync(join(folder, file), 'utf8')
  const path = `.github/workflows/${file}`
  const { report, found } = collect()
  const { pipelines, coverage } = read([{ path, text }], report)
  const { report: tell, found: faults } = collect()
  const [document] = emit(pipelines, tell)
  expect(faults.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(document?.kind).toBe('yaml')
  const written = document?.kind === 'yaml' ? printYaml(document) : ''
  expectText(join(folder, 'written.yml'), written)
  expectText(join(folder, 'findings.txt'), tellFindings(found))
  expect(meaning(path, written)).toEqual(meaning(path, text))
  const paths = coverage.map((one) => one.path)
  expect(new Set(paths).size).toBe(paths.length)
  expect(pipelines[0]?.name.toLowerCase()).toBe(file.replace('.yml', ''))
})
