import type { Origin } from '../origin.ts'

/** Text with references in it; the empty list is the empty string. Neighbouring strings are joined. */
export type Text = readonly (string | Ref)[]

/** A value of the matrix; `as` says what machine part each value stands for, where it is not the part itself. */
export interface MatrixRef {
  readonly ref: 'matrix'
  readonly key: string
  readonly as?: Readonly<Record<string, string>>
}

/** A value that is known only when the pipeline runs, or that each vendor names differently. */
export type Ref =
  | { readonly ref: 'context'; readonly name: ContextName }
  | MatrixRef
  | { readonly ref: 'output'; readonly job: string; readonly name: string }
  | { readonly ref: 'secret'; readonly name: string; readonly file: boolean }
  | { readonly ref: 'service'; readonly service: string; readonly field: 'host' | 'port' }
  | { readonly ref: 'input'; readonly name: string }
  | { readonly ref: 'payload'; readonly event: string; readonly key: string }
  | { readonly ref: 'idToken'; readonly audience: string }
  | { readonly ref: 'repositoryToken' }

/**
 * What a run knows of its event. A name that the event does not have is the empty string: `branch` on a pull request
 * or a tag, `tag` on a branch, the `pullRequest` names elsewhere.
 */
export type ContextName =
  | 'sha'
  | 'shortSha'
  | 'branch'
  | 'tag'
  | 'event'
  | 'defaultBranch'
  | 'repository'
  | 'repositoryOwner'
  | 'repositoryName'
  | 'repositoryUrl'
  | 'actor'
  | 'commitMessage'
  | 'runId'
  | 'runNumber'
  | 'runAttempt'
  | 'runUrl'
  | 'job'
  | 'workspace'
  | 'pullRequest.number'
  | 'pullRequest.title'
  | 'pullRequest.sourceBranch'
  | 'pullRequest.targetBranch'
  | 'pullRequest.headSha'
  | 'pullRequest.baseSha'
  | 'pullRequest.fork'

/** Environment variables in the order of the story; names are unique. */
export type Env = readonly EnvEntry[]

/** One environment variable. */
export interface EnvEntry {
  readonly name: string
  readonly value: Text
  readonly origin: Origin
}
