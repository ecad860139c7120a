import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { pipegen, project, story } from '../cli/project.ts'
import { codesOf, commandsOf, emitAndAdd, gitEnvironment, type Repository, repository } from './repository.ts'

const output = '.github/workflows/shop.yml'
const fine = { code: 0, stdout: '' }

/** A repository whose first commit is as it should be. */
function committed(): Repository {
  const repo = repository({ 'ci.story.ts': story() })
  emitAndAdd(repo)
  repo.git('commit', '--quiet', '--message=first')
  return repo
}

/** The same with two branches that have changed one line of the story each, and their outputs; `main` is checked out. */
function forked(): Repository {
  const repo = committed()
  for (const name of ['side', 'main']) {
    repo.git('checkout', '--quiet', ...(name === 'side' ? ['-b'] : []), name)
    repo.put({ 'ci.story.ts': story({ script: `make ${name}` }) })
    emitAndAdd(repo)
    repo.git('commit', '--quiet', `--message=${name}`)
  }
  return repo
}

test('a linked working tree has an index of its own', () => {
  const repo = committed()
  const other = join(dirname(repo.folder), 'other')
  repo.git('worktree', 'add', '--quiet', '-b', 'next', other)
  expect(repo.check([], other)).toMatchObject(fine)
  writeFileSync(join(other, 'ci.story.ts'), story({ script: 'make' }))
  repo.shell('git add .', other)
  expect(codesOf(repo.check([], other))).toEqual(['drift-changed'])
  expect(repo.check()).toMatchObject(fine)
  const gitFolder = repo.shell('git rev-parse --absolute-git-dir', other).stdout.trim()
  mkdirSync(join(other, 'inner'))
  // As in a hook that changes the folder.
  const inner = repo.check(['..'], join(other, 'inner'), { GIT_DIR: gitFolder })
  expect(codesOf(inner)).toEqual(['drift-changed'])
})

test('the index that git names is the one that is checked', () => {
  const repo = committed()
  repo.put({ 'ci.story.ts': story({ script: 'make' }) })
  repo.shell('cp .git/index .git/other && GIT_INDEX_FILE=.git/other git add ci.story.ts')
  expect(repo.check()).toMatchObject(fine)
  expect(codesOf(repo.check([], undefined, { GIT_INDEX_FILE: '.git/other' }))).toEqual(['drift-changed'])
})

test('a git folder and a working tree may be named from anywhere', () => {
  const repo = repository({ 'ci.story.ts': story() })
  emitAndAdd(repo)
  repo.shell('mv .git ../apart')
  const env = { GIT_DIR: join(dirname(repo.folder), 'apart'), GIT_WORK_TREE: repo.folder }
  expect(repo.check([], undefined, env)).toMatchObject(fine)
  repo.put({ 'ci.story.ts': story({ script: 'make' }) })
  repo.shell(`git --git-dir=${env.GIT_DIR} --work-tree=. add .`)
  expect(codesOf(repo.check([], undefined, env))).toEqual(['drift-changed'])
})

test('a merge that stops says what is in conflict, and passes when that is settled', () => {
  const repo = forked()
  expect(repo.shell('git merge side')).toMatchObject({ code: 1 })
  const outputs = repo.check()
  expect([outputs.code, codesOf(outputs)]).toEqual([1, ['in-conflict']])
  expect(outputs.stderr).toContain(
    `help: settle the story, then run: node_modules/.bin/pipegen emit && git add ${output}`,
  )
  repo.shell(`git checkout --theirs ${output} && git add ${output}`)
  const sources = repo.check()
  expect([sources.code, codesOf(sources)]).toEqual([1, ['in-conflict']])
  expect(sources.stderr).toContain('help: settle it, then run: git add ci.story.ts')
  repo.put({ 'ci.story.ts': story({ script: 'make both' }) })
  repo.git('add', 'ci.story.ts')
  expect(codesOf(repo.check())).toEqual(['drift-changed'])
  emitAndAdd(repo)
  expect(repo.check()).toMatchObject(fine)
})

test('a conflict elsewhere does not matter', () => {
  const repo = committed()
  for (const name of ['side', 'main']) {
    repo.git('checkout', '--quiet', ...(name === 'side' ? ['-b'] : []), name)
    repo.put({ 'src/index.ts': `${name}\n` })
    repo.git('add', '.')
    repo.git('commit', '--quiet', `--message=${name}`)
  }
  expect(repo.shell('git merge side')).toMatchObject({ code: 1 })
  expect(repo.check()).toMatchObject(fine)
})

test('a rebase that stops is checked like a merge', () => {
  const repo = forked()
  expect(repo.shell('git rebase side')).toMatchObject({ code: 1 })
  expect(codesOf(repo.check())).toEqual(['in-conflict'])
  repo.put({ 'ci.story.ts': story({ script: 'make both' }) })
  emitAndAdd(repo)
  expect(repo.check()).toMatchObject(fine)
})

test('line ends that git turns are no drift', () => {
  const repo = committed()
  repo.git('config', 'core.autocrlf', 'true')
  repo.shell('git rm -r -q --cached . && git reset -q --hard')
  expect(readFileSync(join(repo.folder, output), 'utf8')).toContain('\r\n')
  expect(repo.check()).toMatchObject(fine)
  repo.put({ '.gitattributes': '*.yml text eol=crlf\n' })
  repo.git('add', '--renormalize', '.')
  repo.put({ 'ci.story.ts': story({ script: 'make' }).replaceAll('\n', '\r\n') })
  repo.git('add', '.')
  expect(codesOf(repo.check())).toEqual(['drift-changed'])
  emitAndAdd(repo)
  expect(repo.check()).toMatchObject(fine)
})

test('outputs that a sparse checkout leaves out are checked all the same', () => {
  const repo = committed()
  repo.put({ 'docs/a.md': '' })
  repo.git('add', '.')
  repo.git('commit', '--quiet', '--message=docs')
  repo.git('sparse-checkout', 'set', 'docs')
  expect(repo.shell(`test ! -e ${output}`)).toMatchObject({ code: 0 })
  expect(repo.check()).toMatchObject(fine)
  repo.put({ 'ci.story.ts': story({ script: 'make' }) })
  repo.git('add', 'ci.story.ts')
  expect(codesOf(repo.check())).toEqual(['drift-changed'])
})

test('a story that a sparse checkout leaves out is not gone', () => {
  const repo = repository({ 'inner/ci.story.ts': story(), 'docs/a.md': '' })
  expect(pipegen(repo.folder, ['emit', 'inner'], { env: repo.env })).toMatchObject({ code: 0 })
  repo.git('add', '.')
  repo.git('commit', '--quiet', '--message=first')
  repo.git('sparse-checkout', 'set', 'docs', '.github/workflows')
  expect(repo.shell('test ! -e inner')).toMatchObject({ code: 0 })
  expect(repo.check()).toMatchObject(fine)
})

test('a story may import from a submodule', () => {
  const library = repository({ 'command.ts': "export const command: string = 'make'\n" })
  library.git('add', '.')
  library.git('commit', '--quiet', '--message=first')
  const repo = repository({
    'ci.story.ts': story({ body: "import { command } from './library/command.ts'", script: '${command}' }),
  })
  repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.folder, 'library')
  emitAndAdd(repo)
  expect(repo.check()).toMatchObject(fine)
  // Now the story is read from a copy.
  repo.put({ 'ci.story.ts': story() })
  expect(repo.check()).toMatchObject(fine)
})

test('a file that git was told not to look at is read from the index', () => {
  const repo = committed()
  repo.git('update-index', '--assume-unchanged', 'ci.story.ts')
  repo.put({ 'ci.story.ts': story({ script: 'make' }) })
  expect(repo.check()).toMatchObject(fine)
})

test('a lock of another git does not hinder', () => {
  const repo = committed()
  writeFileSync(join(repo.folder, '.git/index.lock'), '')
  expect(repo.check()).toMatchObject(fine)
})

test('what git refuses is told with its words, and the exit code is that of the world', () => {
  const broken = committed()
  writeFileSync(join(broken.folder, '.git/index'), 'no index')
  const corrupt = broken.check()
  expect([corrupt.code, codesOf(corrupt)]).toEqual([2, ['git-failed']])
  expect(corrupt.stderr).toMatch(/git ls-files .* failed: .*index file/)

  const lost = committed()
  const blob = lost.git('rev-parse', `:${output}`).trim()
  lost.shell(`rm -f .git/objects/${blob.slice(0, 2)}/${blob.slice(2)}`)
  const missing = lost.check()
  expect([missing.code, codesOf(missing)]).toEqual([2, ['git-failed']])
  expect(missing.stderr).toMatch(/git checkout-index .* failed: .*/)

  const fake = project({ git: '#!/bin/sh\nexit 7\n' })
  chmodSync(join(fake, 'git'), 0o755)
  const failing = committed().check([], undefined, { PATH: fake })
  expect([failing.code, codesOf(failing)]).toEqual([2, ['git-failed']])
})

test('without git, or without a repository, that is told', () => {
  const repo = committed()
  const none = repo.check([], undefined, { PATH: project({}) })
  expect([none.code, codesOf(none)]).toEqual([2, ['git-failed']])
  expect(none.stderr).toContain('git is not installed, or not on the PATH')

  const outside = pipegen(project({ 'ci.story.ts': story() }), ['check', '--staged'], { env: gitEnvironment() })
  expect([outside.code, codesOf(outside), commandsOf(outside)]).toEqual([2, ['no-repository'], []])

  repo.git('clone', '--quiet', '--bare', '.', '../bare.git')
  const bare = pipegen(join(dirname(repo.folder), 'bare.git'), ['check', '--staged'], { env: repo.env })
  expect([bare.code, codesOf(bare)]).toEqual([2, ['no-repository']])
  const within = pipegen(join(repo.folder, '.git'), ['check', '--staged'], { env: repo.env })
  expect([within.code, codesOf(within)]).toEqual([2, ['no-repository']])
})
