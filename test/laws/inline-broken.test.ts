import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalise, read } from '../../emitters/github/read/index.ts'
import { parseYaml } from '../../src/yaml/read.ts'
import { casesIn, filesIn, projectRoot } from '../harness/case-folder.ts'

const base = 'test/import/github'
const projects = casesIn(base)
  .filter((name) => name.startsWith('inlined'))
  .map((name) => [...filesIn(join(projectRoot, base, name, 'in'))].map(([path, text]) => ({ path, text })))

const bits = [
  'null',
  '[]',
  'uses: ./',
  'uses: ./.github/workflows/main.yml',
  'needs: [checks, staging]',
  'if: ${{ inputs. }}',
  '${{ inputs }}',
  'with: {x: [1]}',
  'strategy: 1',
  'steps: {}',
  'id: 3',
  '&a',
  '*a',
  '__proto__: 1',
]

test('no project is too broken to be put together', () => {
  expect(projects.length).toBeGreaterThan(1)
  const edit = fc.record({ file: fc.nat(), at: fc.nat(), how: fc.nat(3), bit: fc.constantFrom(...bits) })
  fc.assert(
    fc.property(
      fc.constantFrom(...projects),
      fc.array(edit, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      (project, edits, leaving) => {
        const texts = project.map(({ text }) => text.split('\n'))
        for (const { file, at, how, bit } of edits) {
          const lines = texts[file % texts.length] ?? []
          const index = at % lines.length
          const line = lines[index] ?? ''
          if (how === 0) lines.splice(index, 1)
          else if (how === 1) lines.splice(index, 0, `${/^[ -]*/.exec(line)?.[0] ?? ''}${bit}`)
          else if (how === 2) lines[index] = line.replace(/:.*/, `: ${bit.replace(/^\w+: /, '')}`)
          else lines[index] = `  ${line}`
        }
        const files = project.map(({ path }, index) => ({ path, text: (texts[index] ?? []).join('\n') }))
        const reason = { leaving, inlining: true }
        const { coverage } = read(files, () => {}, reason)
        for (const { origin } of coverage) expect(origin.line).toBeGreaterThan(0)
        for (const { path, text } of files) {
          const documents = parseYaml(text, { merge: false }).documents.map(({ value }) => value)
          normalise({ path, documents }, { files, story: undefined, reason })
        }
      },
    ),
    { numRuns: 400 },
  )
})
