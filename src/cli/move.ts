import { join } from 'node:path'
import { type Code, collect, hasErrors, type Report } from '../diagnostics.ts'
import { emitStories, type Output } from '../emit.ts'
import type { Pipeline } from '../ir.ts'
import { findRoot } from '../load/root.ts'
import { leave } from '../read/leave.ts'
import { unfinished } from '../read/unfinished.ts'
import { chooseSource, chooseVendors } from './choose-vendors.ts'
import { exit, type Io } from './command.ts'
import { exitCodeOf } from './exit-code.ts'
import { decisionCodes, tellDecisions, watchDecisions } from './import/decisions.ts'
import { importFiles } from './import/import-files.ts'
import { jsonOfImport } from './import/json-of-import.ts'
import { findFiles, loadFile, withRelated } from './import/load-files.ts'
import { rateAllStories } from './import/rate-all-stories.ts'
import { tellImport } from './import/tell-import.ts'
import { tellInTheWay } from './import/tell-in-the-way.ts'
import { tellMove } from './import/tell-move.ts'
import { writeStories } from './import/write-stories.ts'
import { locateFindings } from './locate-findings.ts'
import { misuse, readOptions } from './options.ts'
import { painter } from './paint.ts'
import { printJson } from './print-json.ts'
import { sharedHelp, sharedOptions, sharedValues } from './shared-options.ts'
import { showFindings } from './show.ts'
import { tellLevels, tellWords } from './tell-targets.ts'
import { roomIn } from './wrap.ts'

/** The text of `pipegen move --help`. */
export const help = `  pipegen move FROM TO --dry-run   what a move of this repository would bring
  pipegen move FROM TO             writes the stories, and the files of the other vendor

Usage: pipegen move FROM TO [options]

Reads all files of one vendor in this repository as stories, and writes the files of another from them: import and emit
in one go. It shows what the new vendor makes of each thing used, row by row, and what is to be set up in its settings.
Where it cannot have something, the stories are written, and its files are not. The files of the old vendor stay.

  --dry-run            write nothing
  --unfinished         where only the old vendor has something, write a step that fails and says so, so that the files can be
                       written; nothing behind such a step runs until you have written it
  --force              overwrite stories and files that are there
${sharedHelp}`

const options = {
  'dry-run': { type: 'boolean' },
  force: { type: 'boolean' },
  unfinished: { type: 'boolean' },
  ...sharedOptions,
} as const

/** Takes a repository from one vendor to another. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const given = readOptions('move', args, options, io)
  if (given === undefined) return exit.world
  const { values, names } = given
  const shared = sharedValues(values)
  const [from, to] = names
  const known = names.length === 2 && from !== undefined && to !== undefined
  const old = known ? chooseSource(from) : 'name two vendors: pipegen move FROM TO'
  const ends = known ? chooseVendors([to]) : []
  const next = typeof ends === 'string' ? undefined : ends[0]
  const wrong = [shared, old, ends].find((one) => typeof one === 'string')
  if (wrong !== undefined || typeof shared === 'string' || typeof old === 'string' || next === undefined) {
    io.err(misuse('move', String(wrong)))
    return exit.world
  }
  const { report: collecting, found } = collect()
  const { report, decisions } = watchDecisions(collecting)
  const root = findRoot(io.cwd)
  const reader = await old.read?.()
  const paths = reader === undefined ? [] : findFiles(root, (path) => old.owns(path))
  if (reader === undefined || paths.length === 0) {
    report('import-nothing', null, { vendor: old.title, looked: [root] })
    showFindings(found, [], { root, verbose: shared.verbose }, io)
    return exit.world
  }
  const files = paths.flatMap((path) => loadFile(join(root, path), root, report) ?? [])
  const importing = { folder: '.', targets: [next.id], seconds: shared.seconds, leaving: true, inlining: true }
  const all = withRelated(files, reader, root, report, importing)
  const said: { readonly code: Code; readonly tell: () => void }[] = []
  const imported = await importFiles(old, all, importing, (code, ...more) =>
    said.push({ code, tell: () => report(code, ...more) }),
  )
  // What is compared is what was read; what is written is for the new vendor, and may have steps that are still to be written.
  const changed = imported.reading.pipelines.map((pipeline) => {
    const own = leave(pipeline, imported.reading.unsaid ?? [], next, report)
    return values.unfinished === true ? unfinished(own, next, report) : own
  })
  const isSame = changed.every((pipeline, index) => pipeline === imported.reading.pipelines[index])
  for (const { code, tell } of said) if (isSame || code.startsWith('import-')) tell()
  const change = (pipeline: Pipeline): Pipeline => changed.find(({ name }) => name === pipeline.name) ?? pipeline
  const told: Report = (code, ...more) => (code.startsWith('import-') ? undefined : report(code, ...more))
  const made = isSame ? imported : await importFiles(old, all, { ...importing, change }, told)
  const outputs = await emitStories(made.pipelines, [next], report)
  const stories = made.stories.map((story): Output => ({ ...story, executable: false, vendor: old.id }))
  const whole = !hasErrors(found)
  const writing = { cwd: io.cwd, root, force: values.force === true, dry: values['dry-run'] === true }
  const written = writeStories(whole ? [...stories, ...outputs] : stories, writing, report)
  const rows = rateAllStories(made.pipelines, [next])
  if (shared.json) {
    const outcome = { imports: [jsonOfImport(imported)], rows, outputs: outputs.map(({ path }) => path) }
    printJson(locateFindings(found, made.bundles, root), outcome, io)
    return exitCodeOf(found)
  }
  const paint = painter(io.color)
  const showing = { width: roomIn(io.columns()), verbose: shared.verbose, paint }
  io.err(tellImport(imported, showing))
  io.out(
    shared.verbose
      ? `\n${tellLevels(rows, [next], showing)}\n${tellWords(rows, [next], showing)}\n`
      : tellMove(rows, made.pipelines, next, showing),
  )
  if (!shared.verbose) io.err(tellDecisions(decisions(), made.bundles, showing))
  io.err(tellInTheWay(made.pipelines, next, made.bundles, showing))
  if (written.length > 0) io.err(`\n${written.join('')}`)
  if (whole && written.length > 0)
    io.err(`The files of ${old.title} are still there: take them away when ${next.title} does their work.\n`)
  const apart = shared.verbose ? undefined : decisionCodes
  showFindings(found, made.bundles, { root, verbose: shared.verbose, ...(apart && { told: apart }) }, io)
  return exitCodeOf(found)
}
