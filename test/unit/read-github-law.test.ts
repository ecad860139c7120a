import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emit } from '../../emitters/github/emit.ts'
import { normalise, read } from '../../emitters/github/read/index.ts'
import { collect } from '../../src/diagnostics.ts'
import type { Pipeline } from '../../src/ir.ts'
import { compare } from '../../src/read/compare.ts'
import { parseYaml } from '../../src/yaml/read.ts'
import { printYaml } from '../../src/yaml.ts'
import { casesIn, filesIn, projectRoot } from '../harness/case-folder.ts'

/** Outputs of which a part can only be kept as it stands, and why. */
const kept: Readonly<Record<string, string>> = {
  'job.steps.none': 'the story has a job of the vendor alone',
  'pipeline.raw': 'the story has a patch of its own',
  'service.command': 'a command is one text of many words there',
  'value.idToken': 'the right to ask for a token follows from a step that does',
  'java-service': 'a job after a failure names all that could fail',
}

const folders = ['test/features', 'examples'].flatMap((base) =>
  casesIn(base).flatMap((name) => {
    const folder = join(projectRoot, base, name, 'github')
    return existsSync(folder) ? [...filesIn(folder)].map(([path, text]) => ({ name, path, text })) : []
  }),
)

const meaning = (path: string, text: string) =>
  normalise({ path, documents: parseYaml(text, { merge: false }).documents.map(({ value }) => value) })

function patchesOf({ raw, jobs }: Pipeline): readonly object[] {
  return [
    ...raw,
    ...jobs.flatMap((job) => [...job.raw, ...job.steps.flatMap((step) => (step.kind === 'run' ? step.raw : []))]),
  ]
}

describe('what is written for a story is read as that story', () => {
  test.each(folders)('$name $path', ({ name, path, text }) => {
    const { report, found } = collect()
    const { pipelines } = read([{ path, text }], report)
    const [pipeline] = pipelines
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([])
    const [document] = emit(pipelines, () => {})
    const written = document?.kind === 'yaml' ? printYaml(document) : ''
    expect(compare(meaning(path, text), meaning(path, written)), written).toEqual([])
    if (pipeline !== undefined && !(name in kept)) expect(patchesOf(pipeline)).toEqual([])
  })
})

test('no file is too broken to be read', () => {
  const texts = folders.map(({ text }) => text)
  const bits = [
    'null',
    '[]',
    '{}',
    '42',
    '""',
    ': x',
    '- y',
    '${{ ',
    '}}',
    '&a',
    '*a',
    '__proto__: 1',
    '<<: *a',
    '\t',
    '\0',
  ]
  const edit = fc.record({ at: fc.nat(), how: fc.nat(4), bit: fc.constantFrom(...bits) })
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 5 }), (text, edits) => {
      const lines = text.split('\n')
      for (const { at, how, bit } of edits) {
        const index = at % lines.length
        const line = lines[index] ?? ''
        if (how === 0) lines.splice(index, 1)
        else if (how === 1) lines.splice(index, 0, bit)
        else if (how === 2) lines[index] = line.replace(/:.*/, `: ${bit}`)
        else if (how === 3) lines[index] = line.slice(0, at % (line.length + 1)) + bit
        else lines[index] = `  ${line}`
      }
      const { coverage } = read([{ path: '.github/workflows/a.yml', text: lines.join('\n') }], () => {})
      for (const { origin } of coverage) expect(origin.line).toBeGreaterThan(0)
    }),
    { numRuns: 300 },
  )
})
