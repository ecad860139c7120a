import type { Fate } from './plan.ts'
import type { SimulatedJob } from './simulate.ts'

/** One run of a job as the vendor plays it, in words of the story. */
export interface Mirrored {
  readonly fate: Fate
  readonly environment: string | null
  readonly gate: boolean
  /** The jobs of the story that it waits for, directly or through others. */
  readonly waits: ReadonlySet<string>
}

/** A vendor's jobs by the name of the story: `job`, or `job[a,b]`. */
export type Mirror = ReadonlyMap<string, Mirrored>

/** The vendor's jobs in words of the story; those that the story does not have are left out. */
export function mirrorOf(jobs: readonly SimulatedJob[], names: ReadonlyMap<string, string>): Mirror {
  const mirror = new Map<string, Mirrored>()
  for (const { name, fate, environment, gate, waits } of jobs) {
    const own = names.get(name) ?? strayRun(name, names)
    if (own === undefined) continue
    const known = mirror.get(own)
    const mapped = new Set(waits.flatMap((other) => names.get(other)?.replace(/\[.*/s, '') ?? []))
    // Where several of the vendor's jobs stand for one, the one that runs tells what becomes of it.
    if (known === undefined || !isRun(known.fate)) mirror.set(own, { fate, environment, gate, waits: mapped })
  }
  return mirror
}

// A run of a known job by values that the story does not have; other names are of jobs that help these.
function strayRun(name: string, names: ReadonlyMap<string, string>): string | undefined {
  const end = name.search(/[^\w-]/)
  const own = end < 1 ? undefined : names.get(name.slice(0, end))
  return own === undefined
    ? undefined
    : `${own}[${name
        .slice(end)
        .replace(/[^\w-]+/g, ',')
        .replace(/^,|,$/g, '')}]`
}

/** Whether a job of this fate has run. */
export function isRun(fate: Fate): boolean {
  return fate === 'succeeded' || fate === 'failed'
}

/** Whether a job of this fate has run or will; who did not run for a failure, and who for a condition, looks alike from outside. */
export function stands(fate: Fate): boolean {
  return fate !== 'skipped' && fate !== 'held'
}
