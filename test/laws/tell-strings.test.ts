import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gatherStories } from '../../src/cli/gather.ts'
import { weaver } from '../../src/cli/import/weaver.ts'
import { collect } from '../../src/diagnostics.ts'
import type { Job, Pipeline, RunStep } from '../../src/ir.ts'
import { formatStory } from '../../src/tell/format.ts'
import { tellStory } from '../../src/tell/story.ts'
import { projectRoot } from '../harness/case-folder.ts'
import { meaningOf } from '../harness/retell.ts'
import { gatherCase } from '../harness/translate-case.ts'

// Every text of a file is data in the story: what goes in comes out, and nothing of it runs.
const bits = [
  '`',
  '${globalThis.broken=1}',
  '\\',
  '\\`',
  '\\\\',
  '\\${',
  '$',
  '{',
  '}',
  "'",
  '"',
  '*/',
  '/*',
  '//',
  '\u2028',
  '\u2029',
  '\u0001',
  '\u007f',
  '\ufeff',
  '\ue100x\ue101',
  '\ue102k\ue102',
  '\ue1030\ue103',
  '\ue1040\ue104',
  '</script>',
  '<!--',
  '\\u0041',
  '\\n',
  '😀',
  'é',
  ' ',
  'a',
  ');process.exit(1)//',
  '${`${1}`}',
]
const line = fc.array(fc.constantFrom(...bits), { maxLength: 6 }).map((parts) => parts.join(''))
// A text of which all lines are indented is told as lost: the indentation of a template means nothing.
const script = fc
  .array(line, { minLength: 1, maxLength: 4 })
  .map((lines) => lines.map((one, index) => (index === 0 ? `x${one}` : one)).join('\n'))
const origin = { file: 'x.yml', line: 1, column: 1 }

test('texts stay texts', async () => {
  const { pipelines } = await gatherCase(join(projectRoot, 'test/features/step.env'))
  const [base] = pipelines
  if (base === undefined) throw new Error('the story does not compile')
  const samples = fc.sample(fc.tuple(script, line, line, script, script), { numRuns: 400 })
  const [job] = base.jobs as readonly [Job]
  const usual = job.steps.find((step): step is RunStep => step.kind === 'run') as RunStep
  const steps = samples.map(
    ([text, name, value, several, patched], index): RunStep => ({
      ...usual,
      name: name === '' ? [] : [name],
      script: text,
      env: [
        { name: `A${index}`, value: value === '' ? [] : [value], origin },
        { name: `B${index}`, value: [several], origin },
        { name: `C${index}`, value: [`x${value}`, { ref: 'context', name: 'sha' }, `y${several}`], origin },
      ],
      raw: [{ vendor: 'github', patch: { [`k${value}`]: patched, list: [several, { [value]: name }] }, origin }],
      origin: { ...origin, line: index + 10 },
    }),
  )
  const pipeline: Pipeline = {
    ...base,
    jobs: [{ ...job, steps, condition: { test: 'vendor', texts: { github: `x${samples[0]?.[1]}` } } }],
  }
  const comments = samples.map(([text, , value], index) => ({
    text: `${text}${value}`,
    of: { ...origin, line: index + 10 },
  }))
  const told = await formatStory(tellStory(pipeline, comments, weaver))
  const folder = mkdtempSync(join(tmpdir(), 'pipegen-strings-'))
  try {
    writeFileSync(join(folder, 'told.story.ts'), told)
    const { report, found } = collect()
    const again = await gatherStories({ cwd: folder, root: folder, names: ['told.story.ts'], seconds: 20 }, report)
    expect(found).toEqual([])
    expect('broken' in globalThis).toBe(false)
    const [read] = again.pipelines
    expect(read && meaningOf(read)).toEqual(meaningOf(pipeline))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
