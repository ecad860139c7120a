import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import type { Job, Pipeline } from '../ir.ts'
import { keepArtifacts, placeArtifacts } from './artifact-store.ts'
import { restoreCache, saveCache } from './cache-store.ts'
import { clock } from './clock.ts'
import type { Host } from './host.ts'
import { readOutputs } from './read-outputs.ts'
import { keepReports } from './report-store.ts'
import type { Listener, UnitResult } from './result.ts'
import { runSteps } from './run-steps.ts'
import type { Seat } from './seats.ts'
import type { Sight } from './sight.ts'
import type { Unit } from './unit.ts'

/** What a unit runs with. */
export interface Running {
  readonly unit: Unit
  readonly pipeline: Pipeline
  readonly seat: Seat
  readonly host: Host
  readonly output: Sight['output']
  /** The jobs whose artifacts it gets. */
  readonly needed: readonly Job[]
  readonly signal: AbortSignal
  readonly listener: Listener
}

type Attempt = Omit<UnitResult, 'seconds' | 'attempts' | 'coverage'>

/** Runs a unit, again where it fails and the story says so; each time from the beginning, in a new copy of the files. */
export async function runUnit(running: Running): Promise<Omit<UnitResult, 'coverage'>> {
  const { unit, listener } = running
  const began = clock()
  let attempt = 0
  let ended: Attempt
  do {
    attempt += 1
    if (attempt > 1) listener.told(unit, `the job failed and is tried again (${attempt - 1} of ${unit.job.retry})`)
    ended = await tryUnit(running, attempt)
  } while (ended.fate === 'failed' && attempt <= unit.job.retry)
  return { ...ended, seconds: (clock() - began) / 1000, attempts: attempt }
}

async function tryUnit(running: Running, attempt: number): Promise<Attempt> {
  const { unit, pipeline, seat, host, signal, listener } = running
  const { lane } = seat
  const { job } = unit
  const workspace = await prepare(running)
  const outputs = `${host.folder.control}/files/outputs-${unit.index}`
  if (job.outputs.length > 0) writeFileSync(outputs, '')
  // The user of an image is another one. The folder above is closed to all others of this machine.
  if (job.outputs.length > 0 && job.container !== null) chmodSync(outputs, 0o666)
  const alone: Sight = {
    pipeline,
    facts: host.facts,
    job: job.id,
    cell: unit.cell,
    attempt,
    workspace,
    output: running.output,
    secret: host.secret,
    services: new Map(),
  }
  const machine = await host.machine(unit, alone, signal)
  if (typeof machine === 'string') return { fate: 'failed', why: machine, steps: [], outputs: {} }
  const sight = { ...alone, services: machine.services }
  const restored: string[] = []
  for (const cache of caches(running)) {
    const found = cache.policy === 'push' ? 'miss' : await restoreCache(cache, sight, host.caches ?? '')
    if (found !== 'miss')
      listener.told(unit, `cache ${cache.name}: ${found === 'hit' ? 'found' : 'an older one found'}`)
  }
  if (attempt === 1) listener.started(unit)
  for (const line of restored) listener.told(unit, line)
  const deadline = clock() + job.timeoutMinutes * host.minute
  const ended = await runSteps({ unit, sight, lane, host, machine, outputs, signal, deadline, listener })
  await lane.clear()
  await machine.close()
  if (ended.cancelled) return { fate: 'cancelled', why: ended.why, steps: ended.steps, outputs: {} }
  const why = await finish(running, sight, ended.why)
  return {
    fate: why === '' ? 'succeeded' : 'failed',
    why,
    steps: ended.steps,
    outputs: job.outputs.length === 0 ? {} : readOutputs(readFileSync(outputs, 'utf8')),
  }
}

/** Makes the folder of a unit as it starts. */
async function prepare({ unit, host, needed, seat }: Running): Promise<string> {
  const tree = unit.job.checkout === null ? null : host.tree(unit)
  const folder = (await seat.workspace?.prepare(tree)) ?? host.root
  placeArtifacts(needed, `${host.folder.path}/artifacts`, folder)
  return folder
}

// What a unit leaves, and why it failed: a missing artifact is a failure too.
async function finish({ unit, host, listener, ...running }: Running, sight: Sight, failure: string): Promise<string> {
  const store = `${host.folder.path}/artifacts`
  const missing = keepArtifacts(unit, failure === '', sight.workspace, store)
  for (const { name } of missing) listener.told(unit, `nothing was found for the artifact ${name}`)
  keepReports(unit, sight.workspace, `${host.folder.path}/reports`)
  const fatal = missing.find(({ ifMissing }) => ifMissing === 'error')
  const why = failure !== '' || fatal === undefined ? failure : `nothing was found for the artifact ${fatal.name}`
  if (why === '')
    for (const cache of caches({ unit, host, listener, ...running }))
      if (cache.policy !== 'pull') await saveCache(cache, sight, host.caches ?? '')
  return why
}

function caches({ unit, host }: Running): Job['caches'] {
  return host.caches === undefined ? [] : unit.job.caches
}
