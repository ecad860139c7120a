import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pipegen, project, put, story } from './project.ts'

const output = '.github/workflows/shop.yml'
const mark = 'nothing was loaded\n'

/** A project whose last run changed nothing; what that run kept is marked, so that its use shows. */
function settled(files: Readonly<Record<string, string>>, args: readonly string[] = []): string {
  const folder = project(files)
  expect(pipegen(folder, ['emit', ...args]).code).toBe(0)
  age(folder)
  expect(pipegen(folder, ['emit', ...args]).code).toBe(0)
  return folder
}

// Only what is older than a run can be told from what was written beside it.
function age(folder: string): void {
  const before = new Date(Date.now() - 60_000)
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    utimesSync(join(entry.parentPath, entry.name), before, before)
  utimesSync(folder, before, before)
}

/** Marks what is kept of a run that changed nothing; how many there are. */
function marked(folder: string): number {
  const cache = join(folder, 'node_modules/.cache/pipegen')
  const kept = readdirSync(cache).filter((name) => readFileSync(join(cache, name), 'utf8').startsWith('{"key":'))
  for (const name of kept) {
    const record = JSON.parse(readFileSync(join(cache, name), 'utf8')) as object
    writeFileSync(join(cache, name), JSON.stringify({ ...record, err: mark }))
  }
  return kept.length
}

test('a run that finds everything as the last one left it says the same and loads nothing', () => {
  const folder = settled({ 'ci.story.ts': story() })
  const before = pipegen(folder, ['emit'])
  expect(before).toEqual({ code: 0, stdout: '', stderr: expect.stringContaining('1 file is up to date\n') })
  expect(marked(folder)).toBe(1)
  expect(pipegen(folder, ['emit'])).toEqual({ code: 0, stdout: '', stderr: mark })
  expect(pipegen(folder, ['emit', '--no-color']).stderr).toBe(mark)
})

test.each<[string, (folder: string) => void, string]>([
  ['a story that changed', (folder) => put(folder, { 'ci.story.ts': story({ script: 'make' }) }), 'wrote'],
  ['a module of it that changed', (folder) => put(folder, { 'words.ts': "export const words = 'b'\n" }), 'wrote'],
  ['an output that was edited', (folder) => appendFileSync(join(folder, output), '# by hand\n'), 'wrote'],
  ['an output that is gone', (folder) => rmSync(join(folder, output)), 'wrote'],
  ['a new story', (folder) => put(folder, { 'web.story.ts': story({ name: 'web' }) }), 'wrote'],
  [
    'a new story in the folder for them',
    (folder) => put(folder, { 'stories/a.story.ts': story({ name: 'a' }) }),
    'wrote',
  ],
  [
    'an output of a story that is gone',
    (folder) => {
      copyFileSync(join(folder, output), join(folder, '.github/workflows/old.yml'))
      const path = join(folder, '.github/workflows/old.yml')
      writeFileSync(path, readFileSync(path, 'utf8').replace('ci.story.ts', 'old.story.ts'))
    },
    'removed .github/workflows/old.yml',
  ],
  ['a repository around it', (folder) => mkdirSync(join(folder, '.git')), 'up to date'],
])('%s is seen', (_, change, words) => {
  const folder = settled({
    'ci.story.ts': story({ body: "import { words } from './words.ts'", script: 'echo $' + '{words}' }),
    'words.ts': "export const words = 'a'\n",
  })
  expect(marked(folder)).toBe(1)
  expect(pipegen(folder, ['emit']).stderr).toBe(mark)
  change(folder)
  expect(pipegen(folder, ['emit']).stderr).toContain(words)
})

test.each([
  ['the environment', 'process.env.LEVEL ?? "a"'],
  ['the clock', 'String(new Date().getFullYear())'],
  ['chance', 'String(Math.random() > 2)'],
  ['files', "readFileSync('level.txt', 'utf8')"],
])('a story that hangs on %s is read in every run', (_, value) => {
  const body = `import { readFileSync } from 'node:fs'\nconst level = ${value}\nvoid readFileSync`
  const folder = settled({
    'ci.story.ts': story({
      body: value.includes('read') ? body : `const level = ${value}`,
      script: 'echo $' + '{level}',
    }),
    'level.txt': 'a',
  })
  expect(marked(folder)).toBe(0)
  expect(pipegen(folder, ['emit']).stderr).toContain('up to date')
})

test('what one command line left says nothing of another', () => {
  const folder = settled({ 'ci.story.ts': story({ targets: "'github', 'gitlab'" }) }, ['--to', 'github'])
  expect(marked(folder)).toBe(1)
  expect(pipegen(folder, ['emit']).stderr).toContain('wrote .gitlab-ci.yml')
  expect(pipegen(folder, ['emit', '--to', 'github', '--format', 'json']).stdout).toContain('"files"')
  expect(pipegen(folder, ['emit', '--check']).code).toBe(0)
})
