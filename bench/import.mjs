// Imports files of other people's projects and says what became of them:
// node bench/import.mjs [FOLDER] [--vendor ID] [--match NAME] [--verbose] [--out DIR] [--tsc] [--inline]
// --tsc asks the TypeScript compiler about all stories, by the types of the package where it is built, else by those of dsl/.
// --inline puts what files call of their project in the place of the calls, as a move does.
// --law holds the plans of the stories against what the vendors' rules make of the files themselves, and says that alone.
// FOLDER holds a folder for each vendor, and in it files as OWNER__REPO__PATH, with __ for each slash of the path.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const { values, positionals } = parseArgs({
  options: {
    vendor: { type: 'string', multiple: true },
    verbose: { type: 'boolean', default: false },
    out: { type: 'string' },
    match: { type: 'string', default: '' },
    tsc: { type: 'boolean', default: false },
    law: { type: 'boolean', default: false },
    turns: { type: 'string', default: '40' },
    inline: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})
const root = fileURLToPath(new URL('..', import.meta.url))
const told = values.tsc ? mkdtempSync(join(root, 'node_modules/.cache/pipegen-told-')) : undefined
if (told !== undefined) process.on('exit', () => rmSync(told, { recursive: true, force: true }))
const reason = { leaving: values.inline, inlining: values.inline }
const corpus = positionals[0] ?? join(root, '../shared/corpus/dev')
if (!existsSync(corpus)) {
  console.log(`There are no files to import: no folder ${corpus}`)
  process.exit(2)
}

const bundle = join(root, `node_modules/.cache/pipegen-bench-import-${process.pid}.cjs`)
mkdirSync(dirname(bundle), { recursive: true })
process.on('exit', () => rmSync(bundle, { force: true }))
await build({
  stdin: {
    contents: `export { importFiles } from './src/cli/import/import-files.ts'
export { sources, vendors } from './emitters/index.ts'
export { rateStory } from './src/cli/rate.ts'
export { collect } from './src/diagnostics.ts'
export { matches } from './src/pattern.ts'
export { withRecipes } from './src/recipes.ts'
export { holdImport } from './test/harness/import-law/hold-import.ts'
export { tellLaw } from './test/harness/import-law/tell-law.ts'
export { meaningOf } from './test/harness/retell.ts'`,
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  outfile: bundle,
  external: ['esbuild', 'prettier'],
  define: { 'import.meta.url': JSON.stringify(pathToFileURL(join(root, 'src/load/x.ts')).href) },
  logLevel: 'warning',
})
const { importFiles, sources, vendors, rateStory, collect, meaningOf, matches, withRecipes, holdImport, tellLaw } = (
  await import(pathToFileURL(bundle).href)
).default

const order = ['native', 'lowered', 'setup', 'degraded', 'refused']
for (const folder of readdirSync(corpus).sort()) {
  const vendor = vendors[folder] ?? sources[folder]
  if (vendor?.read === undefined || (values.vendor !== undefined && !values.vendor.includes(folder))) continue
  const groups = groupsIn(join(corpus, folder), folder, (await vendor.read()).related)
  if (values.law && vendor.simulate === undefined) continue
  if (values.law) {
    await holdAll(vendor, groups)
    continue
  }
  const rows = []
  for (const [name, files] of groups) if (name.includes(values.match)) rows.push(await importOne(vendor, name, files))
  tell(vendor, rows)
}
if (told !== undefined) compileAll(told)

async function holdAll(vendor, groups) {
  const rows = []
  for (const [name, files] of groups)
    if (name.includes(values.match))
      rows.push({ name, verdicts: await holdImport(vendor, files, Number(values.turns)) })
  console.log(tellLaw(vendor, rows, values.verbose))
}

// Under the strict rules, and with what a careful project asks for beside them.
function compileAll(folder) {
  const packed = join(root, 'dist/types/dsl/index.d.ts')
  const types = existsSync(packed) ? packed : join(root, 'dsl/index.ts')
  const compilerOptions = {
    strict: true,
    noEmit: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noImplicitReturns: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    target: 'es2023',
    module: 'nodenext',
    types: ['node'],
    paths: { pipegen: [types] },
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['**/*.ts'] }))
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { encoding: 'utf8' })
  const errors = stdout.split('\n').filter((line) => /error TS/.test(line))
  const files = new Set(errors.map((line) => line.split('(')[0]))
  console.log(`\n## Types (${existsSync(packed) ? 'of the package' : 'of dsl/'})\n`)
  console.log(`- stories with an error of the compiler: ${files.size}; errors: ${errors.length}`)
  for (const line of errors.slice(0, values.verbose ? 1000 : 20)) console.log(`  ${line.slice(0, 300)}`)
}

function groupsIn(folder, id, related) {
  const groups = new Map()
  const projects = new Map()
  for (const file of readdirSync(folder).sort()) {
    if (!/\.ya?ml$/.test(file)) continue
    const [owner, repo, ...path] = file.split('__')
    const name =
      id === 'tekton'
        ? `${owner}/${repo}`
        : id === 'codeship'
          ? [owner, repo, ...path.slice(0, -1)].join('/')
          : undefined
    const one = { path: path.join('/') || file, text: readFileSync(join(folder, file), 'utf8') }
    const project = `${owner}/${repo}`
    if (name !== undefined) groups.set(name, [...(groups.get(name) ?? []), one])
    else projects.set(project, [...(projects.get(project) ?? []), { ...one, file }])
  }
  for (const files of projects.values()) for (const [name, group] of gathered(files, related)) groups.set(name, group)
  return groups
}

// Each file that no other one names, with those that it names.
function gathered(files, related = () => []) {
  const named = new Map(
    files.map((file) => {
      const paths = related([file], reason)
      return [file, files.filter(({ path }) => paths.some((one) => one === path || matches(one, path)))]
    }),
  )
  const inner = new Set([...named.values()].flat())
  return files
    .filter((file) => !inner.has(file))
    .map((file) => {
      const group = new Set([file])
      for (const one of group) for (const other of named.get(one)) group.add(other)
      return [file.file, [...group].map(({ path, text }) => ({ path, text, related: path !== file.path }))]
    })
}

async function importOne(vendor, name, files) {
  const { report, found } = collect()
  const began = performance.now()
  try {
    const made = await importFiles(vendor, files, { folder: '.', targets: [], seconds: 20, ...reason }, report)
    const coverage = { carried: 0, raw: 0, lost: 0 }
    for (const { how } of made.reading.coverage) coverage[how]++
    const whole = []
    for (const pipeline of made.pipelines) whole.push(await withRecipes(pipeline, Object.keys(vendors), vendors))
    const verdicts = Object.fromEntries(
      Object.values(vendors).map((other) => {
        const levels = whole.flatMap((pipeline) =>
          rateStory(pipeline, [other]).map((row) => order.indexOf(row.vendors[other.id]?.level)),
        )
        return [other.id, levels.length === 0 ? 'none' : order[Math.max(...levels)]]
      }),
    )
    for (const base of [values.out, told].filter((one) => one !== undefined))
      for (const { path, text } of made.stories) {
        const target = join(base, vendor.id, name.replaceAll(/[^\w.-]+/g, '_'), path)
        mkdirSync(dirname(target), { recursive: true })
        writeFileSync(target, text)
      }
    const lines = {
      yaml: countLines(files.map(({ text }) => text)),
      story: countLines(made.stories.map(({ text }) => text)),
    }
    const isAsRead = made.reading.pipelines.every((pipeline, index) => {
      const again = made.pipelines[index]
      const of = (one) => JSON.stringify(meaningOf({ ...one, targets: [], origin: null }))
      return again === undefined || of(again) === of(pipeline)
    })
    const isWhole = made.stories.length > 0 && made.pipelines.length === made.stories.length
    return {
      name,
      found,
      coverage,
      verdicts,
      lines,
      isWhole,
      isAsRead,
      same: vendors[vendor.id] === undefined ? undefined : made.differences?.length === 0,
      made,
      ms: performance.now() - began,
    }
  } catch (error) {
    return { name, found, crash: error, ms: performance.now() - began }
  }
}

function countLines(texts) {
  return texts.reduce((sum, text) => sum + text.trimEnd().split('\n').length, 0)
}

function tell(vendor, rows) {
  const fine = rows.filter((row) => row.crash === undefined)
  const whole = fine.filter((row) => row.isWhole)
  const sum = (how) => fine.reduce((total, row) => total + row.coverage[how], 0)
  const all = sum('carried') + sum('raw') + sum('lost')
  const ratios = whole.map(({ lines }) => lines.story / Math.max(lines.yaml, 1)).sort((a, b) => a - b)
  const percent = (part, of) => `${part} of ${of} (${of === 0 ? 0 : ((part / of) * 100).toFixed(1)} %)`
  console.log(`\n## ${vendor.title}\n`)
  console.log(`- imported without a crash: ${percent(fine.length, rows.length)}`)
  console.log(`- a story that compiles: ${percent(whole.length, rows.length)}`)
  console.log(`- the story says what was read: ${percent(fine.filter((row) => row.isAsRead).length, rows.length)}`)
  if (vendors[vendor.id] !== undefined)
    console.log(`- written back, the same meaning: ${percent(fine.filter((row) => row.same).length, rows.length)}`)
  console.log(
    `- keys carried: ${percent(sum('carried'), all)}; in the vendor's own words: ${sum('raw')}; lost: ${sum('lost')}`,
  )
  console.log(`- lines of the story for a line of the file, median: ${(ratios[ratios.length >> 1] ?? 0).toFixed(2)}`)
  console.log(`- the slowest took ${Math.max(0, ...rows.map(({ ms }) => ms)).toFixed(0)} ms`)
  for (const other of Object.values(vendors)) {
    const counts = order
      .concat('none')
      .map((level) => `${level} ${whole.filter((row) => row.verdicts[other.id] === level).length}`)
    console.log(`- on ${other.id}: ${counts.join(', ')}`)
  }
  const codes = new Map()
  for (const { found } of rows)
    for (const { code, severity } of found)
      codes.set(`${severity} ${code}`, (codes.get(`${severity} ${code}`) ?? 0) + 1)
  console.log(
    `- findings: ${[...codes]
      .sort()
      .map(([code, count]) => `${code} ${count}`)
      .join(', ')}`,
  )
  for (const row of rows) {
    if (row.crash !== undefined) console.log(`\n${row.name}: ${row.crash.stack}`)
    else if (!row.isWhole || !row.isAsRead || row.same === false || values.verbose) {
      console.log(
        `\n${row.name} (${row.ms.toFixed(0)} ms): ${row.isWhole ? (row.same === undefined ? 'a story' : row.same ? 'the same' : 'differs') : 'no story'}${row.isAsRead ? '' : ', and the story says something else than was read'}`,
      )
      const shown = row.found.filter(
        ({ code, severity }) => values.verbose || severity === 'error' || code === 'import-differs',
      )
      for (const { severity, code, message, origin } of shown.slice(0, values.verbose ? 200 : 6))
        console.log(`  ${severity} ${code} ${origin?.file ?? ''}:${origin?.line ?? ''} ${message.slice(0, 300)}`)
    }
  }
}
