import { anyOf, closed, oneOrMany, ref, type SchemaMap, words } from '../../../src/json-schema.ts'
import { exitCodes, flag } from './scalar.ts'

/** Whether the pipeline goes on when the job failed, or for which exit codes. */
export type GitlabAllowFailure = boolean | { readonly exit_codes: number | readonly number[] }

/** How often a failed job starts again, and after which failures. */
export interface GitlabRetry {
  /** 0, 1 or 2. */
  readonly max?: 0 | 1 | 2
  readonly when?: GitlabFailure | readonly GitlabFailure[]
  readonly exit_codes?: number | readonly number[]
}

/** Why a job failed. */
export type GitlabFailure = (typeof failures)[number]

const failures = [
  'always',
  'unknown_failure',
  'script_failure',
  'api_failure',
  'stuck_or_timeout_failure',
  'stuck_pending_with_matching_runners',
  'stuck_pending_no_matching_runners',
  'no_updates_running',
  'no_updates_canceling',
  'runner_system_failure',
  'runner_configuration_error',
  'runner_external_dependency_failure',
  'runner_interrupted',
  'runner_unsupported',
  'stale_schedule',
  'job_execution_timeout',
  'server_timeout_running',
  'server_timeout_canceling',
  'archived_failure',
  'unmet_prerequisites',
  'scheduler_failure',
  'data_integrity_failure',
] as const

/** The definitions of this file. */
export const failureDefinitions: SchemaMap = {
  allowFailure: anyOf(flag, closed<Exclude<GitlabAllowFailure, boolean>>({ exit_codes: exitCodes }, {})),
  attempts: { type: 'integer', minimum: 0, maximum: 2 },
  retry: anyOf(
    ref('attempts'),
    closed<GitlabRetry>({}, { max: ref('attempts'), when: oneOrMany(words(...failures)), exit_codes: exitCodes }),
  ),
}
