// Builds dist/: the program as one CommonJS file, with what few runs need beside it; the modules; and the types.
import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { indexLoops } from './index-loops.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
// Built aside and put in place at the end: a build that fails leaves the last one as it is.
const dist = join(root, `node_modules/.dist-${process.pid}`)
mkdirSync(dist)
process.on('exit', () => rmSync(dist, { recursive: true, force: true }))

const types = writeTypes()

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  absWorkingDir: root,
}

const program = { ...common, outdir: dist, outExtension: { '.js': '.cjs' }, format: 'cjs', minify: true }

// Of package.json the program needs the version alone.
const onlyVersion = {
  name: 'only-version',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]package\.json$/ }, ({ path }) =>
      dirname(path) === root.replace(/[\\/]$/, '')
        ? { contents: JSON.stringify({ version: JSON.parse(readFileSync(path, 'utf8')).version }), loader: 'json' }
        : undefined,
    )
  },
}

// What most first stories ask for.
const firstStory = `import { branch, job, node, pullRequest, push, sh, story } from 'pipegen'
const unit = job({ matrix: { version: ['22', '24'] }, tools: ({ version }) => [node(version)], steps: [sh\`npm test\`] })
const release = job({ needs: [unit], when: branch('main'), steps: [sh\`make release\`] })
export default story({
  name: 'first',
  targets: ['github', 'gitlab'],
  on: [push(), pullRequest()],
  stages: { test: { unit }, deploy: { release } },
})
`

// The libraries stand in files of their own, which are read when something in them is called for.
const libraries = ['yaml', 'ajv']
// So do the parts of the program that few runs need; the name of the file is that of the part.
const parts = Object.fromEntries(
  [
    ...['plan', 'import', 'move'].map((command) => `src/cli/${command}.ts`),
    ...readdirSync(join(root, 'emitters')).flatMap((vendor) =>
      ['simulate', 'read'].map((part) => `emitters/${vendor}/${part}/index.ts`),
    ),
  ]
    .filter((path) => existsSync(join(root, path)))
    .map((path) => [path.replace(/^(src|emitters)\/|(\/index)?\.ts$/g, '').replaceAll('/', '-'), path]),
)
const apart = {
  name: 'apart',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^(${libraries.join('|')})$`) }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: `./${path}.cjs`, external: true },
    )
    onResolve({ filter: /^\..*\.ts$/ }, ({ path, kind, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined
      const wanted = relative(root, join(resolveDir, path)).replaceAll('\\', '/')
      const part = Object.keys(parts).find((name) => parts[name] === wanted)
      return part === undefined ? undefined : { path: `./${part}.cjs`, external: true }
    })
    onResolve({ filter: /^prettier($|\/)/ }, ({ path }) => ({ path, external: true }))
  },
}

const loops = indexLoops(
  root,
  ['src/cli/index.ts', ...Object.values(parts)].map((path) => join(root, path)),
)

// In the program each vendor is loaded when it is first asked for: to load all of them takes longer than to run one.
const vendorsOnDemand = {
  name: 'vendors-on-demand',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]emitters[\\/]index\.ts$/ }, ({ path }) => ({
      contents: onDemand(readFileSync(path, 'utf8')),
      loader: 'ts',
      resolveDir: dirname(path),
    }))
  },
}

const loaded = {
  ...program,
  // The loader of the program reads a byte as a character, and kept code forgets how to import.
  charset: 'ascii',
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': '__filename' },
  plugins: [onlyVersion, apart, vendorsOnDemand, loops],
}

const modules = Promise.allSettled([
  build({
    ...program,
    entryPoints: { cli: 'src/cli/bin.ts' },
    plugins: [onlyVersion],
    banner: { js: '#!/usr/bin/env node' },
  }),
  build({
    ...loaded,
    entryPoints: { main: 'src/cli/index.ts' },
    banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
    footer: { js: '})' },
  }),
  build({ ...loaded, entryPoints: parts }),
  build({ ...program, entryPoints: Object.fromEntries(libraries.map((name) => [name, name])) }),
  build({
    ...common,
    entryPoints: { dsl: 'dsl/index.ts', api: 'src/index.ts' },
    outdir: dist,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    splitting: true,
    packages: 'external',
    plugins: [onlyVersion],
  }),
])
// All are waited for: what still writes would bring the folder back.
const [made, typed] = await Promise.all([modules, types])
if (made.some(({ status }) => status === 'rejected')) process.exit(1)
chmodSync(join(dist, 'cli.cjs'), 0o755)
writeFileSync(join(dist, 'explain.json'), JSON.stringify(smallestStories()))
rewriteSpecifiers(join(dist, 'types'))
keepCompiled()
rmSync(join(root, 'dist'), { recursive: true, force: true })
renameSync(dist, join(root, 'dist'))
// Wrong types are an error of the build, and no reason to keep an old program.
if (typed !== 0) process.exitCode = 1

// A first run compiles the program, which takes longer than all else that it does, unless it finds its compiled form there.
function keepCompiled() {
  const folder = mkdtempSync(join(tmpdir(), 'pipegen-build-'))
  try {
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(dist, join(folder, 'node_modules/pipegen'), 'junction')
    writeFileSync(join(dist, 'package.json'), JSON.stringify({ type: 'module', exports: { '.': './dsl.js' } }))
    writeFileSync(join(folder, 'ci.story.ts'), firstStory)
    spawnSync(process.execPath, [join(dist, 'cli.cjs'), 'emit'], { cwd: folder, stdio: 'ignore' })
  } finally {
    rmSync(join(dist, 'package.json'))
    rmSync(folder, { recursive: true, force: true })
  }
}

// The registry with each import as a function and each entry as a getter.
function onDemand(registry) {
  const from = Object.fromEntries(
    [...registry.matchAll(/^import \{([^}]*)\} from '(\.\/[^']+)'/gm)].flatMap(([, names, path]) =>
      names.split(',').map((name) => [name.trim(), path]),
    ),
  )
  const lists = [...registry.matchAll(/export const (\w+) = \{([^{}]*)\}/g)]
  if (lists.map(([, name]) => name).join() !== 'sources,vendors')
    throw new Error('emitters/index.ts does not look as the build expects it')
  return lists.map(([, name, entries]) => `export const ${name} = { ${getters(entries, from)} }`).join('\n')
}

function getters(entries, from) {
  return entries
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map((entry) => {
      const [key, name = key] = entry.split(':').map((part) => part.trim())
      if (from[name] === undefined)
        throw new Error(`emitters/index.ts: ${name} is not imported as the build expects it`)
      return `get ${key}() { return require('${from[name]}').${name} },`
    })
    .join(' ')
}

// For `explain`: the story of each case in test/check, which shows the finding that the case is named after.
function smallestStories() {
  const folder = join(root, 'test/check')
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return {}
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .flatMap((code) => {
        const stories = readdirSync(join(folder, code)).filter((name) => name === 'story.ts')
        return stories.length === 0 ? [] : [[code, readFileSync(join(folder, code, stories[0]), 'utf8')]]
      }),
  )
}

// The sources import each other by their own names; the declarations are found by older compilers as those of .js files.
function rewriteSpecifiers(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) rewriteSpecifiers(path)
    else
      writeFileSync(
        path,
        readFileSync(path, 'utf8').replace(/((?:from|import\() ?["']\.{1,2}\/[^"']+)\.ts(["'])/g, '$1.js$2'),
      )
  }
}

function writeTypes() {
  return new Promise((resolve) => {
    const args = [
      join(root, 'node_modules/typescript/bin/tsc'),
      '-p',
      join(root, '.config/tsconfig.build.json'),
      '--outDir',
      join(dist, 'types'),
    ]
    // What it says goes to standard error: the standard output of a build belongs to whoever packs the package.
    spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] }).on('close', resolve)
  })
}
