import type { Job, RunStep } from '../../src/ir.ts'
import { embed } from './expression.ts'
import { ownIds, ownScripts } from './own-step.ts'

const none: ReadonlyMap<RunStep, string> = new Map()

/** The ids of the steps that write outputs. */
export function writerIds(job: Job): ReadonlyMap<RunStep, string> {
  if (job.outputs.length === 0) return none
  const ids = new Map<RunStep, string>()
  const taken = ownIds(job)
  let number = 0
  for (const step of ownScripts(job)) {
    if (!step.writesOutputs) continue
    let id: string
    do id = ++number === 1 ? 'output' : `output-${number}`
    while (taken.has(id))
    ids.set(step, id)
  }
  return ids
}

/** The outputs of a job: of the steps that can have written one, the last that did counts. */
export function writeOutputs(
  job: Job,
  ids: ReadonlyMap<RunStep, string>,
): Readonly<Record<string, string>> | undefined {
  if (job.outputs.length === 0) return undefined
  const writers = [...ids.values()].reverse()
  return Object.fromEntries(
    job.outputs.map(({ name }) => [
      name,
      writers.length === 0 ? '' : embed(writers.map((id) => `steps.${id}.outputs.${name}`).join(' || ')),
    ]),
  )
}
