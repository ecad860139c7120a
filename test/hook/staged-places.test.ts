import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pipegen, story } from '../cli/project.ts'
import { codesOf, commandsOf, emitAndAdd, repository } from './repository.ts'

const output = '.github/workflows/shop.yml'
const fine = { code: 0, stdout: '' }

test.each(['my shop', 'Käse & 日本', "it's"])('paths may have spaces and any letters: %s', (name) => {
  const file = `${name}.story.ts`
  const repo = repository(
    {
      [file]: story({ body: `import { x } from './${name.replaceAll("'", '')}.ts'`, script: '${x}' }),
      [`${name.replaceAll("'", '')}.ts`]: "export const x: string = 'make'\n",
    },
    name,
  )
  emitAndAdd(repo)
  expect(repo.check()).toMatchObject(fine)
  repo.shell(`echo '# mine' >> ${output}`)
  repo.put({ [file]: story({ script: 'make' }) })
  repo.git('add', output)
  const run = repo.check()
  expect(codesOf(run)).toEqual(['drift-changed'])
  expect(repo.shell(commandsOf(run)[0]!)).toMatchObject({ code: 0 })
  expect(repo.check()).toMatchObject(fine)
})

test('in an inner folder its stories are checked; at the top also those that outputs were made from', () => {
  const inner = 'packages/api'
  const repo = repository({ [`${inner}/api.story.ts`]: story({ name: 'api' }) })
  const cwd = join(repo.folder, inner)
  expect(pipegen(cwd, ['emit'], { env: repo.env })).toMatchObject({ code: 0 })
  repo.git('add', '.')
  expect([repo.check(), repo.check([], cwd), repo.check([inner])]).toMatchObject([fine, fine, fine])
  repo.put({ [`${inner}/api.story.ts`]: story({ name: 'api', script: 'make' }) })
  repo.git('add', '.')
  const within = repo.check([], cwd)
  expect([codesOf(within), commandsOf(within)]).toEqual([
    ['drift-changed'],
    ['../../node_modules/.bin/pipegen emit && git add ../../.github/workflows/api.yml'],
  ])
  expect(codesOf(repo.check([inner]))).toEqual(['drift-changed'])
  // The same where the disk has something else, so that the stories are read from a copy.
  repo.shell('printf "\\n" >> api.story.ts', cwd)
  for (const run of [repo.check([], cwd), repo.check([inner]), repo.check([cwd])])
    expect(codesOf(run)).toEqual(['drift-changed'])
  repo.git('checkout', '--quiet', '.')
  const top = repo.check()
  expect(commandsOf(top)).toEqual([
    `node_modules/.bin/pipegen emit ${inner}/api.story.ts && git add .github/workflows/api.yml`,
  ])
  expect(repo.shell(commandsOf(top)[0]!)).toMatchObject({ code: 0 })
  expect([repo.check(), repo.check([], cwd)]).toMatchObject([fine, fine])
})

test('files below another folder are checked there', () => {
  const repo = repository({ 'ci.story.ts': story() })
  expect(pipegen(repo.folder, ['emit', '--out', 'made'], { env: repo.env })).toMatchObject({ code: 0 })
  repo.git('add', '.')
  expect(repo.check(['--out', join(repo.folder, 'made')])).toMatchObject(fine)
  repo.put({ 'ci.story.ts': story({ script: 'make' }) })
  repo.git('add', '.')
  const run = repo.check(['--out', 'made', '--to', 'github'])
  expect(commandsOf(run)).toEqual([`node_modules/.bin/pipegen emit --to github --out made && git add made/${output}`])
  expect(repo.shell(commandsOf(run)[0]!)).toMatchObject({ code: 0 })
  expect(repo.check(['--out', 'made'])).toMatchObject(fine)
})

test('a package of the repository is the one of the index', () => {
  const repo = repository({
    'ci.story.ts': story({ body: "import { command } from '@shop/commands'", script: '${command}' }),
    'packages/commands/package.json': '{ "name": "@shop/commands", "main": "index.ts" }',
    'packages/commands/index.ts': "export const command: string = 'make'\n",
  })
  repo.shell('mkdir node_modules/@shop && ln -s ../../packages/commands node_modules/@shop/commands')
  emitAndAdd(repo)
  expect(repo.check()).toMatchObject(fine)
  repo.put({ 'packages/commands/index.ts': "export const command: string = 'make all'\n" })
  expect(repo.check()).toMatchObject(fine)
  repo.git('add', '.')
  expect(codesOf(repo.check())).toEqual(['drift-changed'])
})

test('with --format json the findings and files are told to programs', () => {
  const repo = repository({ 'ci.story.ts': story() })
  emitAndAdd(repo)
  repo.put({ 'ci.story.ts': story({ script: 'make' }) })
  repo.git('add', '.')
  renameSync(join(repo.folder, 'ci.story.ts'), join(repo.folder, 'away.ts'))
  const run = repo.check(['--format', 'json'])
  expect(run).toMatchObject({ code: 1, stderr: '' })
  expect(JSON.parse(run.stdout)).toMatchObject({
    findings: expect.arrayContaining([expect.objectContaining({ code: 'drift-changed' })]),
    files: [{ path: output, state: 'changed' }],
  })
})
