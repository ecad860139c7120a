import { defaultRetentionDays } from './features/files.ts'
import type { Artifact, Checkout, ContextName, Job } from './ir.ts'
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
  /** Deployments to one environment may overlap. */
  readonly lock?: false
  /** Whether the vendor decides if a failed cell of a matrix cancels the others. */
  readonly failFast?: null
  /** How artifacts are kept. */
  readonly artifacts?: Pick<Artifact, 'retentionDays' | 'ifMissing'>
  /** The variables that the vendor sets, and what each holds; scripts that read them have them on all vendors. */
  readonly env?: Readonly<Record<string, ContextName>>
}

/** How artifacts are kept that say nothing, where the story is like no vendor. */
export const plainArtifact = {
  retentionDays: defaultRetentionDays,
  ifMissing: 'error',
} as const satisfies Usual['artifacts']

/** What a vendor usually calls the machines that jobs have. */
export function usualRunners(
  { runners = {} }: Usual,
  jobs: readonly Job[],
): Readonly<Record<string, readonly string[]>> {
  const used = new Set(jobs.flatMap(machinesOf))
  return Object.fromEntries(Object.entries(runners).filter(([machine]) => used.has(machine)))
}
