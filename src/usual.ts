import type { Checkout, Job } from './ir.ts'
import { machinesOf } from './machine.ts'

/** What a vendor's jobs have that say nothing, as a story would say it of its own. */
export interface Usual {
  /** Minutes. */
  readonly timeout: number
  readonly checkout: Partial<Omit<Checkout, 'origin' | 'submodules'>>
  /** Those of the settings of the repository, where a file says none. */
  readonly permissions?: 'settings'
  /** The labels of the vendor's machines that most files name, by `os/arch`. */
  readonly runners?: Readonly<Record<string, readonly string[]>>
  /** Whether the vendor decides if a failed cell of a matrix cancels the others. */
  readonly failFast?: null
}

/** What a vendor usually calls the machines that jobs have. */
export function usualRunners(
  { runners = {} }: Usual,
  jobs: readonly Job[],
): Readonly<Record<string, readonly string[]>> {
  const used = new Set(jobs.flatMap(machinesOf))
  return Object.fromEntries(Object.entries(runners).filter(([machine]) => used.has(machine)))
}
