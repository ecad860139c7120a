import type { Origin } from '../origin.ts'
import type { Text } from './value.ts'

/** Whether a person must agree before the job starts. */
export type Approval = 'none' | 'manual'

/** Where a job deploys to. Deployments to one environment never overlap, and none is dropped. */
export interface Environment {
  readonly name: Text
  /** Where people see the result; null: nowhere. */
  readonly url: Text | null
  readonly approval: Approval
  readonly tier: 'production' | 'staging' | 'testing' | 'development' | 'other' | null
  readonly origin: Origin
}

/** A name that one job at a time holds, across runs; the others wait and none is dropped. */
export interface Lock {
  readonly name: Text
  readonly origin: Origin
}
