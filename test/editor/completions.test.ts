import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cursor, type Editor } from './editor.ts'
import { startLsp } from './lsp.ts'
import { startTsserver } from './tsserver.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))

// A project as a user has it: the package by its exports, and no settings but strictness.
const project = realpathSync(mkdtempSync(join(tmpdir(), 'pipegen editor ')))
mkdirSync(join(project, 'node_modules'))
symlinkSync(repository, join(project, 'node_modules', 'pipegen'))
writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
writeFileSync(
  join(project, 'tsconfig.json'),
  JSON.stringify({ compilerOptions: { strict: true, module: 'nodenext', target: 'es2023', noEmit: true, types: [] } }),
)

const head = `import { branch, ctx, environment, event, input, job, manual, matrix, node, pullRequest, push, python, schedule, secret, service, sh, step, story, tag } from 'pipegen'
const image = job({ outputs: ['digest', 'tag'], steps: [sh\`./build\`] })
const lint = job({ steps: [sh\`./lint\`] })
const release = manual({ inputs: { channel: input.choice(['beta', 'stable']), dryRun: input.boolean() } })
const postgres = service({ image: 'postgres:17', port: 5432 })
`

interface Case {
  readonly title: string
  readonly text: string
  /** Names that must be offered. */
  readonly offers: readonly string[]
  /** Names that must not be. */
  readonly hides?: readonly string[]
}

const cases: readonly Case[] = [
  { title: 'jobs inside needs', text: 'const a = job({ needs: [¦], steps: [sh`x`] })', offers: ['image', 'lint'] },
  {
    title: 'outputs of a job',
    text: 'const a = job({ steps: [sh`x ${image.outputs.¦}`] })',
    offers: ['digest', 'tag'],
    hides: ['toString'],
  },
  {
    title: 'axes in a callback',
    text: "const a = job({ matrix: { version: ['22', '24'], os: ['linux'] }, steps: (cell) => [sh`x ${cell.¦}`] })",
    offers: ['version', 'os'],
  },
  {
    title: 'values of an axis',
    text: "const a = job({ matrix: { version: ['22', '24'] }, when: ({ version }) => version.is('¦'), steps: [sh`x`] })",
    offers: ['22', '24'],
  },
  {
    title: 'axes of an exclusion',
    text: "const m = matrix({ version: ['22', '24'], os: ['linux'] }, { exclude: [{ ¦ }] })",
    offers: ['version', 'os'],
  },
  {
    title: 'names of the event',
    text: 'const a = job({ env: { A: ctx.¦ }, steps: [sh`x`] })',
    offers: ['sha', 'branch', 'pullRequest', 'runUrl'],
  },
  {
    title: 'names of the pull request',
    text: 'const a = job({ env: { A: ctx.pullRequest.¦ }, steps: [sh`x`] })',
    offers: ['number', 'title', 'targetBranch'],
  },
  { title: 'options of push', text: 'const t = push({ ¦ })', offers: ['branches', 'ignoreBranches', 'paths', 'tags'] },
  { title: 'options of schedule', text: "const t = schedule('0 3 * * *', { ¦ })", offers: ['timeZone', 'name'] },
  {
    title: 'kinds of inputs',
    text: 'const t = manual({ inputs: { a: input.¦ } })',
    offers: ['choice', 'text', 'boolean', 'number'],
  },
  {
    title: 'inputs of a trigger',
    text: 'const a = job({ when: release.inputs.¦, steps: [sh`x`] })',
    offers: ['channel', 'dryRun'],
  },
  {
    title: 'options of a choice',
    text: "const a = job({ when: release.inputs.channel.is('¦'), steps: [sh`x`] })",
    offers: ['beta', 'stable'],
  },
  {
    title: 'names of events',
    text: "const a = job({ when: event('¦'), steps: [sh`x`] })",
    offers: ['push', 'pullRequest', 'schedule', 'manual'],
  },
  {
    title: 'options of an environment',
    text: "const e = environment('x', { ¦ })",
    offers: ['url', 'approval', 'tier'],
  },
  { title: 'kinds of approval', text: "const e = environment('x', { approval: '¦' })", offers: ['manual', 'none'] },
  { title: 'versions of a tool', text: "const t = node('¦')", offers: ['22', '24'] },
  {
    title: 'values of a service',
    text: 'const a = job({ services: { postgres }, env: { A: postgres.¦ }, steps: [sh`x`] })',
    offers: ['host', 'port'],
  },
  {
    title: 'options of a job',
    text: 'const a = job({ steps: [sh`x`], ¦ })',
    offers: ['needs', 'matrix', 'when', 'tools', 'environment'],
    hides: ['steps'],
  },
  {
    title: 'options of a step',
    text: 'const a = job({ steps: [step({ run: sh`x`, ¦ })] })',
    offers: ['name', 'env', 'when', 'retry'],
  },
  {
    title: 'vendors',
    text: "export default story({ name: 'x', targets: ['¦'], on: [push()], stages: { a: { lint } } })",
    offers: ['github', 'gitlab'],
  },
  {
    title: 'options of a story',
    text: "export default story({ name: 'x', on: [push()], stages: { a: { lint } }, ¦ })",
    offers: ['targets', 'permissions', 'cancelSuperseded', 'accept'],
  },
  {
    title: 'areas of permissions',
    text: 'const a = job({ permissions: { ¦ }, steps: [sh`x`] })',
    offers: ['contents', 'packages', 'pullRequests'],
  },
]

const servers = [
  { title: 'TypeScript 7', start: () => startLsp(join(repository, 'node_modules/typescript/bin/tsc'), project) },
  {
    title: 'TypeScript 6',
    start: () => startTsserver(join(repository, 'node_modules/typescript6/lib/tsserver.js'), project),
  },
]

describe.each(servers)('$title', ({ title, start }) => {
  let editor: Editor
  const file = join(project, `${title.replace(' ', '-')}.story.ts`)

  beforeAll(async () => {
    editor = await start()
    await editor.open(file, head)
  })
  afterAll(() => editor.close())

  test.each(cases)('completes $title', async ({ text, offers, hides = [] }) => {
    const { text: whole, at } = cursor(head + text)
    await editor.change(file, whole)
    const names = await editor.complete(file, at)
    expect(names.map((name) => name.replace(/^["']|["']$/g, ''))).toEqual(expect.arrayContaining([...offers]))
    for (const hidden of hides) expect(names).not.toContain(hidden)
  })

  test.each(['job', 'story', 'sh', 'service', 'branch', 'schedule', 'environment', 'secret'])(
    'explains %s with an example',
    async (name) => {
      await editor.change(file, `${head}void ${name}`)
      const text = await editor.hover(file, { line: head.split('\n').length - 1, character: 6 })
      expect(text).toContain('example')
    },
  )
})
