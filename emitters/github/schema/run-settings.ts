import { anyOf, closed, type SchemaMap } from '../../../src/json-schema.ts'
import { flag, type GithubExpression, type GithubShell, someText } from './scalar.ts'

/** What `run` steps use where they do not say otherwise. */
export interface GithubDefaults {
  readonly run: GithubRunDefaults
}

/** The shell and the directory of `run` steps. */
export interface GithubRunDefaults {
  /** Without one: `bash -e`, or `sh -e` in a container. `bash` adds `-o pipefail`. */
  readonly shell?: GithubShell
  /** From the root of the checkout. */
  readonly 'working-directory'?: string
}

/**
 * What must not run at the same time.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#concurrency
 */
export interface GithubConcurrency {
  /** Runs of one group wait for each other. The name ignores case and holds 400 characters at most. */
  readonly group: string
  /** Whether a new run stops the one that is running. */
  readonly 'cancel-in-progress'?: boolean | GithubExpression
  /** `single` keeps one run waiting and drops older ones; `max` keeps a hundred. Not with `cancel-in-progress`. */
  readonly queue?: 'single' | 'max'
}

const groupLimit = 400

/** The definitions of this file. */
export const runSettingsDefinitions: SchemaMap = {
  defaults: closed<GithubDefaults>(
    {
      run: closed<GithubRunDefaults>({}, { shell: someText, 'working-directory': someText }, { minProperties: 1 }),
    },
    {},
  ),
  concurrency: anyOf(
    { ...someText, maxLength: groupLimit },
    closed<GithubConcurrency>(
      { group: { ...someText, maxLength: groupLimit } },
      { 'cancel-in-progress': flag, queue: { type: 'string', enum: ['single', 'max'] } },
      {
        not: {
          required: ['cancel-in-progress', 'queue'],
          properties: { 'cancel-in-progress': { const: true }, queue: { const: 'max' } },
        },
        title: 'without `cancel-in-progress` where `queue` is `max`',
      },
    ),
  ),
}
