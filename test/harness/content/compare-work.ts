import type { Pipeline } from '../../../src/ir.ts'
import type { Work } from '../../../src/plan/work.ts'
import type { ExpectedStep, ExpectedWork } from './expected.ts'
import { type Ran, type RanStep, runWork } from './run-work.ts'

/** What else is known of the vendor's job. */
export interface Known {
  /** The jobs of the story whose files it fetches. */
  readonly takes: readonly string[]
  /** Whether it must leave its files for others. */
  readonly leaves: boolean
  /** The values of secrets, which some vendors give to all jobs, as their columns say. */
  readonly open: ReadonlySet<string>
  /** Whether scripts always run in an image. */
  readonly images: boolean
}

/** Where what a vendor runs is not what the story means, in words. */
export function workDifferences(
  pipeline: Pipeline,
  expected: ExpectedWork,
  work: Work,
  known: Known,
): readonly string[] {
  const folders = expected.steps.flatMap(({ folder }) => folder ?? [])
  const ran = runWork(work, folders)
  const count = work.services.length
  const surplus = count - expected.services.length
  return [
    ...unlike('minutes', expected.minutes, work.minutes),
    ...unlike('retries', expected.retries, work.retries),
    ...unlike('may fail', expected.mayFail, work.mayFail),
    ...unlike('takes files of', [...expected.takes].sort().join(' '), [...known.takes].sort().join(' ')),
    ...(surplus < 0 || surplus > expected.more ? [`services: ${count}, not ${expected.services.length}`] : []),
    ...(known.leaves ? expected.leaves : []).flatMap((path) =>
      work.leaves.some((one) => isIn(path, one)) ? [] : [`does not leave ${path}`],
    ),
    ...unlike('depth', true, isDeep(expected.depth, work.depth)),
    ...stepDifferences(pipeline, known, expected, ran),
    ...serviceDifferences(expected, work, ran),
    ...runDifferences(expected, ran),
  ]
}

function unlike(about: string, meant: unknown, found: unknown): readonly string[] {
  return meant === found ? [] : [`${about}: ${show(found)}, not ${show(meant)}`]
}

function isDeep(meant: number | null, found: Work['depth']): boolean {
  if (found === undefined) return true
  if (meant === null || found === null) return meant === found
  return found === 0 || (meant !== 0 && found >= meant)
}

function runDifferences({ steps, outputs }: ExpectedWork, ran: Ran): readonly string[] {
  const late = ran.deeds.filter(({ what, after }) => (what === 'leave' ? after < steps.length : after > 0))
  return [
    ...late.map(({ what, after }) => `${what}: after ${after} of ${steps.length} steps`),
    ...Object.entries(outputs).flatMap(([name, value]) => unlike(`output ${name}`, value, ran.outputs[name])),
  ]
}

function serviceDifferences(expected: ExpectedWork, { services }: Work, { waited }: Ran): readonly string[] {
  return expected.services.flatMap(({ image, env, awaited }) => {
    const found = services.find((service) => image.test(service.image))
    if (found === undefined)
      return [`no service of ${show(image)} among ${services.map((one) => one.image).join(', ')}`]
    return [
      ...(awaited && !found.awaited && !waited ? ['nobody waits for the service'] : []),
      ...[...env].flatMap(([name, value]) =>
        value.test(found.env[name] ?? '') ? [] : [`${name} of a service: ${show(found.env[name])}, not ${show(value)}`],
      ),
    ]
  })
}

// Patterns are told in other words, so that what is plain in them is looked for, in order.
function isIn(path: string, text: string): boolean {
  const told = text.replaceAll(/\[(\w)\]/g, '$1')
  const plain = path.replace(/\/\**$/, '').split(/[*.]+/)
  return plain.reduce((at, part) => (at < 0 ? at : told.indexOf(part, at)), 0) >= 0
}

function stepDifferences(
  pipeline: Pipeline,
  { open, images }: Known,
  { steps }: ExpectedWork,
  ran: Ran,
): readonly string[] {
  const list = ran.errors.map((error) => `fails: ${error}`)
  const [meant, found] = [steps, ran.steps].map((all) => all.map(({ index }) => index).join(' '))
  if (meant !== found) return [...list, `steps: ${found || 'none'}, not ${meant}`]
  const names = namesIn(pipeline)
  const shared = new Set(pipeline.jobs.flatMap(({ matrix }) => Object.keys(matrix?.cells[0] ?? {}).map(variableOf)))
  const mayStand = (name: string, value: string): boolean =>
    open.has(value) || shared.has(name) || /^(?:INPUT|PAYLOAD)_/.test(name)
  return [
    ...list,
    ...steps.flatMap((step, at) => {
      return atStep(step, ran.steps[at] as RanStep, names, mayStand)
    }),
    ...(images && ran.images.some((image) => image === null || image === '') ? ['a script has no image'] : []),
  ]
}

function atStep(
  { index, folder, image, shell, env }: ExpectedStep,
  own: RanStep,
  names: ReadonlySet<string>,
  mayStand: (name: string, value: string) => boolean,
): readonly string[] {
  const told = (about: string, found: unknown, meant: unknown): string =>
    `${about} of step ${index}: ${show(found)}, not ${show(meant)}`
  return [
    ...(folder === undefined || own.folder === folder ? [] : [told('folder', own.folder, folder)]),
    ...(/^\w*e/.test(own.options) && (shell === 'sh' || /pipefail/.test(own.options))
      ? []
      : [told('shell', own.options, shell)]),
    ...(image === undefined || image.test(own.image ?? '') ? [] : [told('image', own.image, image)]),
    ...[...names].flatMap((name) => {
      const [value, wanted] = [own.env[name], env.get(name)]
      // A variable that is not there is empty, for most.
      const fine = wanted === undefined ? value === undefined || mayStand(name, value) : wanted.test(value ?? '')
      return fine ? [] : [told(name, value, wanted)]
    }),
  ]
}

/** All names that some step of the story has in its environment: none of them may stand where it was not put. */
function namesIn({ env, jobs }: Pipeline): ReadonlySet<string> {
  const steps = jobs.flatMap((job) => job.steps.flatMap((step) => (step.kind === 'run' ? step.env : [])))
  return new Set([...env, ...jobs.flatMap((job) => job.env), ...steps].map(({ name }) => name))
}

function variableOf(key: string): string {
  return key.replaceAll(/(?<=[a-z])(?=[A-Z])|\W/g, '_').toUpperCase()
}

function show(value: unknown): string {
  if (value instanceof RegExp) return value.source
  return value === undefined ? 'missing' : JSON.stringify(value)
}
