import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { pipegen, program, story } from '../cli/project.ts'
import { codesOf, commandsOf, emitAndAdd, type Repository, repository } from './repository.ts'

const output = '.github/workflows/shop.yml'

/** A repository with the hook of the README; the linked working trees of git share it. */
function hooked(command = 'node_modules/.bin/pipegen'): Repository {
  const repo = repository({ 'ci.story.ts': story() })
  const hook = join(repo.folder, '.git/hooks/pre-commit')
  writeFileSync(hook, `#!/bin/sh\nexec ${command} check --staged\n`)
  chmodSync(hook, 0o755)
  return repo
}

function commits({ shell }: Repository): number {
  return Number(shell('git rev-list --count --all').stdout)
}

test('a commit is refused while an output is not what its story says, and passes after the command that is named', () => {
  const repo = hooked()
  repo.git('add', 'ci.story.ts')
  const refused = repo.shell('git commit -q -m first')
  expect([refused.code, codesOf(refused), commits(repo)]).toEqual([1, ['drift-missing'], 0])
  for (const command of commandsOf(refused)) expect(repo.shell(command)).toMatchObject({ code: 0 })
  expect(repo.shell('git commit -q -m first')).toMatchObject({ code: 0, stdout: '' })
  expect(commits(repo)).toBe(1)
})

test('git commit --all is checked as what it is about to commit', () => {
  const repo = hooked()
  emitAndAdd(repo)
  repo.git('commit', '--quiet', '--message=first')
  repo.put({ 'ci.story.ts': story({ script: 'make' }) })
  const refused = repo.shell('git commit -q -a -m second')
  expect([refused.code, codesOf(refused), commits(repo)]).toEqual([1, ['drift-changed'], 1])
  expect(pipegen(repo.folder, ['emit'], { env: repo.env })).toMatchObject({ code: 0 })
  expect(repo.shell('git commit -q -a -m second')).toMatchObject({ code: 0 })
})

test('git commit FILE is checked as what it is about to commit', () => {
  const repo = hooked()
  emitAndAdd(repo)
  repo.git('commit', '--quiet', '--message=first')
  repo.put({ 'ci.story.ts': story({ script: 'make' }) })
  emitAndAdd(repo)
  const refused = repo.shell('git commit -q -m second ci.story.ts')
  expect([refused.code, codesOf(refused), commits(repo)]).toEqual([1, ['drift-staged'], 1])
  expect(repo.shell(`git commit -q -m second ci.story.ts ${output}`)).toMatchObject({ code: 0 })
})

test('whoever commits in an inner folder gets a command for there', () => {
  const repo = hooked()
  const inner = join(repo.folder, 'docs/more')
  mkdirSync(inner, { recursive: true })
  repo.git('add', 'ci.story.ts')
  const refused = repo.shell('git commit -q -m first', inner)
  expect(commandsOf(refused)).toEqual([`cd ../.. && node_modules/.bin/pipegen emit && git add ${output}`])
  expect(repo.shell(commandsOf(refused)[0]!, inner)).toMatchObject({ code: 0 })
  expect(repo.shell('git commit -q -m first', inner)).toMatchObject({ code: 0 })
})

test('a commit in a linked working tree is checked there', () => {
  const repo = hooked(`${process.execPath} '${program}'`)
  emitAndAdd(repo)
  repo.git('commit', '--quiet', '--message=first')
  const other = join(dirname(repo.folder), 'other')
  repo.git('worktree', 'add', '--quiet', '-b', 'next', other)
  writeFileSync(join(other, 'ci.story.ts'), story({ script: 'make' }))
  const refused = repo.shell('git commit -q -a -m second', other)
  expect([refused.code, codesOf(refused)]).toEqual([1, ['drift-changed']])
  for (const command of commandsOf(refused)) expect(repo.shell(command, other)).toMatchObject({ code: 0 })
  expect(repo.shell('git commit -q -a -m second', other)).toMatchObject({ code: 0 })
})

test('a merge that stopped is committed when it is settled', () => {
  const repo = hooked()
  emitAndAdd(repo)
  repo.git('commit', '--quiet', '--message=first')
  for (const name of ['side', 'main']) {
    repo.git('checkout', '--quiet', ...(name === 'side' ? ['-b'] : []), name)
    repo.put({ 'ci.story.ts': story({ script: `make ${name}` }) })
    emitAndAdd(repo)
    repo.git('commit', '--quiet', `--message=${name}`)
  }
  expect(repo.shell('git merge side')).toMatchObject({ code: 1 })
  repo.put({ 'ci.story.ts': story({ script: 'make both' }) })
  repo.git('add', 'ci.story.ts')
  // The output on disk has the marks of a conflict, and is still known as our own.
  expect(pipegen(repo.folder, ['emit'], { env: repo.env })).toMatchObject({ code: 0 })
  repo.git('add', '.')
  expect(repo.shell('git commit -q -m merged')).toMatchObject({ code: 0 })
  expect(repo.git('rev-list', '--merges', '--count', 'HEAD').trim()).toBe('1')
})
