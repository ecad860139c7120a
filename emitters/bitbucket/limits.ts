import type { Report } from '../../src/diagnostics.ts'
import { runSteps } from '../../src/features/use.ts'
import type { Job, Pipeline, Text } from '../../src/ir.ts'
import { usesDocker } from '../../src/lower/tool-image.ts'
import { inside, type Origin } from '../../src/origin.ts'
import { lockOf, longestLock } from './environment.ts'
import { scopeOf } from './jobs.ts'
import type { Layout } from './layout.ts'
import type { Present } from './present.ts'
import { machineOf } from './runner.ts'
import { fits, mostServices, sizeFor } from './services.ts'
import { nameOfStart, type Start } from './start.ts'
import { stepNames } from './step-names.ts'
import { title } from './title.ts'
import { variables } from './values.ts'

/** https://support.atlassian.com/bitbucket-cloud/docs/step-options/ */
export const mostSteps = 100

/** The most minutes that a step takes, and those it has where nothing is said. */
export const mostMinutes = 120
const mostLabels = 10
const longestLabel = 50

/** Variables that Bitbucket sets: https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/ */
const kept = /^BITBUCKET_|^PIPEGEN_OUTPUT$/
const shellNames: ReadonlySet<string> = new Set([
  'CI',
  'DOCKER_HOST',
  'ENV',
  'BASH_ENV',
  'HOME',
  'IFS',
  'PATH',
  'PWD',
  'SHELL',
  'TMPDIR',
])

/** Reports a run that has more steps than Bitbucket takes. */
export function checkSteps(present: readonly Present[], start: Start, report: Report): boolean {
  const count = present.reduce((sum, { cells }) => sum + cells.length, 0)
  // Child pipelines take chains out of the count, which is known only when the steps are laid out; this many never fit.
  if (count <= mostSteps * 4) return true
  tooMany(count, start, report)
  return false
}

/** Reports what a run asks for in greater number than Bitbucket takes. */
export function checkRun(present: readonly Present[], layout: Layout, start: Start, report: Report): void {
  const cells = new Map(present.map((one) => [one.job, one.cells.length]))
  const count = (groups: Layout): number =>
    groups.flat().reduce((sum, member) => sum + ('child' in member ? 1 : (cells.get(member.job) ?? 0)), 0)
  const check = (groups: Layout): void => {
    if (count(groups) > mostSteps) tooMany(count(groups), start, report)
    for (const member of groups.flat()) if ('child' in member) check(member.child)
  }
  check(layout)
  const nameOf = stepNames(start.pipeline)
  for (const { job, cells: spots } of present) {
    for (const spot of spots) {
      const lock = lockOf(scopeOf(start, job, spot.cell))
      if (lock !== undefined && lock.length > longestLock) {
        over(lock.length, longestLock, 'characters in the name of a lock', inside(job.origin, 'lock'), report)
      }
      const name = nameOf(job, spot)
      if (name.includes('${{')) {
        const why = 'it would look for a variable between the braces'
        report('vendor-name', inside(job.origin, 'name'), { vendor: title, what: 'a step', name, why })
      }
    }
  }
}

/** Reports what a story asks for in greater number than Bitbucket takes, wherever it stands. */
export function checkLimits(pipeline: Pipeline, report: Report): void {
  const envs = [pipeline.env, ...pipeline.jobs.flatMap((job) => [job.env, ...runSteps(job).map((step) => step.env)])]
  for (const { name, value, origin } of envs.flat()) {
    if (kept.test(name) && !isOwn(name, value))
      report('bad-env-name', origin, { name, why: `${title} sets it, and steps rely on it` })
  }
  for (const trigger of pipeline.triggers) {
    const inputs = trigger.kind === 'manual' ? trigger.inputs : []
    const names = trigger.kind === 'api' ? trigger.payload : inputs.map((input) => input.name)
    for (const name of names.filter((one) => kept.test(one) || shellNames.has(one))) {
      const why = 'it becomes a variable of every step, where it means something else'
      report('vendor-name', trigger.origin, { vendor: title, what: 'an input', name, why })
    }
  }
  for (const job of pipeline.jobs) {
    const services = job.services.length + (usesDocker(job) ? 1 : 0)
    over(job.timeoutMinutes, mostMinutes, 'minutes for a step', inside(job.origin, 'timeout'), report)
    over(services, mostServices, 'services beside a step', inside(job.origin, 'services'), report)
    for (const cell of job.matrix?.cells ?? [{}]) {
      const machine = machineOf(job, pipeline, cell)
      over(machine.labels?.length ?? 0, mostLabels, 'labels of a machine', job.runner.origin, report)
      for (const label of machine.labels ?? [])
        over(label.length, longestLabel, 'characters in a label', job.runner.origin, report)
    }
    const sizes = (job.matrix?.cells ?? [{}]).map((cell) => machineOf(job, pipeline, cell))
    const tight = sizes.some(({ labels, size }) => labels === null && !fits(services, size))
    if (services > 0 && services <= mostServices && tight) tooLarge(job, services, report)
  }
}

// A variable that is given its own value is not set.
function isOwn(name: string, [part, ...more]: Text): boolean {
  if (part === undefined || typeof part === 'string' || more.length > 0) return false
  if (part.ref === 'context')
    return variables[part.name] === name || (part.name === 'sha' && name === 'BITBUCKET_COMMIT')
  return part.ref === 'secret' && part.name === name && !part.file
}

function tooLarge(job: Job, services: number, report: Report): void {
  const size = sizeFor(services) === '2x' ? 'medium' : 'large'
  report('limit', inside(job.origin, 'services'), {
    vendor: title,
    what: 'services beside a step of this size, with 1 GB of memory for each and for the step',
    count: String(services),
    limit: '3',
    help: `ask for a larger machine: runner: { size: '${size}' }`,
  })
}

function tooMany(count: number, start: Start, report: Report): void {
  report('limit', start.pipeline.origin, {
    vendor: title,
    what: `steps in a run (${nameOfStart(start)})`,
    count: String(count),
    limit: String(mostSteps),
    help: 'make fewer jobs: split the story by trigger, or let a loop run inside a step',
  })
}

function over(count: number, limit: number, what: string, at: Origin, report: Report): void {
  if (count > limit) report('limit', at, { vendor: title, what, count: String(count), limit: String(limit) })
}
