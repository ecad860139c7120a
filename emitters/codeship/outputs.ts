import type { Condition, Job, Pipeline } from '../../src/ir.ts'
import { conditionRefs, refsOfJob } from '../../src/refs.ts'
import { eachOutput, newlineCommand } from '../../src/shell/outputs.ts'
import { outputVariable, sharedFolder, slug } from './names.ts'

/** The shell variable that holds the folder of the checkout, which all steps of a build share. */
export const checkoutVariable = 'pipegen_checkout'

/** The folder of what the jobs of a story hand on. */
export function handedOn(pipeline: Pipeline): string {
  return `$${checkoutVariable}/${sharedFolder}/${slug(pipeline.name)}`
}

/** Whether a job reads what others wrote, or writes what others read. */
export function handsOn(job: Job): boolean {
  return (
    job.outputs.length > 0 || job.artifacts.length > 0 || readsOutputs(job) || job.needs.some((need) => need.artifacts)
  )
}

const shares = new WeakMap<Pipeline, boolean>()

/** Whether any job of a story hands on or reads what others wrote. */
export function sharesAnything(pipeline: Pipeline): boolean {
  const known = shares.get(pipeline) ?? pipeline.jobs.some(handsOn)
  shares.set(pipeline, known)
  return known
}

/** Whether a job reads outputs of others. */
function readsOutputs(job: Job): boolean {
  return refsOfJob(job).some(({ ref }) => ref.ref === 'output')
}

/**
 * The block that reads the outputs of other jobs, for the job and for what it is guarded by, which may ask what a needed job
 * asks. The dot at the end keeps line breaks, which `$(...)` would cut off.
 */
export function readOutputs(job: Job, guard: Condition, pipeline: Pipeline): readonly string[] {
  const found = new Map(
    [...refsOfJob(job), ...conditionRefs(guard, job.origin)].flatMap(({ ref }) =>
      ref.ref === 'output' ? [[outputVariable(ref.job, ref.name), `${ref.job}/${ref.name}`] as const] : [],
    ),
  )
  if (found.size === 0) return []
  const lines = [...found].flatMap(([variable, file]) => [
    `${variable}=$(cat "${handedOn(pipeline)}/outputs/${file}" 2>/dev/null || :; printf .)`,
    `export ${variable}="\${${variable}%.}"`,
  ])
  return [`# Read the outputs of other jobs\n${lines.join('\n')}`]
}

/** The block that hands the outputs on, each in a file of its own, of equal names the last. */
export function writeOutputs(job: Job, pipeline: Pipeline): string {
  const names = job.outputs.map(({ name }) => name)
  return [
    '# Hand on the outputs',
    `pipegen_outputs="${handedOn(pipeline)}/outputs/${job.id}"`,
    'mkdir -p "$pipegen_outputs"',
    newlineCommand,
    ...eachOutput([`${names.join(' | ')}) printf %s "$value" >"$pipegen_outputs/$name" ;;`]),
  ].join('\n')
}
