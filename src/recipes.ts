import { isDeepStrictEqual } from 'node:util'
import { yes } from './condition/build.ts'
import { emitStories } from './emit.ts'
import type { Job, Pipeline, Step, VendorStep } from './ir.ts'
import type { SourceFile } from './read/reading.ts'
import type { Vendor } from './vendor.ts'

const quiet = (): void => undefined

/**
 * A pipeline in which the steps of one vendor have, for all others, the script that the vendor's reader knows for them: what
 * is emitted for the vendor is read as it reads files of people. Where those that are `asked` for can do without, no vendor
 * is loaded.
 */
export async function withRecipes(
  pipeline: Pipeline,
  asked: readonly string[],
  vendors: Readonly<Record<string, Vendor>>,
): Promise<Pipeline> {
  let made = pipeline
  for (const id of missed(pipeline, asked)) {
    const vendor = vendors[id]
    if (vendor !== undefined) made = await filledBy(vendor, made)
  }
  return made
}

// The vendors that have steps of their own where another one that is asked for has nothing.
function missed({ jobs }: Pipeline, asked: readonly string[]): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const { steps } of jobs)
    for (const step of steps) {
      if (step.kind === 'run' || step.otherwise !== null) continue
      if (asked.every((other) => step.variants[other] !== undefined)) continue
      for (const id of Object.keys(step.variants)) if (isOpen(step, id)) ids.add(id)
    }
  return ids
}

function isOpen(step: Step, id: string): step is VendorStep {
  if (step.kind === 'run' || step.otherwise !== null) return false
  const variant = step.variants[id]
  return variant !== undefined && 'native' in variant
}

async function filledBy(vendor: Vendor, pipeline: Pipeline): Promise<Pipeline> {
  if (vendor.read === undefined || vendor.names === undefined) return pipeline
  const outputs = await emitStories([pipeline], [vendor], quiet)
  if (outputs.length === 0) return pipeline
  const files: SourceFile[] = outputs.map(({ path, text }) => ({ path, text }))
  const reading = (await vendor.read()).read(files, quiet, { leaving: true })
  const names = vendor.names([pipeline])
  const read = new Map<string, readonly Job[]>()
  for (const job of reading.pipelines.flatMap(({ jobs }) => jobs)) {
    const id = names.get(job.id) ?? job.id
    read.set(id, [...(read.get(id) ?? []), job])
  }
  return {
    ...pipeline,
    jobs: pipeline.jobs.map((job) => {
      const [first, ...others] = read.get(job.id) ?? []
      return first === undefined || others.some((other) => !haveSameSteps(first, other))
        ? job
        : filledJob(job, first, vendor.id)
    }),
  }
}

// A job may stand in several parts of a file; where they differ, none of them speaks for it.
function haveSameSteps(one: Job, other: Job): boolean {
  const textOf = ({ steps }: Job): string =>
    JSON.stringify(steps, (key, value: unknown) => (key === 'origin' ? undefined : value))
  return textOf(one) === textOf(other)
}

// What was read must be the same steps, or it is no answer for them.
function filledJob(job: Job, read: Job, id: string): Job {
  const isSame =
    job.steps.length === read.steps.length && job.steps.every((step, index) => areOne(step, read.steps[index], id))
  if (!isSame || !job.steps.some((step) => isOpen(step, id))) return job
  return { ...job, steps: job.steps.map((step, index) => filledStep(step, read.steps[index], id)) }
}

function areOne(step: Step, read: Step | undefined, id: string): boolean {
  if (!isOpen(step, id)) return read !== undefined
  const [own, other] = [nativeOf(step, id), nativeOf(read, id)]
  // Name, condition and shell may stand in the step itself or around it.
  const shared = Object.keys(own).filter((key) => key in other)
  return shared.length > 0 && shared.every((key) => isDeepStrictEqual(plainData(own[key]), plainData(other[key])))
}

// Objects of a story have the prototype of where it ran.
function plainData(value: unknown): unknown {
  return JSON.parse(JSON.stringify({ value }))
}

function nativeOf(step: Step | undefined, id: string): Readonly<Record<string, unknown>> {
  const variant = step?.kind === 'vendor' ? step.variants[id] : undefined
  return variant !== undefined && 'native' in variant ? variant.native : {}
}

function filledStep(step: Step, read: Step | undefined, id: string): Step {
  const recipe = read?.kind === 'vendor' ? read.otherwise : null
  if (recipe === null || (step.kind === 'vendor' && step.otherwise !== null)) return step
  const { name, origin } = step
  const env = recipe.env.map((entry) => ({ ...entry, origin }))
  const otherwise = { ...recipe, name: recipe.name.length > 0 ? recipe.name : name, env, origin }
  const filled = { otherwise, recipeOf: id }
  if (step.kind === 'vendor') return { ...step, ...filled }
  const isFair = recipe.status === step.status && isDeepStrictEqual(recipe.condition, step.condition)
  const when = isFair
    ? { status: step.status, condition: step.condition }
    : ({ status: 'success', condition: yes } as const)
  // A plain script that sees or leaves what only that vendor hands on.
  return { kind: 'vendor', name, variants: { [id]: { run: step } }, origin, ...when, ...filled }
}
