import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { brief, errorsOf, findingsOf, pipegen, project, put, type Run, snapshot, story } from '../cli/project.ts'
import { codesOf, emitAndAdd, installTypeScript, repository } from './repository.ts'

const compilers = ['typescript', 'typescript6']
const wrong = story({ body: "const count: number = 'one'" })

/** A project whose outputs are there, with a compiler. */
function typed(files: Readonly<Record<string, string>>, compiler = 'typescript'): string {
  const folder = project(files)
  installTypeScript(folder, compiler)
  pipegen(folder, ['emit'])
  return folder
}

function check(folder: string, args: readonly string[] = []): Run {
  const before = snapshot(folder)
  const run = pipegen(folder, ['check', '--format', 'json', ...args])
  expect(snapshot(folder)).toEqual(before)
  return run
}

test.each(compilers)('the types of a story are checked with %s', (compiler) => {
  const folder = typed({ 'ci.story.ts': wrong }, compiler)
  const run = check(folder)
  expect([run.code, errorsOf(run).map(brief)]).toEqual([1, ['types-wrong ci.story.ts:2:7']])
  expect(errorsOf(run)[0]!.message).toBe("Type 'string' is not assignable to type 'number'. (TS2322)")
  put(folder, { 'ci.story.ts': story() })
  expect(check(folder)).toMatchObject({ code: 0 })
  expect(findingsOf(check(folder))).toEqual(findingsOf(check(folder)).filter(({ severity }) => severity === 'note'))
})

test.each(compilers)('a misspelt option is a type error where it stands: %s', (compiler) => {
  const spec = 'sh`true`], timout: 5'
  const folder = typed({ 'ci.story.ts': story().replace('sh`npm test`]', spec) }, compiler)
  const found = errorsOf(check(folder)).filter(({ code }) => code === 'types-wrong')
  expect(found.map(brief)).toEqual(['types-wrong ci.story.ts:3:39'])
  expect(found[0]!.message).toContain('timout')
})

test('a check that passed is not made again until something changes', () => {
  // A compiler that counts its runs.
  const folder = project({
    'ci.story.ts': story({ body: "import { x } from './x.ts'" }),
    'x.ts': 'export const x = 1\n',
    'node_modules/typescript/package.json': '{ "version": "5.0.0", "bin": { "tsc": "tsc.js" } }',
    'node_modules/typescript/tsc.js':
      "require('fs').appendFileSync(__dirname + '/runs', '.'); console.log(['ci.story.ts', 'x.ts'].map((name) => process.cwd() + '/' + name).join('\\n'))",
  })
  pipegen(folder, ['emit'])
  const runs = () => {
    expect(check(folder)).toMatchObject({ code: 0 })
    return readFileSync(join(folder, 'node_modules/typescript/runs'), 'utf8').length
  }
  expect([runs(), runs()]).toEqual([1, 1])
  put(folder, { 'x.ts': 'export const x = 2\n' })
  expect([runs(), runs()]).toEqual([2, 2])
  put(folder, { 'tsconfig.json': '{}' })
  expect([runs(), runs()]).toEqual([3, 3])
  put(folder, { 'x.mts': '' })
  expect([runs(), runs()]).toEqual([4, 4])
  put(folder, { 'node_modules/typescript/package.json': '{ "version": "5.0.1", "bin": { "tsc": "tsc.js" } }' })
  expect([runs(), runs()]).toEqual([5, 5])
})

test('the options are those of the nearest tsconfig.json, whatever it includes and writes', () => {
  const options = {
    target: 'es2023',
    module: 'nodenext',
    strict: true,
    noUnusedLocals: true,
    allowImportingTsExtensions: true,
    emitDeclarationOnly: true,
    declaration: true,
    declarationDir: 'types',
    composite: true,
    outDir: 'out',
    rootDir: 'src',
    tsBuildInfoFile: 'out/info',
  }
  const folder = typed({
    'ci.story.ts': story({ body: 'const unused = 1' }),
    'base.json': JSON.stringify({ compilerOptions: options }),
    'tsconfig.json': '// with a comment\n{ "extends": "./base.json", "include": ["src"], }',
    'stories/other.story.ts': story({ name: 'other', body: 'const unused = 1' }),
    'stories/tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "strict": true } }',
  })
  const errors = errorsOf(check(folder))
  expect(errors.map(brief)).toEqual(['types-wrong ci.story.ts:2:7'])
  expect(errors[0]!.message).toContain('TS6133')
})

test('paths of the project hold beside those that lead to the running pipegen', () => {
  const folder = typed({
    'ci.story.ts': story({ body: "import { x } from '#x'\nconst y: number = x" }),
    'lib/x.ts': "export const x: string = 'one'\n",
    'settings/base.json': '{ "compilerOptions": { "paths": { /* here */ "#x": ["../lib/x.ts"], }, "strict": true } }',
    'tsconfig.json':
      '{ "extends": ["./settings/base"], "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" } }',
  })
  expect(errorsOf(check(folder)).map(brief)).toEqual(['types-wrong ci.story.ts:3:7'])
})

test('an installed pipegen has the types that count', () => {
  const folder = typed({
    'ci.story.ts': story(),
    'node_modules/pipegen/package.json': '{ "name": "pipegen", "types": "index.d.ts" }',
    'node_modules/pipegen/index.d.ts': 'export const story: number\n',
  })
  expect(errorsOf(check(folder)).map(({ message }) => message)).toContain(
    "Module '\"pipegen\"' has no exported member 'job'. (TS2305)",
  )
})

test('without a tsconfig.json a story may use what the loader understands', () => {
  const body = `import { readFileSync } from 'node:fs'
import { x } from './x'
const text = await Promise.resolve(readFileSync(new URL(import.meta.url), 'utf8') + x)
const length: number = text.length
if (length < 0) throw new Error(process.cwd())`
  const folder = project({ 'ci.story.ts': story({ body }), 'x.ts': 'export const x = 1\n' })
  installTypeScript(folder)
  mkdirSync(join(folder, 'node_modules/@types'))
  symlinkSync(
    fileURLToPath(new URL('../../node_modules/@types/node', import.meta.url)),
    join(folder, 'node_modules/@types/node'),
  )
  pipegen(folder, ['emit'])
  expect(errorsOf(check(folder))).toEqual([])
})

test('without TypeScript that is a warning, and for a story in JavaScript there is nothing to check', () => {
  const folder = project({ 'ci.story.ts': wrong })
  pipegen(folder, ['emit'])
  const run = check(folder)
  expect(run.code).toBe(0)
  expect(
    findingsOf(run)
      .filter(({ severity }) => severity === 'warning')
      .map(({ code }) => code),
  ).toEqual(['types-not-checked'])
  const plain = project({ 'ci.story.js': story() })
  pipegen(plain, ['emit'])
  expect(findingsOf(check(plain)).map(({ code }) => code)).not.toContain('types-not-checked')
})

test('a compiler that cannot run, or does not know the options, is a warning with its words', () => {
  const folder = typed({ 'ci.story.ts': story() })
  const broken = project({
    'ci.story.ts': story(),
    'node_modules/typescript/package.json': '{ "version": "4.0.0", "bin": { "tsc": "tsc.js" } }',
    'node_modules/typescript/tsc.js':
      'console.log("error TS5023: Unknown compiler option \'moduleDetection\'."); process.exit(1)',
  })
  pipegen(broken, ['emit'])
  const warning = findingsOf(check(broken)).find(({ code }) => code === 'types-not-checked')
  expect(warning?.message).toContain("tsc 4.0.0 says: Unknown compiler option 'moduleDetection'.")
  put(broken, { 'node_modules/typescript/tsc.js': 'throw new Error("out of order")' })
  const failed = findingsOf(check(broken)).find(({ code }) => code === 'types-not-checked')
  expect(failed?.message).toContain('tsc failed')
  writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "strikt": true } }')
  expect(errorsOf(check(folder)).map(brief)).toEqual(['types-wrong tsconfig.json:1:24'])
})

test.each(compilers)('--staged checks the types of what is staged: %s', (compiler) => {
  const repo = repository({ 'ci.story.ts': wrong, 'tsconfig.json': '{ "compilerOptions": { "strict": true } }' })
  installTypeScript(repo.folder, compiler)
  emitAndAdd(repo)
  repo.put({ 'ci.story.ts': story({ body: '// mended, and not staged' }) })
  const run = repo.check()
  expect([run.code, codesOf(run)]).toEqual([1, ['types-wrong']])
  expect(run.stderr).toMatch(/^ci\.story\.ts:2:7: error: .*\n {2}1 \| .*\n> 2 \| const count: number = 'one'/)
  repo.git('add', '.')
  expect(repo.check()).toMatchObject({ code: 0 })
})

test('a declaration that only the compiler reads counts as it is staged', () => {
  const repo = repository({
    'ci.story.ts': `/// <reference path="./names.d.ts" />\n${story({ body: "const name: Name = 'one'" })}`,
    'names.d.ts': "type Name = 'one'\n",
  })
  installTypeScript(repo.folder)
  emitAndAdd(repo)
  expect(repo.check()).toMatchObject({ code: 0 })
  repo.put({ 'names.d.ts': "type Name = 'two'\n" })
  expect(repo.check()).toMatchObject({ code: 0 })
  repo.git('add', '.')
  repo.put({ 'names.d.ts': "type Name = 'one'\n" })
  expect(codesOf(repo.check())).toEqual(['types-wrong'])
})
