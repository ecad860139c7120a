import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Io } from '../../src/cli/command.ts'
import { run } from '../../src/cli/targets.ts'
import { projectRoot } from '../harness/case-folder.ts'
import { allVendors } from '../harness/translate-case.ts'

const story = join(projectRoot, 'examples/everywhere/template.story.ts')

/** What the command prints. */
async function printed(args: readonly string[], columns?: number): Promise<string> {
  let text = ''
  const io: Io = {
    cwd: projectRoot,
    env: {},
    out: (more) => {
      text += more
    },
    err: (more) => {
      throw new Error(more)
    },
    color: false,
    columns: () => columns,
  }
  expect(await run(args, io)).toBe(0)
  return text
}

const head = (text: string) => (/^ +\S.*$/m.exec(text)?.[0] ?? '').trim().split(/ +/)
const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length))

test('pipegen targets shows what the vendors make of a story, side by side and then in words', async () => {
  const text = await printed([story])
  const mains = allVendors.filter(({ variantOf }) => variantOf === undefined)
  expect(head(text)).toEqual(mains.map(({ id }) => id))
  for (const { title } of mains) expect(text).toMatch(new RegExp(`^${title}: \\d+ of \\d+ rows native$`, 'm'))
  expect(widest(text)).toBeLessThanOrEqual(80)
  expect(widest(await printed([story], 300))).toBeLessThanOrEqual(100)
  expect(widest(await printed([]))).toBeLessThanOrEqual(80)
})

test('the command line names other forms of a vendor', async () => {
  expect(head(await printed([story, '--to', 'tekton,tekton-plain']))).toEqual(['tekton', 'tekton-plain'])
  expect(head(await printed(['--to', 'tekton-plain']))).toEqual(['tekton-plain'])
})

test('JSON has every row and every vendor, in the shape that it had', async () => {
  const { version, findings, stories } = JSON.parse(await printed([story, '--format', 'json'])) as {
    readonly version: number
    readonly findings: readonly unknown[]
    readonly stories: readonly { readonly name: string; readonly source: string; readonly rows: readonly object[] }[]
  }
  expect({ version, findings, names: stories.map(({ name, source }) => [name, source]) }).toEqual({
    version: 1,
    findings: [],
    names: [['template', 'examples/everywhere/template.story.ts']],
  })
  for (const row of stories[0]?.rows ?? []) {
    const { vendors } = row as { readonly vendors: Readonly<Record<string, object>> }
    expect(Object.keys(row)).toEqual(['feature', 'title', 'vendors'])
    expect(Object.keys(vendors)).toEqual(allVendors.map(({ id }) => id))
    for (const answer of Object.values(vendors)) expect(Object.keys(answer)).toEqual(['level', 'text', 'docs', 'uses'])
  }
})
