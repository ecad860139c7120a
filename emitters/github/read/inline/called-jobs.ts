import type { Data, DataMap } from '../../../../src/yaml/data.ts'
import { pathsIn } from '../expression.ts'
import { expressionsIn } from '../references.ts'
import { mapOf, wordOf, wordsOf } from '../source.ts'
import { type Called, readInputs, readSecrets, renamesSecret } from './called.ts'
import { isWithin } from './caps.ts'
import { type Filling, type IsText, nodeFilling, textFilling } from './filling.ts'
import { type Gate, ifOf, open, readGate, through } from './gate.ts'
import { isSure, type LiveJob, liveJobs } from './live-jobs.ts'
import { type Places, placed } from './places.ts'
import { replaceIn, type Scope } from './replace.ts'
import { strategyOf } from './strategy.ts'

/** A job that calls a workflow of the project. */
export interface JobCall {
  readonly id: string
  readonly job: DataMap
  readonly called: Called
  /** The rights that the workflow of the call has, where it says so. */
  readonly rights: Data | undefined
}

/** What stands around a call. */
export interface JobScene {
  readonly isText: IsText
  readonly places: Places
  /** A name for a job that no other one has. */
  readonly nameFor: (wanted: string) => string
}

/** The jobs that take the place of a call. */
export interface CalledJobs {
  readonly jobs: Readonly<Record<string, DataMap>>
  /** The jobs that no other one of them waits for. */
  readonly last: readonly string[]
  /** Those that run whenever the call does and nothing fails. */
  readonly sure: ReadonlySet<string>
  readonly outputs: ReadonlyMap<string, Filling>
  /** Whether there are several runs of them. */
  readonly isMatrix: boolean
}

/** The jobs that take the place of a call; a text says why none can. */
export function callJobs(call: JobCall, scene: JobScene): CalledJobs | string {
  const whys: string[] = []
  const tell = (why: string): void => {
    whys.push(why)
  }
  const { job, called } = call
  const outer = readGate(job.if)
  const inputs = readInputs(called, job, scene.isText, tell)
  const secrets = readSecrets(job, tell)
  const ids = idsOf(call, scene)
  const filled = fillJobs(call, { inputs, secrets, ids }, scene, tell)
  const live = liveJobs(filled, tell)
  if (outer === undefined || outer.status === 'other') tell('its condition is one that only the whole call can ask')
  const made = [...live].map(([inner, one]) => {
    const id = ids.get(inner) ?? inner
    const whole = wholeJob(call, inner, one, outer ?? open, { ...scene, ids, tell })
    return [id, placed(whole, scene.places.get(one.job), scene.places)] as const
  })
  checkWhole(call, live, tell)
  const waited = new Set([...live.values()].flatMap(({ needs }) => needs))
  const outputs = outputsOf(call, inputs, ids, scene, tell)
  if (live.size === 0) tell('none of its jobs can run')
  return (
    whys[0] ?? {
      jobs: Object.fromEntries(made),
      last: [...live.keys()].filter((inner) => !waited.has(inner)).map((inner) => ids.get(inner) ?? inner),
      sure: new Set([...live.keys()].filter((inner) => isSure(inner, live)).map((inner) => ids.get(inner) ?? inner)),
      outputs,
      isMatrix: job.strategy !== undefined,
    }
  )
}

// With the values of the call in the place of inputs and secrets.
function fillJobs(
  { called, job: call }: JobCall,
  {
    inputs,
    secrets,
    ids,
  }: {
    readonly inputs: ReadonlyMap<string, Filling>
    readonly secrets: (name: string) => Filling | undefined
    readonly ids: ReadonlyMap<string, string>
  },
  { places }: JobScene,
  tell: (why: string) => void,
): ReadonlyMap<string, DataMap> {
  return new Map(
    Object.entries(called.jobs).map(([id, job]) => {
      if (job.secrets === 'inherit' && call.secrets !== 'inherit')
        tell('it hands on secrets that it does not have all of')
      if (renamesSecret(job, secrets)) tell('it takes a secret by another name in an environment, which may have both')
      const scope: Scope = {
        tell,
        places,
        fill: ([context, name, ...more]) => {
          if (context === 'inputs') {
            if (name === undefined || more.length > 0) tell('it asks for all inputs at once')
            return inputs.get(name?.toLowerCase() ?? '') ?? { node: { value: '' }, text: '' }
          }
          if (context === 'secrets') {
            if (name === undefined) tell('it asks for all secrets at once')
            return name === undefined ? undefined : secrets(name)
          }
          if (context === 'github' && name === 'job') return nodeFilling({ value: id })
          const need = context === 'needs' && name !== undefined ? ids.get(name) : undefined
          return need === undefined ? undefined : nodeFilling({ path: ['needs', need, ...more] })
        },
      }
      return [id, replaceIn(job, scope) as DataMap]
    }),
  )
}

const longest = 60

// The only job has the name of the call.
function idsOf({ id, called }: JobCall, { nameFor }: JobScene): ReadonlyMap<string, string> {
  const inner = Object.keys(called.jobs)
  const nameOfBoth = (one: string): string => (id.length + one.length < longest ? `${id}-${one}` : one)
  return new Map(inner.map((one) => [one, inner.length === 1 ? id : nameFor(nameOfBoth(one))]))
}

interface Naming extends JobScene {
  readonly ids: ReadonlyMap<string, string>
  readonly tell: (why: string) => void
}

function wholeJob(call: JobCall, inner: string, { job, gate, needs }: LiveJob, outer: Gate, naming: Naming): DataMap {
  const { ids, tell } = naming
  const before = wordsOf(call.job.needs) ?? []
  const isRoot = needs.length === 0
  if (gate.status !== 'success' && (before.length > 0 || outer.status !== 'success'))
    tell('one of its jobs runs whether others failed, and would run where the call does not')
  if (!isRoot && outer.status !== 'success')
    tell('it runs whether the jobs before failed, and then its own jobs hang on each other alone')
  const asked = expressionsIn(job)
    .flatMap(pathsIn)
    .flatMap(([context, name]) => (context === 'needs' && before.includes(name ?? '') ? [name ?? ''] : []))
  const all = [...(isRoot ? before : []), ...needs.map((need) => ids.get(need) ?? need), ...asked]
  const { needs: _, if: __, name: ___, permissions, ...rest } = job
  const both = isRoot || gate.status !== 'success' ? through(outer, gate) : gate
  const condition = ifOf(both)
  if (condition !== undefined && /\b(matrix|strategy)\./.test(condition))
    tell('its condition hangs on the matrix of the call')
  if (!isWithin(permissions, call.job.permissions ?? call.rights)) tell('it asks for more rights than the call has')
  const rights = permissions ?? call.job.permissions
  const isUsual = rights === undefined || JSON.stringify(rights) === JSON.stringify(call.rights)
  const name = nameOf(call, inner, job)
  return {
    ...(name === undefined ? {} : { name }),
    ...(all.length === 0 ? {} : { needs: [...new Set(all)] }),
    ...(condition === undefined ? {} : { if: condition }),
    ...(isUsual ? {} : { permissions: rights }),
    ...rest,
    ...strategyOf(call.job, job, tell),
    ...concurrencyOf(call, job),
  }
}

// Checks are named after both.
function nameOf({ id, job: call }: JobCall, inner: string, job: DataMap): string | undefined {
  if (call.name === undefined && job.name === undefined) return undefined
  if (job.strategy !== undefined && job.name === undefined) return undefined
  return `${wordOf(call.name) ?? id} / ${wordOf(job.name) ?? inner}`
}

function concurrencyOf({ job: { concurrency } }: JobCall, job: DataMap): DataMap {
  return concurrency === undefined || job.concurrency !== undefined ? {} : { concurrency }
}

// What holds for all jobs of a call together.
function checkWhole({ job, called }: JobCall, live: ReadonlyMap<string, LiveJob>, tell: (why: string) => void): void {
  const several = live.size > 1
  // Each combination of a matrix would wait for the others.
  const isTaken = [...live.values()].some((one) => one.job.concurrency !== undefined || one.job.strategy !== undefined)
  if (job.concurrency !== undefined && (several || isTaken)) tell('no two runs of all its jobs may overlap')
  if (called.concurrency !== undefined) tell('no two runs of all its jobs may overlap')
  if (job.strategy !== undefined && several)
    tell('it is called once for each combination of a matrix, and has several jobs')
}

function outputsOf(
  { called }: JobCall,
  inputs: ReadonlyMap<string, Filling>,
  ids: ReadonlyMap<string, string>,
  { isText, places }: JobScene,
  tell: (why: string) => void,
): ReadonlyMap<string, Filling> {
  const scope: Scope = {
    tell,
    places,
    fill: ([context, name, ...more]) => {
      if (context === 'inputs') return inputs.get(name?.toLowerCase() ?? '')
      if (context !== 'jobs') return undefined
      const id = ids.get(name ?? '')
      if (name === undefined || more[0] !== 'outputs') tell('one of its outputs is more than the output of a job')
      return id === undefined ? { node: { value: '' }, text: '' } : nodeFilling({ path: ['needs', id, ...more] })
    },
  }
  return new Map(
    Object.entries(called.outputs).map(([name, output]) => {
      const text = wordOf(replaceIn(wordOf(mapOf(output)?.value) ?? '', scope)) ?? ''
      const filling = textFilling(text, isText)
      if (filling === undefined) tell('one of its outputs cannot be read')
      return [name, filling ?? { node: { value: '' }, text: '' }]
    }),
  )
}
