// Measures whole processes: npm run bench [-- --rounds 25] [-- --peers] [-- --editor] [-- --imports]. Prints tables in Markdown.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { denseFiles } from './dense.mjs'
import { measure, memory } from './measure.mjs'
import { storyOf } from './story.mjs'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '21' },
    peers: { type: 'boolean', default: false },
    editor: { type: 'boolean', default: false },
    imports: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const dist = fileURLToPath(new URL('../dist', import.meta.url))
const both = "['github', 'gitlab']"
const one = "['github']"
const home = mkdtempSync(join(tmpdir(), 'pipegen-bench-'))
process.on('exit', () => rmSync(home, { recursive: true, force: true }))

console.log(
  `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim()}; medians of ${rounds} runs in turns, whole processes.\n`,
)

const base = { name: 'node -e 0', args: ['-e', '0'], cwd: tmpdir() }
const small = project('small', 3, both)
const kept = project('kept', 3, both)
const large = project('large', 1000, one)
const still = project('still', 1000, one)
const times = measure(
  [
    base,
    { name: '3 jobs, two vendors, nothing kept of the story', ...emit(small), before: () => forget(small) },
    { name: '3 jobs, two vendors, unchanged since the last run', ...emit(kept) },
    { name: '1,000 jobs, one vendor, nothing kept of the story', ...emit(large), before: () => forget(large) },
    { name: '1,000 jobs, one vendor, unchanged since the last run', ...emit(still) },
    {
      name: '3 jobs, two vendors, on an engine that has not compiled the program before',
      ...emit(small),
      before: () => {
        forget(small)
        forgetProgram()
      },
    },
  ],
  rounds,
)
const targets = ['', '2.5', '1.7', '5', '5', '']
print(
  ['', 'ms', 'x `node -e 0`', 'target'],
  [...times].map(([name, time], index) => [name, ...ratio(time), targets[index]]),
)

const sizes = [10, 100, 1000, 10_000].map((jobs) => {
  // A workflow of GitHub has a limit, so ten thousand jobs are ten stories.
  const folder = project(`of-${jobs}`, Math.min(jobs, 1000), one, Math.ceil(jobs / 1000))
  return { jobs, command: { name: String(jobs), ...emit(folder), before: () => forget(folder) } }
})
const commands = sizes.map(({ command }) => command)
const bySize = measure(commands, Math.min(rounds, 5))
print(
  ['jobs, one vendor', 'ms', 'x `node -e 0`', 'peak MB'],
  sizes.map(({ jobs, command }) => [
    jobs.toLocaleString('en'),
    ...ratio(bySize.get(command.name)),
    memory(command).toFixed(0),
  ]),
)

if (values.peers) {
  const { peers } = await import('./peers.mjs')
  const counts = [3, 100, 1000]
  const own = new Map(counts.map((jobs) => [jobs, project(`beside-${jobs}`, jobs, one)]))
  const pipegen = {
    name: 'pipegen',
    command: (jobs) => ({ ...emit(own.get(jobs)), before: () => forget(own.get(jobs)) }),
  }
  const tools = [pipegen, ...peers(counts)]
  const compared = measure(
    tools.flatMap(({ name, command }) => counts.map((jobs) => ({ ...command(jobs), name: `${name} ${jobs}` }))),
    Math.min(rounds, 7),
  )
  print(
    ['tool', ...counts.map((jobs) => `${jobs.toLocaleString('en')} jobs, ms`)],
    tools.map(({ name }) => [name, ...counts.map((jobs) => compared.get(`${name} ${jobs}`).toFixed(0))]),
  )
}

if (values.editor) {
  const { measureEditor } = await import('./editor.mjs')
  const rows = []
  const sizes = [10, 100, 1000].map((jobs) => ({ jobs, depth: 10 }))
  // The last is one chain: the type of a job asks for the types of all before it.
  for (const size of [...sizes, { jobs: 1000, depth: 1000 }]) rows.push({ ...size, ...(await measureEditor(size, 30)) })
  const beside = ({ ours, floor }, key) => `${ours[key].toFixed(0)} / ${floor[key].toFixed(0)}`
  print(
    ['jobs', 'in rows of', '`tsc`, ms', 'first completion, ms', 'median of 30 more', 'ratio', 'slowest'],
    rows.map((row) => [
      row.jobs.toLocaleString('en'),
      row.depth.toLocaleString('en'),
      ...['check', 'first', 'median'].map((key) => beside(row, key)),
      (row.ours.median / row.floor.median).toFixed(2),
      beside(row, 'slowest'),
    ]),
  )
  console.log('Each time: with our types / with types that say nothing, in the same run.')
}

if (values.imports) {
  const commands = Object.entries(denseFiles(100_000)).flatMap(([vendor, { path, shapes }]) =>
    Object.entries(shapes).map(([shape, text]) => importOf(vendor, path, shape, text)),
  )
  const dense = measure(commands, Math.min(rounds, 3))
  print(
    ['import of 100 KB', 'lines', 'ms'],
    commands.map(({ name, lines }) => [name, lines.toLocaleString('en'), dense.get(name).toFixed(0)]),
  )
}

function importOf(vendor, path, shape, text) {
  const cwd = join(home, `${vendor}-${shape}`)
  mkdirSync(join(cwd, dirname(path)), { recursive: true })
  mkdirSync(join(cwd, '.git'))
  writeFileSync(join(cwd, path), text)
  // Some hold more than their vendor takes, which is an error that is told.
  const args = [join(dist, 'cli.cjs'), 'import', path, '--from', vendor, '--force', '--time-limit', '600']
  return { name: `${vendor}: ${shape}`, lines: text.split('\n').length, args, cwd, mayFail: true }
}

function project(name, jobs, targets, stories = 1) {
  const folder = join(home, name)
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  writeFileSync(join(folder, 'ci.story.ts'), storyOf(jobs, targets))
  for (let index = 1; index < stories; index++)
    writeFileSync(join(folder, `ci-${index}.story.ts`), storyOf(jobs, targets, `bench-${index}`))
  return folder
}

function emit(folder) {
  return { args: [join(dist, 'cli.cjs'), 'emit'], cwd: folder }
}

function forget(folder) {
  rmSync(join(folder, 'node_modules/.cache'), { recursive: true, force: true })
}

function forgetProgram() {
  for (const name of readdirSync(dist)) if (name.endsWith('.v8')) rmSync(join(dist, name))
}

function ratio(time) {
  return [time.toFixed(1), (time / times.get(base.name)).toFixed(2)]
}

function print(head, rows) {
  for (const row of [head, head.map(() => '---'), ...rows]) console.log(`| ${row.join(' | ')} |`)
  console.log()
}
