import type { Need } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { isMap, textsOf } from '../../../src/yaml/look.ts'
import type { MergedStep } from './merge.ts'

/** A job that was read, and where it stands. */
export interface Earlier {
  readonly id: string
  readonly rank: number
  readonly stage: string
  readonly step: MergedStep
  /** The names of the files that it leaves for others; one that a file gives no name has that of its job. */
  readonly leaves: readonly string[]
}

/**
 * What a step waits for: all before it. Where it takes files, or another step of its stage comes first, it names the jobs
 * that it comes after in its sections.
 */
export function needsOf(
  step: MergedStep,
  place: { readonly stage: string; readonly rank: number; readonly origin: Origin },
  earlier: readonly Earlier[],
): readonly Need[] {
  const before = earlier.filter(({ rank }) => rank < place.rank)
  const beside = before.filter((one) => one.step.sections.some((section) => step.sections.includes(section)))
  const taken = beside.filter(({ leaves }) => leaves.length > 0 && takes(step, leaves))
  if (taken.length === 0 && !before.some(({ stage }) => stage === place.stage))
    return before.map(({ id: job }) => ({
      job,
      by: 'stage',
      artifacts: false,
      optional: true,
      origin: place.origin,
    }))
  const last = new Set(
    step.sections.flatMap((section) => {
      const own = beside.filter((one) => one.step.sections.includes(section))
      const highest = Math.max(...own.map(({ rank }) => rank))
      return own.filter(({ rank }) => rank === highest)
    }),
  )
  return beside
    .filter((one) => taken.includes(one) || last.has(one))
    .map((one) => ({
      job: one.id,
      by: 'needs',
      artifacts: taken.includes(one),
      optional: mayBeSkipped(one.step) || !step.sections.every((section) => one.step.sections.includes(section)),
      origin: place.origin,
    }))
}

// A step that is left out holds nothing back.
function mayBeSkipped({ first: { data } }: MergedStep): boolean {
  return data.condition !== undefined
}

// Without a word a step takes all that those before it share.
function takes({ first }: MergedStep, names: readonly string[]): boolean {
  const { artifacts } = first.data
  const download = isMap(artifacts) ? (artifacts.download ?? true) : true
  if (typeof download === 'boolean') return download
  return textsOf(download).some((name) => names.includes(name))
}
