import { type Document, plain } from '../../src/document.ts'
import { validate as hold } from '../../src/validate.ts'
import type { Fault } from '../../src/vendor.ts'
import { type CodeshipServices, type CodeshipStep, type CodeshipSteps, servicesSchema, stepsSchema } from './schema.ts'

/** The faults of a file of CodeShip Pro by its format. */
export async function validate(document: Document): Promise<readonly Fault[]> {
  if (document.kind !== 'yaml') return []
  const [data] = document.documents.map(plain)
  if (Array.isArray(data)) {
    const found = await hold(stepsSchema, data)
    return found.length > 0 ? found : stepFaults(data as CodeshipSteps)
  }
  const services = servicesOf(data)
  const found = await hold(servicesSchema, services)
  return found.length > 0 ? found : serviceFaults(services)
}

/** What only both files together tell: services that steps name and nobody defines. */
export function crossFaults(services: CodeshipServices, steps: CodeshipSteps): readonly Fault[] {
  return walk(steps, []).flatMap(({ step, path }) =>
    [...(step.service === undefined ? [] : [step.service]), ...(step.services ?? [])]
      .filter((name) => services[name] === undefined)
      .map((name) => ({ path, message: `there is no service '${name}'` })),
  )
}

/** The services of a file, which may stand under a key of their own, beside a version that CodeShip ignores. */
export function servicesOf(data: unknown): CodeshipServices {
  const file = (data ?? {}) as { readonly services?: unknown; readonly version?: unknown }
  const nested = typeof file.services === 'object' && file.services !== null && !('image' in file.services)
  return (nested ? file.services : file) as CodeshipServices
}

interface Found {
  readonly step: CodeshipStep
  readonly path: readonly (string | number)[]
  /** Whether the step or a group that it stands in names a service, or the step that failed does. */
  readonly served: boolean
}

function walk(steps: CodeshipSteps, path: Fault['path'], served = false): readonly Found[] {
  return steps.flatMap((step, index) => {
    const here = [...path, index]
    const own = served || step.service !== undefined || step.services !== undefined
    return [
      { step, path: here, served: own },
      ...walk(step.steps ?? [], [...here, 'steps'], own),
      ...walk(step.on_fail ?? [], [...here, 'on_fail'], true),
    ]
  })
}

function stepFaults(steps: CodeshipSteps): readonly Fault[] {
  const all = walk(steps, [])
  const names = all.flatMap(({ step }) => step.name ?? [])
  return [
    ...all.flatMap(({ step, path, served }) => [
      ...(!served && step.command !== undefined ? [{ path, message: 'names no service to run in' }] : []),
      ...(step.service !== undefined && step.services !== undefined
        ? [{ path, message: "cannot name both 'service' and 'services'" }]
        : []),
      ...(step.type === 'manual' && path.length > 1
        ? [{ path, message: 'cannot wait for a person inside another group' }]
        : []),
    ]),
    ...names
      .filter((name, index) => names.indexOf(name) < index)
      .map((name) => ({ path: [], message: `has more than one step '${name}'` })),
    ...manualFaults(steps),
  ]
}

// https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/steps#_manual_approval_steps
function manualFaults(steps: CodeshipSteps): readonly Fault[] {
  const last = steps.findLastIndex((step) => step.type !== 'manual')
  const manual = steps.map((step, index) => ({ step, index })).filter(({ step }) => step.type === 'manual')
  const key = (step: CodeshipStep) => `${step.tag ?? ''} ${step.exclude ?? ''}`
  return [
    ...manual
      .filter(({ index }) => index < last)
      .map(({ index }) => ({ path: [index], message: 'waits for a person, so that no step can follow' })),
    ...manual
      .filter(({ step }, at) => manual.slice(0, at).some((other) => key(other.step) === key(step)))
      .map(({ index }) => ({
        path: [index],
        message: 'is the second group that waits for a person in the same builds',
      })),
  ]
}

function serviceFaults(services: CodeshipServices): readonly Fault[] {
  return Object.entries(services).flatMap(([name, service]) =>
    [...(service.depends_on ?? []), ...(service.links ?? []), ...(service.volumes_from ?? [])]
      .map((other) => other.replace(/:.*$/, ''))
      .filter((other) => services[other] === undefined)
      .map((other) => ({ path: [name], message: `there is no service '${other}'` })),
  )
}
