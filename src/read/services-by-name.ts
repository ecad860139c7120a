import type { Report } from '../diagnostics.ts'
import { runSteps } from '../features/use.ts'
import type { Env, EnvEntry, Job, Pipeline, Ref, Service, Step, Text } from '../ir.ts'
import type { Vendor } from '../vendor.ts'

/**
 * A pipeline whose variables name the services of a job by reference: on a bare machine they are at `localhost`, and where
 * steps run in images they have hosts of their own. What else names that address is told.
 */
export function withServicesByName(pipeline: Pipeline, target: Vendor, report: Report): Pipeline {
  const jobs = pipeline.jobs.map((job) =>
    job.container === null && job.services.length > 0 ? inJob(job, target, report) : job,
  )
  return jobs.every((job, index) => job === pipeline.jobs[index]) ? pipeline : { ...pipeline, jobs }
}

function inJob(job: Job, target: Vendor, report: Report): Job {
  // One that differs by the cells of a matrix has no name in a story.
  const services = job.services.filter(({ image, env }) => [image, ...env.map(({ value }) => value)].every(isPlain))
  const env = byName(job.env, services)
  const steps = job.steps.map((step) => stepByName(step, services))
  const isSame = env === job.env && steps.every((step, index) => step === job.steps[index])
  const made = isSame ? job : { ...job, env, steps }
  if (target.servicesAtLocalhost !== true) tellLeft(made, target, report)
  return made
}

function isPlain(text: Text): boolean {
  return text.every((part) => typeof part === 'string' || part.ref !== 'matrix')
}

function stepByName(step: Step, services: readonly Service[]): Step {
  if (step.kind === 'run') {
    const env = byName(step.env, services)
    return env === step.env ? step : { ...step, env }
  }
  if (step.otherwise === null) return step
  const env = byName(step.otherwise.env, services)
  return env === step.otherwise.env ? step : { ...step, otherwise: { ...step.otherwise, env } }
}

function byName(env: Env, services: readonly Service[]): Env {
  const made = env.map((entry) => {
    const value = entry.value.flatMap((part) =>
      typeof part === 'string' ? partsOf(part, entry, env, services) : [part],
    )
    return value.length === entry.value.length ? entry : { ...entry, value }
  })
  return made.every((entry, index) => entry === env[index]) ? env : made
}

// `host:port` anywhere in a text, or a whole text beside a variable with the port or the name of the service.
function partsOf(text: string, entry: EnvEntry, env: Env, services: readonly Service[]): Text {
  const whole =
    entry.value.length === 1 && /^(localhost|127\.0\.0\.1)$/.test(text) ? ownerOf(entry, env, services) : undefined
  if (whole !== undefined) return ['', hostOf(whole)]
  const parts: (string | Ref)[] = []
  let end = 0
  for (const found of text.matchAll(/\b(?:localhost|127\.0\.0\.1)(?=:(\d+))/g)) {
    const service = services.find(({ port }) => port === Number(found[1]))
    if (service === undefined) continue
    parts.push(text.slice(end, found.index), hostOf(service))
    end = found.index + found[0].length
  }
  return parts.length === 0 ? [text] : [...parts, text.slice(end)]
}

function hostOf({ id }: Service): Ref {
  return { ref: 'service', service: id, field: 'host' }
}

// DB_HOST and DB_PORT are of one service; REDIS_HOST is of the service that is called so.
function ownerOf({ name }: EnvEntry, env: Env, services: readonly Service[]): Service | undefined {
  if (!/HOST|ADDR|SERVER/i.test(name)) return undefined
  const stem = name.replace(/_?(HOST(NAME)?|ADDR(ESS)?|SERVER)$/i, '')
  const port = env.find((other) => new RegExp(`^${stem}_?PORT$`, 'i').test(other.name))?.value
  const byPort = services.filter((service) => port?.length === 1 && port[0] === String(service.port))
  const known = services.filter(({ id }) => stem.toLowerCase().replaceAll('_', '-').includes(id))
  const found = [byPort, known, services].find((some) => some.length > 0)
  return found?.length === 1 ? found[0] : undefined
}

function tellLeft(job: Job, target: Vendor, report: Report): void {
  for (const { id, port } of job.services) {
    const address = new RegExp(`\\b(localhost|127\\.0\\.0\\.1):${port}\\b`)
    const steps = runSteps(job)
    const values = [job.env, ...steps.map((step) => step.env)].flat().flatMap(({ value }) => value)
    const texts = [...steps.map(({ script }) => script), ...values.filter((part) => typeof part === 'string')]
    if (!texts.some((text) => address.test(text))) continue
    report('import-approximate', job.origin, {
      address: `the service '${id}' of '${job.id}'`,
      from: `localhost:${port}`,
      to: `a host of its own on ${target.title}`,
      why: `a script or a variable names the address: let it be ${id}.host`,
    })
  }
}
