import { availableParallelism, tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { collect, hasErrors } from '../diagnostics.ts'
import { findRoot } from '../load/root.ts'
import { whyOf } from '../load/why.ts'
import { startKeeper } from '../run/keeper.ts'
import { clearLeftovers } from '../run/leftovers.ts'
import { killMarked, newestProcess } from '../run/processes.ts'
import { readRepository } from '../run/repository.ts'
import { makeRunFolder, type RunFolder } from '../run/run-folder.ts'
import { exit, type Io } from './command.ts'
import { exitCodeOf } from './exit-code.ts'
import { gatherStories } from './gather.ts'
import { locateFindings } from './locate-findings.ts'
import { misuse, readOptions } from './options.ts'
import { readEvent } from './plan/read-event.ts'
import { printJson } from './print-json.ts'
import { catchSignals } from './run/catch-signals.ts'
import { chooseStories } from './run/choose-stories.ts'
import { runFlags } from './run/run-flags.ts'
import { joinReports, runHelp, runOptions } from './run/run-options.ts'
import { runStory, type StoryRun } from './run/run-story.ts'
import { plainEnd } from './run/write-report.ts'
import { sharedValues } from './shared-options.ts'
import { showFindings } from './show.ts'

/** The text of `pipegen run --help`. */
export const help = runHelp

// No vendor's step can be one of this machine.
const here = ['']

/** Runs stories on this machine. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const given = readOptions('run', joinReports(args), runOptions, io)
  if (given === undefined) return exit.world
  const { values, names } = given
  const shared = sharedValues(values)
  const event = readEvent(values)
  const flags = runFlags(values, io)
  if (typeof shared === 'string' || typeof event === 'string' || typeof flags === 'string') {
    io.err(misuse('run', String([shared, event, flags].find((one) => typeof one === 'string'))))
    return exit.world
  }
  const repositoryRoot = findRoot(io.cwd)
  const root = values.root === undefined ? repositoryRoot : resolve(io.cwd, values.root)
  const stories = names.filter((name) => isStory(name))
  const wanted = [...(values.job ?? []), ...names.filter((name) => !stories.includes(name))]
  const lanes = flags.inPlace ? 1 : (flags.jobs ?? availableParallelism())
  // Begun before the stories are read, for all three take their time beside each other.
  const repository = readRepository(root, io.env as NodeJS.ProcessEnv)
  const since = newestProcess()
  const folder = folderOf(io)
  if (folder === undefined) return exit.world
  const keeper = startKeeper(folder, lanes, io.env as NodeJS.ProcessEnv)
  const { signal, caught, release } = catchSignals(folder.id, since)
  const { report, found } = collect()
  const runs: StoryRun[] = []
  try {
    const { pipelines, bundles } = await gatherStories(
      { cwd: io.cwd, root: repositoryRoot, names: stories, seconds: shared.seconds, beside: here, unpaced: true },
      report,
    )
    const place = { root, env: io.env as NodeJS.ProcessEnv }
    const chosen = hasErrors(found)
      ? []
      : chooseStories(
          pipelines,
          { event, values, repository: await repository, place, wanted, from: values.from ?? [] },
          report,
        )
    let shown = 0
    const finish = (): void => {
      const fresh = found.slice(shown)
      shown = found.length
      if (!shared.json) showFindings(fresh, bundles, { root: repositoryRoot, verbose: shared.verbose }, io)
    }
    if (hasErrors(found)) {
      if (!shared.json) finish()
      else printJson(locateFindings(found, bundles, repositoryRoot), { runs: [] }, io)
      return exitCodeOf(found)
    }
    for (const [index, one] of chosen.entries()) {
      if (signal.aborted) break
      runs.push(
        await runStory(
          {
            ...one,
            index,
            root,
            repository: await repository,
            folder,
            keeper,
            lanes,
            flags,
            signal,
            json: shared.json,
            tell: finish,
            found,
            report,
          },
          io,
        ),
      )
    }
    if (shared.json) {
      const plain = runs.map(({ story, ends, seconds }) => ({ story, seconds, jobs: ends.map(plainEnd) }))
      printJson(locateFindings(found, bundles, repositoryRoot), { runs: plain }, io)
    }
    finish()
    const name = caught()
    if (name !== undefined) return codes[name] ?? exit.found
    return hasErrors(found) ? exitCodeOf(found) : runs.some(({ succeeded }) => !succeeded) ? exit.found : exit.fine
  } finally {
    killMarked(folder.id, since)
    const closed = keeper.close()
    // Looking for what other runs left takes its time, which the keeper gives.
    clearLeftovers(tmpdir())
    await closed
    release()
  }
}

// As shells say it: 128 and the number of the signal.
const codes: Partial<Record<NodeJS.Signals, number>> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

function folderOf(io: Io): RunFolder | undefined {
  const { report, found } = collect()
  try {
    // Its shells, pipes and groups of processes are those of Unix.
    if (process.platform !== 'win32') return makeRunFolder(tmpdir())
    report('run-impossible', null, { why: 'it takes a system such as Linux, macOS, or the Linux inside of Windows' })
  } catch (error) {
    report('run-impossible', null, { why: `no folder can be made in ${tmpdir()}: ${whyOf(error)}` })
  }
  showFindings(found, [], { root: io.cwd, verbose: false }, io)
  return undefined
}

// A plain word is a job; a story is a file, or a folder written with a slash.
function isStory(name: string): boolean {
  return /[/\\]|\.[mc]?[jt]s$|^\.\.?$/.test(name)
}
