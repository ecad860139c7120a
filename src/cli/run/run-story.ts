import { closeSync, mkdirSync, openSync, readSync } from 'node:fs'
import { userInfo } from 'node:os'
import { basename, join } from 'node:path'
import { isatty } from 'node:tty'
import type { Diagnostic, Report } from '../../diagnostics.ts'
import type { Job } from '../../ir.ts'
import { exportArtifacts } from '../../run/artifact-store.ts'
import { cacheRoot } from '../../run/cache-store.ts'
import { checkTools } from '../../run/check-tools.ts'
import { clock } from '../../run/clock.ts'
import { containerMachine } from '../../run/containers.ts'
import { findEngine, wantsEngine } from '../../run/engine.ts'
import { factsOf } from '../../run/facts-of.ts'
import { programFinder } from '../../run/find-program.ts'
import { hiddenSecrets } from '../../run/hidden-secrets.ts'
import { jobTrees } from '../../run/job-trees.ts'
import { type Keeper, lanePipe } from '../../run/keeper.ts'
import { findLacks } from '../../run/lacks.ts'
import { openLane } from '../../run/lane.ts'
import { exportReports } from '../../run/report-store.ts'
import type { Repository } from '../../run/repository.ts'
import type { UnitEnd } from '../../run/result.ts'
import { runEnv } from '../../run/run-env.ts'
import type { RunFolder } from '../../run/run-folder.ts'
import { runPipeline } from '../../run/run-pipeline.ts'
import { openSeats } from '../../run/seats.ts'
import { secretGiver, secretValues } from '../../run/secret-values.ts'
import { stepFiles } from '../../run/step-file.ts'
import { tellDegraded } from '../../run/tell-degraded.ts'
import { unitsOf } from '../../run/unit.ts'
import { openWorkspace } from '../../run/workspace.ts'
import type { Io } from '../command.ts'
import { writeAll } from '../io.ts'
import { painter } from '../paint.ts'
import { askPerson } from './ask-person.ts'
import type { ChosenStory } from './choose-stories.ts'
import { writeClosing } from './close-run.ts'
import { dryRun } from './dry-run.ts'
import type { RunFlags } from './run-flags.ts'
import { showRun } from './show-run.ts'
import { writeReports } from './write-reports.ts'

/** A story to run, and with what. */
export interface StoryOrder extends ChosenStory {
  /** Its place among the stories of the run. */
  readonly index: number
  readonly root: string
  readonly repository: Repository
  readonly folder: RunFolder
  readonly keeper: Keeper
  readonly lanes: number
  readonly flags: RunFlags
  readonly signal: AbortSignal
  readonly json: boolean
  /** Shows what was found so far. */
  readonly tell: () => void
  readonly found: readonly Diagnostic[]
  readonly report: Report
}

/** A story that was run. */
export interface StoryRun {
  readonly story: string
  readonly ends: readonly UnitEnd[]
  readonly seconds: number
  readonly succeeded: boolean
}

/** Runs one story, shows it, and writes what is asked for. */
export async function runStory(order: StoryOrder, io: Io): Promise<StoryRun> {
  const { pipeline, chosen, named, flags, repository, root, signal, report } = order
  const began = clock()
  const env = io.env as NodeJS.ProcessEnv
  const facts = factsOf(order.event, repository, userInfo().username)
  const secrets = secretValues(flags.secretFiles, env)
  const find = programFinder(env.PATH)
  const services = new Set(flags.services.keys())
  const asks = !flags.hostOnly && pipeline.jobs.some((job) => chosen.has(job.id) && wantsEngine(job))
  const engine = asks ? await findEngine(env, (name) => find(name) !== undefined) : undefined
  const lacking = findLacks(
    pipeline,
    chosen,
    {
      platform: process.platform,
      secrets,
      engine: engine?.name ?? null,
      services,
      deploys: flags.deploys,
      has: (name) => find(name) !== undefined,
    },
    report,
  )
  const runs = (job: Job): boolean => chosen.has(job.id) && !lacking.has(job.id)
  tellDegraded(pipeline, runs, report)
  await checkTools(pipeline, runs, env, report)
  const apart = pipeline.jobs.filter((job) => runs(job) && job.container !== null).map(({ id }) => id)
  if (apart.length > 0 && engine === undefined) report('run-image', null, { jobs: apart })
  order.tell()
  const approves = askPerson({ approved: flags.approved, io, signal })
  const folder = {
    ...order.folder,
    path: join(order.folder.path, String(order.index)),
    control: join(order.folder.control, String(order.index)),
  }
  for (const part of ['work', 'files']) mkdirSync(join(folder.path, part), { recursive: true })
  for (const part of ['steps', 'files']) mkdirSync(join(folder.control, part), { recursive: true })
  const paint = painter(io.color)
  const put = (bytes: Buffer): void => writeAll(order.json ? 2 : 1, bytes)
  const total = [...unitsOf(pipeline.jobs.filter((job) => chosen.has(job.id))).values()].flat().length
  const listener = showRun({ put, paint, live: isatty(order.json ? 2 : 1), folder: join(folder.path, 'files'), total })
  const base = { pipeline, chosen, lacking, approves, keepGoing: flags.keepGoing, failFast: flags.failFast, signal }
  if (flags.dryRun) return dryRun(base, facts, put)
  const stepEnv = runEnv(
    env,
    pipeline,
    flags.secretFiles.flatMap((file) => [...file.keys()]),
  )
  await order.keeper.ready
  const word = unguessable()
  const place = { cwd: join(folder.control, 'steps'), env: stepEnv, word, guard: order.keeper.guard }
  const seats = openSeats(order.lanes, (index) => ({
    lane: () => openLane(lanePipe(order.folder, index), { ...place, mark: `${order.folder.id}.${index}.` }),
    workspace: flags.inPlace
      ? null
      : openWorkspace(join(folder.path, 'work', String(index)), basename(root), order.keeper.remove),
  }))
  if (engine !== undefined) order.keeper.uses(engine.name)
  const host = {
    facts,
    folder,
    root,
    tree: jobTrees(root, repository),
    caches: cacheRoot(root, env),
    locks: join(cacheRoot(root, env) ?? order.folder.path, 'locks'),
    secret: secretGiver(secrets, join(folder.control, 'files')),
    hidden: hiddenSecrets(pipeline, secrets),
    machine:
      engine === undefined
        ? async () => ({ services: flags.services, inside: () => [], end: async () => {}, close: async () => {} })
        : containerMachine({
            engine,
            label: `pipegen-run=${order.folder.id}`,
            prefix: `pipegen-${order.folder.id}-${order.index}`,
            folders: [folder.control],
            given: flags.services,
          }),
    writeStep: stepFiles(join(folder.control, 'steps'), find),
    minute: 60_000,
    grace: 5_000,
  }
  const ends = await runPipeline(base, host, seats.all, listener)
  seats.close()
  const seconds = (clock() - began) / 1000
  put(Buffer.from(writeClosing(ends, seconds, paint)))
  if (flags.artifacts !== undefined) {
    exportArtifacts(join(folder.path, 'artifacts'), flags.artifacts)
    exportReports(join(folder.path, 'reports'), join(flags.artifacts, 'reports'))
  }
  writeReports(flags.reports, { story: pipeline.name, ends, seconds }, report)
  const isGood = ({ unit, fate }: UnitEnd): boolean =>
    fate === 'failed' || fate === 'cancelled' || fate === 'held'
      ? unit.job.allowFailure && fate === 'failed'
      : fate !== 'waiting' || !named.has(unit.job.id)
  return { story: pipeline.name, ends, seconds, succeeded: ends.every(isGood) }
}

// What the library for it would give, without the time that it takes to load.
function unguessable(): string {
  const bytes = Buffer.alloc(16)
  const fd = openSync('/dev/urandom', 'r')
  readSync(fd, bytes)
  closeSync(fd)
  return bytes.toString('hex')
}
