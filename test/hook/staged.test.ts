import { rmSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pipegen, story } from '../cli/project.ts'
import { codesOf, commandsOf, emitAndAdd, repository } from './repository.ts'

const output = '.github/workflows/shop.yml'
const fine = { code: 0, stdout: '' }

test('what is staged as it should be passes, without a word about notes', () => {
  const repo = repository({ 'ci.story.ts': story() })
  emitAndAdd(repo)
  const run = repo.check()
  expect(run).toMatchObject(fine)
  expect(run.stderr).not.toContain('note')
})

test('a story without its output is refused, and the command that is named mends it', () => {
  const repo = repository({ 'ci.story.ts': story() })
  repo.git('add', 'ci.story.ts')
  const run = repo.check()
  expect([run.code, codesOf(run)]).toEqual([1, ['drift-missing']])
  expect(commandsOf(run)).toEqual([`node_modules/.bin/pipegen emit && git add ${output}`])
  expect(repo.shell(commandsOf(run)[0]!)).toMatchObject({ code: 0 })
  expect(repo.check()).toMatchObject(fine)
})

test('a changed story with the old output is refused; on disk it may be mended already', () => {
  const repo = repository({ 'ci.story.ts': story() })
  emitAndAdd(repo)
  repo.put({ 'ci.story.ts': story({ script: 'make' }) })
  expect(repo.check(), 'what is not staged does not matter').toMatchObject(fine)
  repo.git('add', 'ci.story.ts')
  const drifted = repo.check()
  expect([drifted.code, codesOf(drifted)]).toEqual([1, ['drift-changed']])
  expect(pipegen(repo.folder, ['emit'], { env: repo.env })).toMatchObject({ code: 0 })
  const mended = repo.check()
  expect([mended.code, codesOf(mended), commandsOf(mended)]).toEqual([1, ['drift-staged'], [`git add ${output}`]])
  repo.shell(commandsOf(mended)[0]!)
  expect(repo.check()).toMatchObject(fine)
})

test('an output that was edited by hand is refused only where the edit is staged', () => {
  const repo = repository({ 'ci.story.ts': story() })
  emitAndAdd(repo)
  repo.shell(`echo '# mine' >> ${output}`)
  expect(repo.check()).toMatchObject(fine)
  repo.git('add', '.')
  expect(codesOf(repo.check())).toEqual(['drift-changed'])
})

test('a story that is staged in part is checked as it is staged', () => {
  const repo = repository({ 'ci.story.ts': story() })
  emitAndAdd(repo)
  repo.put({ 'ci.story.ts': story({ script: 'make' }) })
  repo.git('add', 'ci.story.ts')
  repo.put({ 'ci.story.ts': story({ script: 'make all' }) })
  // The disk has what the disk's story says, which is not what the index's story says.
  expect(pipegen(repo.folder, ['emit'], { env: repo.env })).toMatchObject({ code: 0 })
  const run = repo.check()
  expect([run.code, codesOf(run)]).toEqual([1, ['drift-changed']])
  expect(commandsOf(run)).toEqual([`git add ci.story.ts && node_modules/.bin/pipegen emit && git add ${output}`])
  repo.shell(commandsOf(run)[0]!)
  expect(repo.check()).toMatchObject(fine)
})

test('a module that the story imports counts like the story', () => {
  const repo = repository({
    'ci.story.ts': story({ body: "import { command } from './lib/command.ts'", script: '${command}' }),
    'lib/command.ts': "export const command: string = 'make'\n",
  })
  emitAndAdd(repo)
  repo.put({ 'lib/command.ts': "export const command: string = 'make all'\n" })
  expect(repo.check()).toMatchObject(fine)
  repo.git('add', '.')
  expect(codesOf(repo.check())).toEqual(['drift-changed'])
  repo.git('rm', '--cached', '--quiet', 'lib/command.ts')
  const run = repo.check()
  expect([run.code, codesOf(run), commandsOf(run)]).toEqual([1, ['needs-staging'], ['git add lib/command.ts']])
  expect(run.stderr).toContain(
    'ci.story.ts:2:25: error: lib/command.ts is on disk but not staged, and ci.story.ts needs it',
  )
})

test('a module that is deleted on disk is still in the index', () => {
  const repo = repository({
    'ci.story.ts': story({ body: "import { command } from './command.ts'", script: '${command}' }),
    'command.ts': "export const command: string = 'make'\n",
  })
  emitAndAdd(repo)
  unlinkSync(join(repo.folder, 'command.ts'))
  expect(repo.check()).toMatchObject(fine)
})

test('a story that reads files reads those of the index', () => {
  const body = `import { readFileSync, readdirSync } from 'node:fs'
const version = readFileSync('.tool-version', 'utf8').trim() + readdirSync(import.meta.dirname + '/parts').join(' ')`
  const repo = repository({
    'ci.story.ts': story({ body, script: 'make ${version}' }),
    '.tool-version': '1\n',
    'parts/a': '',
  })
  emitAndAdd(repo)
  repo.put({ '.tool-version': '2\n', 'parts/b': '' })
  expect(repo.check()).toMatchObject(fine)
  repo.git('add', '.tool-version')
  expect(codesOf(repo.check())).toEqual(['drift-changed'])
})

test('a fault of the staged story is found in it, whatever is on disk', () => {
  const repo = repository({ 'ci.story.ts': `${story()}throw new Error('not at home in ' + import.meta.dirname)\n` })
  repo.git('add', '.')
  repo.put({ 'ci.story.ts': story() })
  const run = repo.check()
  expect([run.code, codesOf(run)]).toEqual([1, ['story-throws']])
  expect(run.stderr).toContain(`not at home in ${repo.folder}`)
  expect(run.stderr).toMatch(/^ci\.story\.ts:11:7: error/)
})

test('of a story that is deleted in the index, the output is left over', () => {
  const repo = repository({ 'ci.story.ts': story() })
  emitAndAdd(repo)
  repo.git('commit', '--quiet', '--message=first')
  repo.git('rm', '--quiet', 'ci.story.ts')
  const run = repo.check()
  expect([run.code, codesOf(run), commandsOf(run)]).toEqual([1, ['drift-extra'], [`git rm -f -q ${output}`]])
  rmSync(join(repo.folder, output))
  const gone = repo.check()
  expect([codesOf(gone), commandsOf(gone)]).toEqual([['drift-staged'], [`git add ${output}`]])
  repo.shell(commandsOf(gone)[0]!)
  expect(repo.check()).toMatchObject(fine)
})

test('of a story that was renamed, the old output is left over', () => {
  const repo = repository({ 'ci.story.ts': story() })
  emitAndAdd(repo)
  repo.put({ 'ci.story.ts': story({ name: 'other' }) })
  repo.git('add', '.')
  const run = repo.check()
  expect(codesOf(run)).toEqual(['drift-missing', 'drift-extra'])
  for (const command of commandsOf(run)) expect(repo.shell(command)).toMatchObject({ code: 0 })
  expect(repo.check()).toMatchObject(fine)
})

test('an output whose story was forgotten names the story', () => {
  const repo = repository({ 'ci.story.ts': story() })
  emitAndAdd(repo)
  repo.git('rm', '--cached', '--quiet', 'ci.story.ts')
  const run = repo.check()
  expect([run.code, codesOf(run), commandsOf(run)]).toEqual([1, ['needs-staging'], ['git add ci.story.ts']])
  const named = repo.check(['ci.story.ts'])
  expect([codesOf(named), commandsOf(named)]).toEqual([['needs-staging'], ['git add ci.story.ts']])
})

test('what is only announced to the index is not in it', () => {
  const repo = repository({ 'ci.story.ts': story() })
  repo.git('add', 'ci.story.ts')
  expect(pipegen(repo.folder, ['emit'], { env: repo.env })).toMatchObject({ code: 0 })
  repo.git('add', '--intent-to-add', output)
  const run = repo.check()
  expect([codesOf(run), commandsOf(run)]).toEqual([['drift-staged'], [`git add ${output}`]])
  const other = repository({ 'ci.story.ts': story() })
  other.git('add', '--intent-to-add', 'ci.story.ts')
  expect(other.check(), 'a story that is announced is none yet').toMatchObject(fine)
})

test('an index without a story passes, and a folder without one when it is named does not', () => {
  const repo = repository({ 'readme.md': 'hello', 'docs/a.md': '' })
  repo.git('add', '.')
  expect(repo.check()).toEqual({ ...fine, stderr: '' })
  const named = repo.check(['docs'])
  expect([named.code, codesOf(named)]).toEqual([2, ['no-story']])
})
