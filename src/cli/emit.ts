import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { collect, hasErrors } from '../diagnostics.ts'
import { findRoot } from '../load/root.ts'
import { chooseIds } from './choose-vendors.ts'
import { exit, type Io } from './command.ts'
import { exitCodeOf } from './exit-code.ts'
import { findStale } from './find-stale.ts'
import { gatherStories } from './gather.ts'
import { locateFindings } from './locate-findings.ts'
import { misuse, readOptions } from './options.ts'
import { type PlannedFile, planFiles } from './plan-files.ts'
import { type FileState, printJson } from './print-json.ts'
import { reportDrift } from './report-drift.ts'
import { settle } from './settle.ts'
import { settledPlace } from './settled.ts'
import { sharedHelp, sharedOptions, sharedValues } from './shared-options.ts'
import { showFindings } from './show.ts'
import { translate } from './translate.ts'
import { writeFiles } from './write-files.ts'

/** The text of `pipegen emit --help`. */
export const help = `  pipegen emit                     all stories, for the vendors that they name
  pipegen emit ci.story.ts --to ID --stdout
  pipegen emit --check             in a job: fails where a file is not what the story says

Usage: pipegen emit [stories...] [options]

Writes the files of the stories: all of them, or none where an error is found. Without names, the stories are
*.story.ts, *.story.mts and *.story.js in this folder and in stories/; then files are removed that pipegen wrote here
and that no story yields any more. Paths count from the root of the repository.

  --to a,b             for these vendors, whatever the stories name
  --out DIR            write below this folder, which must be in the repository
  --stdout             print the files instead
  --check              write nothing; exit 1 where files are not up to date
  --force              overwrite files that pipegen did not write
${sharedHelp}`

const options = {
  to: { type: 'string', multiple: true },
  out: { type: 'string' },
  stdout: { type: 'boolean' },
  check: { type: 'boolean' },
  force: { type: 'boolean' },
  ...sharedOptions,
} as const

/** Writes the files of stories. */
export async function run(args: readonly string[], terminal: Io): Promise<number> {
  const began = Date.now()
  const said: string[] = []
  const io: Io = {
    ...terminal,
    err: (text) => {
      said.push(text)
      terminal.err(text)
    },
  }
  const given = readOptions('emit', args, options, io)
  if (given === undefined) return exit.world
  const { values, names } = given
  const shared = sharedValues(values)
  const ids = chooseIds(values.to ?? [])
  const wrong = [shared, ids].find((one) => typeof one === 'string')
  if (typeof shared === 'string' || typeof ids === 'string') {
    io.err(misuse('emit', String(wrong)))
    return exit.world
  }
  const { report, found } = collect()
  const root = findRoot(io.cwd)
  const out = values.out === undefined ? root : resolve(io.cwd, values.out)
  const { pipelines, bundles, complete } = await gatherStories(
    { cwd: io.cwd, root, names, seconds: shared.seconds, beside: values.to === undefined ? [] : ids },
    report,
  )
  const outputs = await translate(pipelines, ids, values.to !== undefined, report)
  const finish = (files: readonly FileState[]): number => {
    if (shared.json) printJson(locateFindings(found, bundles, root), { files }, io)
    else showFindings(found, bundles, { root, verbose: shared.verbose }, io)
    return exitCodeOf(found)
  }
  if (values.stdout === true) {
    if (!hasErrors(found) && !shared.json) io.out(writeTogether(outputs))
    return finish([])
  }
  if (hasErrors(found)) return finish([])
  const planned = planFiles(
    outputs,
    { cwd: io.cwd, root, out, force: values.force === true || values.check === true },
    report,
  )
  const read = new Set(pipelines.map((pipeline) => pipeline.source))
  const { stale, folders, others } =
    complete && io.cwd === out
      ? findStale(
          out,
          ids,
          outputs.map((output) => output.path),
          (source) => read.has(source) || !existsSync(join(root, source)),
        )
      : { stale: [], folders: [], others: [] }
  if (hasErrors(found)) return finish([])
  if (values.check === true) {
    reportDrift(planned, stale, { args, io, out }, report)
    return finish([...planned.map(stateOf), ...stale.map((file) => ({ ...file, state: 'extra' as const }))])
  }
  const writes = planned.filter((file) => file.state !== 'unchanged')
  const failure = writeFiles([
    ...writes.map((file) => ({
      kind: 'write' as const,
      path: file.real,
      text: file.text,
      mode: file.mode,
      exists: file.state === 'changed',
    })),
    ...stale.map((file) => ({ kind: 'remove' as const, path: join(out, file.path) })),
  ])
  if (failure !== undefined) report('cannot-write', null, { file: relative(io.cwd, failure.path), why: failure.why })
  else if (!shared.json)
    io.err(
      tell(
        planned,
        stale.map((file) => relative(io.cwd, join(out, file.path))),
      ),
    )
  const states =
    failure === undefined
      ? [...planned.map(afterWriting), ...stale.map((file) => ({ ...file, state: 'removed' as const }))]
      : []
  const code = finish(states)
  const place = code === exit.fine && !shared.json ? settledPlace(args, terminal, import.meta.url) : undefined
  if (place !== undefined && writes.length === 0 && stale.length === 0) {
    const named = names.map((name) => resolve(io.cwd, name))
    const files = [...planned.flatMap((file) => [file.real, join(out, file.path)]), ...others]
    settle(place, bundles, { cwd: io.cwd, root, named, files, folders, began }, said.join(''))
  }
  return code
}

function stateOf({ path, vendor, state }: PlannedFile): FileState {
  return { path, vendor, state }
}

function afterWriting(file: PlannedFile): FileState {
  return { ...stateOf(file), state: file.state === 'unchanged' ? 'unchanged' : 'written' }
}

function tell(planned: readonly PlannedFile[], removed: readonly string[]): string {
  const written = planned.filter((file) => file.state !== 'unchanged')
  const same = planned.length - written.length
  return [
    ...written.map((file) => `wrote ${file.shown}\n`),
    ...removed.map((file) => `removed ${file}: no story yields it any more\n`),
    ...(same === 0 ? [] : [`${same === 1 ? '1 file is' : `${same} files are`} up to date\n`]),
  ].join('')
}

// One file is printed as it is; of several, each has its path above it.
function writeTogether(outputs: readonly { readonly path: string; readonly text: string }[]): string {
  if (outputs.length === 1) return outputs[0]!.text
  return outputs.map(({ path, text }) => `# ----- ${path}\n${text}`).join('')
}
