import { tests } from '../../src/condition/tests.ts'
import type { Report } from '../../src/diagnostics.ts'
import { runSteps } from '../../src/features/use.ts'
import type { Env, Job, Matrix, Pipeline, Text, Trigger } from '../../src/ir.ts'
import { inside, type Origin } from '../../src/origin.ts'
import { conditionRefs, refsIn } from '../../src/refs.ts'
import { hasLate, isLate, lateEntries } from './late.ts'
import { refsOf } from './refs.ts'
import { quietScene, type Scene } from './scene.ts'

const vendor = 'GitHub'

/** Reports names that the vendor does not take, or reads as something else. */
export function checkNames(pipeline: Pipeline, report: Report): void {
  checkEnv(pipeline.env, report)
  checkSchedules(pipeline, report)
  checkArtifacts(pipeline.jobs, report)
  checkInputs(pipeline, report)
  const scene = quietScene(pipeline)
  for (const job of pipeline.jobs) {
    checkEnv(job.env, report)
    for (const service of job.services) checkEnv(service.env, report)
    for (const step of runSteps(job)) checkEnv(step.env, report)
    if (job.matrix !== null) checkMatrix(job.matrix, report)
    if (refsOf(job).length > 0) checkSecrets(job, report)
    if (refsOf(job).length + pipeline.env.length > 0 && hasLate({ ...scene, job })) checkLate(job, scene, report)
  }
}

// The runner ignores these in silence.
// https://docs.github.com/actions/reference/workflows-and-actions/variables#naming-conventions-for-environment-variables
function checkEnv(env: Env, report: Report): void {
  for (const { name, origin } of env)
    if (/^(GITHUB_(?!TOKEN$)|RUNNER_)/i.test(name))
      report('bad-env-name', origin, {
        name,
        why: 'GitHub sets the variables that begin with GITHUB_ and RUNNER_ itself',
      })
}

// https://docs.github.com/actions/reference/security/secrets#naming-your-secrets
function checkSecrets(job: Job, report: Report): void {
  for (const name of new Set(refsOf(job).flatMap((ref) => (ref.ref === 'secret' ? [ref.name] : [])))) {
    const why = /^GITHUB_/i.test(name)
      ? 'names that begin with GITHUB_ are taken; the token of the repository is repositoryToken()'
      : /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)
        ? undefined
        : 'it takes letters, digits and underscores, not a digit first'
    if (why !== undefined) report('vendor-name', job.origin, { vendor, what: 'a secret', name, why })
  }
}

function checkMatrix(matrix: Matrix, report: Report): void {
  for (const key of Object.keys(matrix.cells[0] ?? {}))
    if (key === 'include' || key === 'exclude')
      report('vendor-name', matrix.origin, {
        vendor,
        what: 'an axis of a matrix',
        name: key,
        why: 'the word has a meaning of its own there',
      })
}

// A run of a schedule knows its cron expression alone.
function checkSchedules({ triggers, jobs }: Pipeline, report: Report): void {
  const schedules = triggers.filter(
    (trigger): trigger is Extract<Trigger, { kind: 'schedule' }> => trigger.kind === 'schedule',
  )
  if (schedules.length < 2) return
  const asked = new Set(
    jobs.flatMap((job) =>
      [job.condition, ...job.steps.map((step) => step.condition)]
        .flatMap(tests)
        .flatMap((test) => (test.test === 'schedule' ? [test.name] : [])),
    ),
  )
  for (const schedule of schedules) {
    const twin = schedules.find(
      (other) => other !== schedule && other.cron.toLowerCase() === schedule.cron.toLowerCase(),
    )
    if (twin !== undefined && asked.has(schedule.name))
      report('vendor-name', schedule.origin, {
        vendor,
        what: 'a schedule that a condition asks for',
        name: schedule.name,
        why: `'${twin.name}' has the same cron expression, which is all that a run knows of what started it; shift one by a minute`,
      })
  }
}

// What starts a run is read before expressions are, and nothing there can stand for the mark of one.
function checkInputs({ triggers }: Pipeline, report: Report): void {
  for (const trigger of triggers) {
    if (trigger.kind !== 'manual') continue
    for (const { name, description, options, default: usual, origin } of trigger.inputs) {
      const text = [description, usual, ...options].find((one) => one.includes('${{'))
      if (text === undefined) continue
      const expected = 'it without ${{, which GitHub takes for the beginning of an expression'
      report('bad-value', origin, { what: `the text of the input '${name}'`, value: `'${text}'`, expected })
    }
  }
}

// Runs of a matrix add a number to the name.
function checkArtifacts(jobs: readonly Job[], report: Report): void {
  const all = jobs
    .filter(leavesFiles)
    .flatMap((job) =>
      [
        ...job.artifacts.map((artifact) => ({ name: artifact.name, origin: artifact.origin })),
        ...(job.reports.junit.length > 0 ? [{ name: `${job.id}-junit`, origin: job.reports.origin }] : []),
        ...(job.reports.coverage?.path ? [{ name: `${job.id}-coverage`, origin: job.reports.origin }] : []),
      ].map((one) => ({ ...one, job, key: one.name.toLowerCase() })),
    )
  const owners = new Map<string, Job>()
  for (const { key, job } of all) if (!owners.has(key)) owners.set(key, job)
  const seen = new Set<string>()
  for (const { key, name, origin } of all) {
    const numbered = owners.get(key.replace(/-\d+$/, ''))
    const other = seen.has(key) ? owners.get(key) : /-\d+$/.test(key) && numbered?.matrix ? numbered : undefined
    seen.add(key)
    if (other === undefined) continue
    const why = `an artifact or a report of '${other.id}' is uploaded under that name`
    report('vendor-name', origin, { vendor, what: 'an artifact', name, why })
  }
}

function leavesFiles({ artifacts, reports }: Job): boolean {
  return artifacts.length > 0 || reports.junit.length > 0 || reports.coverage !== null
}

// Values that a step works out come too late for what is read before the steps.
function checkLate(job: Job, outer: Scene, report: Report): void {
  const scene = { ...outer, job }
  const early = (text: Text, where: string, origin: Origin): void => {
    if (isLate(text, scene)) misplaced(where, origin, report)
  }
  for (const service of job.services)
    for (const entry of service.env) early(entry.value, 'the environment of a service', entry.origin)
  early(
    conditionRefs(job.condition, job.origin).map(({ ref }) => ref),
    'the condition of a job',
    inside(job.origin, 'when'),
  )
  if (job.environment !== null) early(job.environment.name, 'the name of an environment', job.environment.origin)
  if (job.lock !== null) early(job.lock.name, 'the name of a lock', job.lock.origin)
  for (const text of [
    job.container?.credentials?.username,
    ...job.services.map((service) => service.credentials?.username),
  ])
    if (text != null && refsIn(text).length > 0) early(text, 'the login to a registry', job.origin)
  for (const entry of lateEntries(job.env, scene))
    if (entry.name === 'NODE_OPTIONS')
      report('bad-env-name', entry.origin, {
        name: entry.name,
        why: 'GitHub does not let a step set it for the steps after it',
      })
}

function misplaced(where: string, origin: Origin, report: Report): void {
  report('reference-misplaced', origin, {
    what: 'this value',
    where: `${where} on GitHub`,
    why: 'a step of the job works it out, which is too late here; use it in env of the job or of its steps',
  })
}
