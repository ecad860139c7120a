import { isYes } from '../../src/condition/build.ts'
import type { Env, Job } from '../../src/ir.ts'
import { writeApproval } from './approval.ts'
import { downloadArtifacts, uploadArtifacts } from './artifacts.ts'
import { restoreCaches, saveCaches } from './cache.ts'
import { writeCheckout } from './checkout.ts'
import { checksOf, jobCondition } from './conditions.ts'
import { writeContainer } from './container.ts'
import { jobEnv, writeEnv } from './env.ts'
import { writeEnvironment, writeLock } from './environment.ts'
import { and, condition } from './expression.ts'
import { writeGuard } from './guard.ts'
import { hoist } from './hoist.ts'
import { hasLate, isLate } from './late.ts'
import { writeStrategy } from './matrix.ts'
import { orderOf } from './needs.ts'
import { writeOutputs, writerIds } from './outputs.ts'
import { ownIds } from './own-step.ts'
import { jobPermissions } from './permissions.ts'
import { lateOutputs, writeValues } from './prepare.ts'
import { patchJob } from './raw.ts'
import { writeRunner } from './runner.ts'
import { type JobScene, type Scene, sceneOfJob } from './scene.ts'
import type { GithubJob, GithubStep, GithubStepsJob } from './schema.ts'
import { waitForServices, writeServices } from './services.ts'
import { writeSteps } from './steps.ts'
import { tidy } from './tidy.ts'
import { writeTools } from './tools.ts'
import { writeText } from './values.ts'

/** One job of the pipeline, by its number. */
export function writeJob(index: number, outer: Scene): GithubJob {
  const { family } = outer
  const job = family.jobs[index] as Job
  const inner = sceneOfJob(job, outer)
  const gates = gatesOf(inner)
  const late = lateOutputs(inner)
  const scene = gates.length === 0 && late.size === 0 ? inner : { ...inner, late, gate: gates[gates.length - 1]?.id }
  const order = orderOf(index, family)
  const checks = outer.checks.outputs.size === 0 ? none : checksOf(job, outer)
  const tested = checks.length > 0 ? [scene.checks.id] : none
  // Where other jobs may have failed, the tests at least must have been made.
  const proven = tested.length > 0 && order.status.length > 0 ? [`needs.${scene.checks.id}.result == 'success'`] : none
  const needs = tested.length === 0 ? order.needs : [...tested, ...order.needs]
  const ids = writerIds(job)
  const steps = stepsOf(scene, gates, ids, (id) => order.status.length === 0 || isCertain(job, id))
  const hoisted = hoist(steps)
  const name = writeText(job.name, scene)
  const start = {
    name: name === job.id ? undefined : name,
    needs: needs.length === 0 ? undefined : needs.length === 1 ? needs[0] : needs,
    if: condition(and(...order.status, ...proven, jobCondition(scene))),
    strategy: writeStrategy(scene),
  }
  if (isCall(job)) {
    const call = tidy<object>({ ...start, concurrency: writeLock(scene), permissions: jobPermissions(scene) })
    return patchJob(call as GithubJob, withoutAbsent(job, call), scene)
  }
  const written: GithubJob = tidy<GithubStepsJob>({
    // Written out: with a thousand jobs, to spread it here takes a tenth of the whole run.
    name: start.name,
    needs: start.needs,
    if: start.if,
    strategy: start.strategy,
    'runs-on': writeRunner(scene),
    container: writeContainer(scene),
    services: writeServices(scene),
    environment: writeEnvironment(scene),
    concurrency: writeLock(scene),
    'timeout-minutes': job.timeoutMinutes,
    'continue-on-error': job.allowFailure ? true : undefined,
    permissions: jobPermissions(scene),
    outputs: writeOutputs(job, ids),
    env: writeEnv(earlyEnv(scene), scene),
    defaults: hoisted.defaults,
    steps: hoisted.steps,
  } as GithubStepsJob) as GithubJob
  return patchJob(written, job, scene)
}

const none: readonly never[] = []

// https://docs.github.com/actions/reference/workflows-and-actions/reusing-workflow-configurations#supported-keywords-for-jobs-that-call-a-reusable-workflow
function isCall({ steps, raw }: Job): boolean {
  return steps.length === 0 && raw.some(({ vendor, patch }) => vendor === 'github' && 'uses' in patch)
}

// What a call does not have need not be taken out.
function withoutAbsent(job: Job, call: object): Job {
  const kept = (patch: object) =>
    Object.fromEntries(Object.entries(patch).filter(([key, part]) => part !== null || key in call))
  return { ...job, raw: job.raw.map((raw) => (raw.vendor === 'github' ? { ...raw, patch: kept(raw.patch) } : raw)) }
}

// What a step must work out comes later.
function earlyEnv(scene: JobScene): Env {
  const env = jobEnv(scene)
  return hasLate(scene) ? env.filter((entry) => !isLate(entry.value, scene)) : env
}

function stepsOf(
  scene: JobScene,
  gates: readonly GithubStep[],
  ids: ReturnType<typeof writerIds>,
  sure: (id: string) => boolean,
): readonly GithubStep[] {
  const { jobs, numberOf } = scene.family
  const parts = [
    gates,
    writeCheckout(scene),
    writeValues(scene),
    writeTools(scene),
    restoreCaches(scene),
    downloadArtifacts(scene, (id) => jobs[numberOf.get(id) ?? 0] as Job, sure),
    waitForServices(scene),
    writeSteps(scene, ids),
    uploadArtifacts(scene),
    saveCaches(scene),
  ]
  // Most parts are empty, and there a loop takes a tenth of the time of a spread.
  const steps: GithubStep[] = []
  for (const part of parts) for (const step of part) steps.push(step)
  return steps
}

// What must be so before anything of the story runs.
function gatesOf(scene: JobScene): readonly GithubStep[] {
  if (isYes(scene.job.condition) && scene.job.environment === null) return none
  const taken = ownIds(scene.job)
  const free = (id: string): string | undefined => (!isAsked(scene.job) ? undefined : taken.has(id) ? `${id}-gate` : id)
  const approval = writeApproval(scene, free('approval'))
  // The last of them tells of all.
  const guard = writeGuard(scene, approval === undefined ? free('names') : undefined)
  return [guard, approval].filter((step) => step !== undefined)
}

// Only what runs in spite of failures asks whether the gate was passed.
function isAsked(job: Job): boolean {
  return (
    job.steps.some((step) => step.status !== 'success') ||
    job.artifacts.some((artifact) => artifact.when !== 'success') ||
    job.reports.junit.length > 0 ||
    job.reports.coverage !== null
  )
}

function isCertain(job: Job, needed: string): boolean {
  const need = job.needs.find((other) => other.job === needed)
  return job.status === 'success' && need?.by === 'needs' && !need.optional
}
