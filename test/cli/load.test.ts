import { readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pipegen, project, put, snapshot, story } from './project.ts'

/** The outputs of a folder's stories as one text. */
function emitted(folder: string): string {
  const run = pipegen(folder, ['emit', '--stdout'])
  expect(run.stderr + run.code).toMatch(/^(?:.*notes?.*\n)?0$/)
  return run.stdout
}

test('stories are found as ts, mts and js, here and in stories/', () => {
  const folder = project({
    'a.story.ts': story({ name: 'one', script: 'echo one' }),
    'b.story.mts': story({ name: 'two', script: 'echo two' }),
    'stories/c.story.js': story({ name: 'three', script: 'echo three' }),
    'stories/deeper/d.story.ts': story({ name: 'four', script: 'echo four' }),
    'other.ts': 'export const x = 1\n',
  })
  const text = emitted(folder)
  for (const word of ['echo one', 'echo two', 'echo three']) expect(text).toContain(word)
  expect(text).not.toContain('echo four')
})

test('a folder on the command line stands for its stories', () => {
  const folder = project({ 'ci/a.story.ts': story({ script: 'echo one' }) })
  expect(pipegen(folder, ['emit', 'ci', '--stdout']).stdout).toContain('echo one')
})

test('a story uses helper modules, JSON, path aliases and packages that are written in TypeScript', () => {
  const body = `
import data from './data.json' with { type: 'json' }
import { helper } from './lib/helper'
import { other } from './lib/other.js'
import { alias } from '@ci/alias'
import { shared, enumerated } from 'shared-ci'
import { sep } from 'node:path'`
  const folder = project({
    'ci.story.ts': story({
      body,
      script: 'echo ${String(data.word)} ${helper()} ${other} ${alias} ${shared} ${enumerated} ${String(sep.length)}',
    }),
    'data.json': '{ "word": "from-json" }',
    'lib/helper.ts': 'export const helper = (): string => "from-helper"\n',
    'lib/other.ts': 'export const other: string = "from-other"\n',
    'aliased/alias.ts': 'export const alias = "from-alias" as const\n',
    'tsconfig.json': '{ "compilerOptions": { "paths": { "@ci/*": ["./aliased/*"] } } }',
    'packages/shared/package.json': '{ "name": "shared-ci", "type": "module", "exports": "./index.ts" }',
    'packages/shared/index.ts':
      'enum Word { A = "from-enum" }\nexport const shared: string = "from-package"\nexport const enumerated = Word.A as string\n',
  })
  symlinkSync('../packages/shared', join(folder, 'node_modules/shared-ci'))
  expect(emitted(folder)).toContain('echo from-json from-helper from-other from-alias from-package from-enum 1')
})

test('a path alias named pipegen does not take the place of the running copy', () => {
  const folder = project({
    'ci.story.ts': story(),
    'wrong.ts': 'export const story = 1\n',
    'tsconfig.json': '{ "compilerOptions": { "paths": { "pipegen": ["./wrong.ts"] } } }',
    'node_modules/pipegen/package.json': '{ "name": "pipegen", "main": "index.js" }',
    'node_modules/pipegen/index.js': 'throw new Error("another copy")\n',
  })
  expect(emitted(folder)).toContain('npm test')
})

test('a story may await at its top level, with imports of every kind', () => {
  const body = `
import fs, { existsSync as there, readFileSync } from 'node:fs'
import * as path from 'node:path'
import { later } from './later.ts'
const text = \`
import { x } from "y";
\`
const word: string = await later()
const all = String(there(import.meta.filename) && fs.readFileSync === readFileSync && path.sep.length === 1 && text.length === 24)`
  const folder = project({
    'ci.story.ts': story({ body, script: 'echo ${word} ${all}' }),
    'later.ts':
      'const value = await Promise.resolve("waited")\nexport const later = async (): Promise<string> => value\n',
  })
  expect(emitted(folder)).toContain('echo waited true')
})

test('import.meta and __dirname tell of the source file that asks', () => {
  const body = `import { here } from './lib/here.ts'
import { readFileSync } from 'node:fs'
const near = readFileSync(new URL('./word.txt', import.meta.url), 'utf8')`
  const folder = project({
    'ci.story.ts': story({ body, script: 'echo ${near} ${here}' }),
    'word.txt': 'found',
    'lib/here.ts':
      'export const here = [import.meta.dirname, __filename].map((path) => path.split("/").pop()).join("-")\n',
  })
  expect(emitted(folder)).toContain('echo found lib-here.ts')
})

test('a story that prints leaves the output clean', () => {
  const body = 'console.log("printed"); process.stdout.write("written\\n"); console.error("warned")'
  const run = pipegen(project({ 'ci.story.ts': story({ body }) }), ['emit', '--stdout'])
  expect(run.code).toBe(0)
  expect(run.stdout).not.toMatch(/printed|written|warned/)
  expect(run.stdout).toContain('npm test')
  expect(run.stderr).toContain('printed\nwritten\nwarned\n')
})

test('a story may leave timers and open handles behind', () => {
  const run = pipegen(project({ 'ci.story.ts': story({ body: 'setInterval(() => {}, 1000)' }) }), ['emit', '--stdout'])
  expect(run.code).toBe(0)
})

test('nothing that a bundle is made from changes unnoticed', () => {
  const folder = project({
    'ci.story.ts': story({
      body: "import { a } from './a'\nimport data from './data.json'\nimport { b } from '@x/b'",
      script: 'echo ${a} ${String(data)} ${b}',
    }),
    'a.js': 'export const a = "a1"\n',
    'data.json': '"d1"',
    'x1/b.ts': 'export const b = "b1"\n',
    'x2/b.ts': 'export const b = "b2"\n',
    'base.json': '{ "compilerOptions": { "paths": { "@x/*": ["./x1/*"] } } }',
    'tsconfig.json': '{ "extends": "./base.json" }',
  })
  const text = () => /echo (\w+ \w+ \w+)/.exec(emitted(folder))?.[1]
  expect(text()).toBe('a1 d1 b1')
  put(folder, { 'a.js': 'export const a = "a2"\n' })
  expect(text()).toBe('a2 d1 b1')
  put(folder, { 'data.json': '"d2"' })
  expect(text()).toBe('a2 d2 b1')
  put(folder, { 'base.json': '{ "compilerOptions": { "paths": { "@x/*": ["./x2/*"] } } }' })
  expect(text()).toBe('a2 d2 b2')
  put(folder, { 'a.ts': 'export const a = "a3"\n' })
  expect(text()).toBe('a3 d2 b2')
  rmSync(join(folder, 'a.ts'))
  expect(text()).toBe('a2 d2 b2')
})

test('what a story reads while it runs is read each time', () => {
  const body =
    "import { readFileSync } from 'node:fs'\nconst word = readFileSync('word.txt', 'utf8') + (process.env.WORD ?? '')"
  const folder = project({ 'ci.story.ts': story({ body, script: 'echo ${word}' }), 'word.txt': 'one' })
  expect(emitted(folder)).toContain('echo one')
  put(folder, { 'word.txt': 'two' })
  expect(emitted(folder)).toContain('echo two')
  expect(pipegen(folder, ['emit', '--stdout'], { env: { WORD: '-three' } }).stdout).toContain('echo two-three')
})

test('a cache that is broken or cannot be written does no harm', () => {
  const folder = project({ 'ci.story.ts': story(), 'node_modules/.cache': 'a file' })
  const env = { XDG_CACHE_HOME: join(folder, 'ci.story.ts'), HOME: '/nowhere' }
  expect(pipegen(folder, ['emit', '--stdout'], { env }).stdout).toContain('npm test')
  rmSync(join(folder, 'node_modules/.cache'))
  expect(emitted(folder)).toContain('npm test')
  const kept = Object.keys(snapshot(join(folder, 'node_modules/.cache/pipegen')))
  expect(kept.length).toBeGreaterThan(0)
  put(join(folder, 'node_modules/.cache/pipegen'), Object.fromEntries(kept.map((name) => [name, 'broken'])))
  expect(emitted(folder)).toContain('npm test')
  expect(readFileSync(join(folder, 'node_modules/.cache/pipegen', kept[0]!), 'utf8')).not.toBe('broken')
})
