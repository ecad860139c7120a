import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { put, story } from './project.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pipegen-pack-')))
const installed = join(folder, 'node_modules/pipegen')
let tarball = ''

/** Runs a program and gives what it printed; it must succeed. */
function run(command: string, args: readonly string[], cwd = folder): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  expect(`${stdout}${stderr}\nexit ${status}`).toMatch(/\nexit 0$/)
  return stdout
}

beforeAll(() => {
  const [name = ''] = run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], root)
    .trim()
    .split('\n')
  tarball = join(folder, name)
  mkdirSync(installed, { recursive: true })
  run('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1'])
  // What an installation brings besides; linked, so that the test needs no registry.
  for (const dependency of ['esbuild', 'yaml', 'ajv', '@types', 'typescript', '@typescript']) link(dependency)
  mkdirSync(join(folder, 'node_modules/.bin'))
  symlinkSync('../pipegen/dist/cli.cjs', join(folder, 'node_modules/.bin/pipegen'))
  put(folder, {
    'package.json': '{ "name": "user", "private": true }',
    'ci.story.ts': story(),
    'tsconfig.json':
      '{ "compilerOptions": { "module": "nodenext", "target": "es2023", "strict": true, "noEmit": true, "types": ["node"] }, "include": ["*.ts", "*.mts"] }',
    'use.mts': `import { collect, compileStory, discoverStories, emitStories, loadStory, locate, vendors, type Pipeline, type Vendor } from 'pipegen/api'
import { job } from 'pipegen'

const { report, found } = collect()
const pipelines: Pipeline[] = []
for (const file of discoverStories(process.cwd())) {
  const loaded = await loadStory(file, { root: process.cwd() }, report)
  if (loaded === undefined) throw new Error('not loaded')
  const pipeline = compileStory(loaded.value, { source: loaded.bundle.name, vendors: Object.keys(vendors) }, report)
  if (pipeline !== undefined) pipelines.push(pipeline)
  console.log(JSON.stringify(locate(pipeline!.jobs[0]!.origin, [loaded.bundle])))
}
const all: readonly Vendor[] = Object.values(vendors)
const outputs = await emitStories(pipelines, all, report)
console.log(outputs.length, found.filter((finding) => finding.severity === 'error').length, typeof job)
`,
  })
})

function link(name: string): void {
  const path = join(folder, 'node_modules', name)
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(join(root, 'node_modules', name), path)
}

test('the package holds what it needs and no more', () => {
  const paths = run('tar', ['-tzf', tarball]).trim().split('\n')
  expect(paths.filter((path) => !/^package\/(?:dist\/|package\.json$|[A-Z]+\.md$|LICENSE$)/.test(path))).toEqual([])
  expect(paths.filter((path) => path.endsWith('.v8'))).not.toEqual([])
  expect(readdirSync(join(installed, 'dist'))).toEqual(
    expect.arrayContaining(['api.js', 'cli.cjs', 'dsl.js', 'explain.json', 'main.cjs', 'types']),
  )
})

test('npx pipegen emit works, with the compiled form that is in the package', () => {
  const kept = () =>
    readdirSync(join(installed, 'dist'))
      .filter((name) => name.endsWith('.v8'))
      .map((name) => [name, statSync(join(installed, 'dist', name)).mtimeMs])
  const before = kept()
  run('npx', ['--offline', '--no-install', 'pipegen', 'emit'])
  expect(kept()).toEqual(before)
  expect(readFileSync(join(folder, '.github/workflows/shop.yml'), 'utf8')).toContain('npm test')
})

test('the modules are one copy of the code and do what the command line does', () => {
  // Node 20 runs no types, so the bundler takes them out.
  run(join(root, 'node_modules/.bin/esbuild'), ['use.mts', '--outfile=use.mjs', '--format=esm'])
  const [place = '', counts] = run(process.execPath, ['use.mjs']).trim().split('\n')
  expect(JSON.parse(place)).toMatchObject({ file: 'ci.story.ts', line: 3 })
  expect(counts).toMatch(/^[1-9]\d* 0 function$/)
})

test.each(['typescript', 'typescript6'])('the types of a story and of the modules hold in %s', (compiler) => {
  run(process.execPath, [join(root, 'node_modules', compiler, 'bin/tsc'), '-p', 'tsconfig.json'])
})

test('publint has nothing to say', () => {
  expect(run(join(root, 'node_modules/.bin/publint'), [installed, '--strict'])).toContain('All good')
})

test('the types are found by every kind of resolution that knows exports', () => {
  run(join(root, 'node_modules/.bin/attw'), [
    tarball,
    '--profile',
    'esm-only',
    '--no-emoji',
    '--exclude-entrypoints',
    './package.json',
  ])
})
