import type { Report } from '../../src/diagnostics.ts'
import type { Origin } from '../../src/origin.ts'
import type { JobData } from '../job.ts'

/** What compiling a story needs everywhere. */
export interface Scope {
  readonly report: Report
  /** The ids of the vendors. */
  readonly vendors: readonly string[]
  /** The key of each job in the stages. */
  readonly ids: ReadonlyMap<object, string>
  /** The triggers of the story that have inputs or a payload. */
  readonly owners: ReadonlySet<object>
  readonly origin: Origin
}

/** What compiling one job needs. */
export interface JobScope extends Scope {
  readonly id: string
  readonly job: JobData
  /** The token that the values of its own matrix cell carry. */
  readonly cell: object
  /** The names of its services by the token that their values carry. */
  readonly services: ReadonlyMap<object, string>
}

/** Whether a scope is that of a job. */
export function isJobScope(scope: Scope): scope is JobScope {
  return 'cell' in scope
}
