import { allOf, isYes, yes } from '../../src/condition/build.ts'
import { reduce } from '../../src/condition/reduce.ts'
import { annotate, type Yaml, type YamlMap } from '../../src/document.ts'
import type { Cell, Condition, Job } from '../../src/ir.ts'
import { refsOfJob } from '../../src/refs.ts'
import { writeUploads } from './artifacts.ts'
import { writeCaches } from './cache.ts'
import { writeClone } from './checkout.ts'
import { type Changes, changesOf, pathGlobs } from './conditions/changes.ts'
import { stateOf } from './conditions/state.ts'
import type { Definitions } from './definitions.ts'
import { isGated, writeDeployment } from './environment.ts'
import { writeImage } from './image.ts'
import type { LiveSpot } from './matrix.ts'
import { holdsValue } from './present.ts'
import { machineOf, writeMachine } from './runner.ts'
import { writeScript } from './script.ts'
import { writeServices } from './services.ts'
import { isOpen, type Start } from './start.ts'
import type { StepNames } from './step-names.ts'
import { hasGit } from './tools.ts'
import type { Scope } from './values.ts'

/** What the file says for all steps: minutes that each may take, and commits that it fetches. */
export interface Usual {
  readonly timeout: number
  readonly depth: number | 'full'
}

/** What the steps of a run have to know of each other. */
export interface Surroundings {
  readonly start: Start
  readonly definitions: Definitions
  readonly nameOf: StepNames
  /** What holds for a step that says nothing. */
  readonly usual: Usual
  /** The names of the artifacts that a job takes; null: it takes none, and none is there. */
  readonly downloads: (job: Job) => readonly string[] | null
  /** Whether a later job takes the artifacts of a job. */
  readonly isTaken: (job: Job) => boolean
  /** Whether Bitbucket keeps a step as the deployment to its environment. */
  readonly isDeployment: (job: Job, spot: LiveSpot) => boolean
}

/** A step of the output: https://support.atlassian.com/bitbucket-cloud/docs/step-options/ */
export function writeStep(job: Job, spot: LiveSpot, around: Surroundings): YamlMap {
  const { start, definitions } = around
  const scope = scopeOf(start, job, spot.cell)
  const machine = machineOf(job, start.pipeline, spot.cell)
  const { condition, guard } = conditionOf(scope, spot.condition)
  const { script, after } = writeScript(scope, guard)
  const services = writeServices(scope, definitions)
  const caches = writeCaches(scope, definitions)
  return {
    name: around.nameOf(job, spot),
    image: machine.os === 'linux' ? writeImage(job, scope) : undefined,
    ...writeMachine(machine),
    clone: writeClone(job.checkout, start, around.usual.depth),
    condition,
    trigger: isGated(job) ? 'manual' : undefined,
    ...writeDeployment(scope, around.isDeployment(job, spot)),
    oidc: refsOfJob(job).some(({ ref }) => ref.ref === 'idToken') ? true : undefined,
    services: services.length === 0 ? undefined : annotate(services, { flow: true }),
    caches: caches.length === 0 ? undefined : annotate(caches, { flow: true }),
    'max-time': job.timeoutMinutes === around.usual.timeout ? undefined : job.timeoutMinutes,
    'on-fail': strategyOf(job),
    script,
    'after-script': after.length === 0 ? undefined : after,
    artifacts: writeArtifacts(job, spot, around),
    'output-variables':
      job.outputs.length === 0 ? undefined : job.outputs.map((output) => start.names.output(job.id, output.name)),
  }
}

/** What the values of a job are looked up in. */
export function scopeOf(start: Start, job: Job, cell: Cell): Scope {
  return { start, job, cell, git: job.checkout !== null && hasGit(job) }
}

// A step takes changed paths and an expression, and what it means to have both is written nowhere: then the script asks the rest.
function conditionOf(
  scope: Scope,
  left: Condition,
): { readonly condition: YamlMap | undefined; readonly guard: Condition } {
  const { start, job } = scope
  const found = partsOf(left)
  const held = isOpen(start) && holdsValue(job) ? start.filter : yes
  const rest = allOf([held, found.rest])
  const changesets = changesetsOf(found.paths, start)
  if (changesets !== undefined) return { condition: { changesets }, guard: rest }
  const state = 'test' in rest && rest.test === 'true' ? undefined : stateOf(rest, start)
  return state === undefined ? { condition: undefined, guard: rest } : { condition: { state }, guard: yes }
}

function partsOf(left: Condition): Changes {
  return changesOf(left) ?? { paths: null, rest: reduce(left, (test) => (test.test === 'changed' ? yes : test)) }
}

/** Whether the script of a job must ask what its step cannot: then the step is there where the condition does not hold. */
export function asksInScript(scope: Scope, left: Condition): boolean {
  return !isYes(partsOf(left).rest) && !isYes(conditionOf(scope, left).guard)
}

function changesetsOf(paths: readonly string[] | null, { trigger }: Start): YamlMap | undefined {
  if (trigger.kind !== 'push' && trigger.kind !== 'pullRequest') return undefined
  if (paths !== null) return { includePaths: pathGlobs(paths) }
  return trigger.ignorePaths.length === 0 ? undefined : { excludePaths: pathGlobs(trigger.ignorePaths) }
}

function strategyOf(job: Job): YamlMap | undefined {
  if (job.allowFailure) return { strategy: 'ignore' }
  return job.retry === 0 ? undefined : { strategy: 'retry', maxRetryCount: job.retry }
}

function writeArtifacts(job: Job, { suffix }: LiveSpot, around: Surroundings): Yaml | undefined {
  const download = around.downloads(job)
  const upload = writeUploads(job, suffix, around.isTaken(job))
  if (download === null && upload.length === 0) return undefined
  return {
    download: download === null ? undefined : download.length === 0 ? false : download,
    upload: upload.length === 0 ? undefined : upload,
  }
}
