import { tests } from '../condition/tests.ts'
import type { Report } from '../diagnostics.ts'
import type { Job, Pipeline, Ref, Text } from '../ir.ts'
import { textIn } from '../machine.ts'
import { refsOfJob } from '../refs.ts'
import { portable } from './run-steps.ts'
import type { SecretValues } from './secret-values.ts'

/** What this machine has, as far as it decides which jobs run here. */
export interface Means {
  readonly platform: NodeJS.Platform
  readonly secrets: SecretValues
  /** The name of a container engine that works; null: none. */
  readonly engine: string | null
  /** The services that were started by hand. */
  readonly services: ReadonlySet<string>
  /** The environments that may be deployed to; `*` means all. */
  readonly deploys: ReadonlySet<string>
  readonly has: (program: string) => boolean
}

/**
 * By job: why it does not run here. Each reason is reported once. What has no reason runs, though some of it may be that of
 * this machine and not of the story's.
 */
export function findLacks(
  pipeline: Pipeline,
  chosen: ReadonlySet<string>,
  means: Means,
  report: Report,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const job of pipeline.jobs) {
    const why = chosen.has(job.id) ? lackOf(job, means, report) : undefined
    if (why !== undefined) found.set(job.id, why)
  }
  return found
}

function lackOf(job: Job, means: Means, report: Report): string | undefined {
  return (
    deployment(job, means, report) ??
    system(job, means, report) ??
    program(job, means, report) ??
    secret(job, means, report) ??
    service(job, means, report)
  )
}

function deployment(job: Job, { deploys }: Means, report: Report): string | undefined {
  const { environment } = job
  if (environment === null) return undefined
  const name = plain(environment.name)
  if (deploys.has('*') || deploys.has(name) || deploys.has(job.id)) return undefined
  report('run-deployment', environment.origin, { job: job.id, environment: name })
  return `it deploys to ${name}`
}

const systems: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'macos', win32: 'windows' }

function system(job: Job, { platform }: Means, report: Report): string | undefined {
  const wanted = new Set((job.matrix?.cells ?? [{}]).map((cell) => textIn(job.runner.os, cell)))
  const here = systems[platform] ?? platform
  const other = [...wanted].find((os) => os !== here)
  if (other === undefined) return undefined
  report('run-system', job.runner.origin, { job: job.id, system: other, here })
  return `it needs ${other}`
}

function program(job: Job, { engine, has }: Means, report: Report): string | undefined {
  const steps = job.steps.map(portable)
  const missing = (what: string): string => {
    report('run-program', job.origin, { job: job.id, program: what })
    return `it needs ${what}`
  }
  const foreign = steps.length === 0 || steps.includes(null) ? 'step' : hasVendorTest(job) ? 'condition' : undefined
  if (foreign !== undefined) {
    report('run-vendor-step', job.origin, { job: job.id, what: foreign })
    return `a ${foreign} of it is written for others alone`
  }
  if (job.tools.some((tool) => tool.name === 'docker') && engine === null) return missing('a container engine')
  const isApart = job.container !== null && engine !== null
  const shell = steps.map((step) => step?.shell).find((one) => one !== undefined && one !== 'sh' && !has(one))
  return shell === undefined || isApart ? undefined : missing(shell)
}

function hasVendorTest({ condition, steps }: Job): boolean {
  return [condition, ...steps.map((step) => step.condition)].some((one) =>
    tests(one).some(({ test }) => test === 'vendor'),
  )
}

function secret(job: Job, { secrets }: Means, report: Report): string | undefined {
  const refs = refsOfJob(job).map(({ ref }) => ref)
  const missing = new Set(
    refs
      .filter(isSecret)
      .filter((ref) => secrets.of(ref) === undefined)
      .map(secrets.nameOf),
  )
  if (missing.size === 0) return undefined
  report('run-secret', job.origin, { job: job.id, names: [...missing] })
  return `it is given no ${[...missing].join(', ')}`
}

function service(job: Job, { engine, services }: Means, report: Report): string | undefined {
  if (engine !== null) return undefined
  const missing = job.services.filter(({ id }) => !services.has(id))
  for (const { id, image, port, origin } of missing)
    report('run-service', origin, { job: job.id, service: id, image: plain(image), port })
  return missing.length === 0 ? undefined : `nobody started ${missing.map(({ id }) => id).join(', ')}`
}

function isSecret(ref: Ref): boolean {
  return ref.ref === 'secret' || ref.ref === 'idToken' || ref.ref === 'repositoryToken'
}

function plain(text: Text): string {
  return text.map((part) => (typeof part === 'string' ? part : `<${part.ref}>`)).join('')
}
