import type { ContextName } from '../src/ir.ts'
import { type Value, value } from './value.ts'

const of = <V extends string | number | boolean = string>(name: ContextName): Value<V> =>
  value<V>({ from: 'context', name })

/**
 * What a run knows of its event, the same on every vendor. A name that an event does not have is empty.
 *
 * @example
 * env: { IMAGE: `registry.example.com/shop:${ctx.sha}` }
 */
export const ctx = {
  /** The commit that is built: 40 hex digits. */
  sha: of('sha'),
  /** The first 8 digits of the commit. */
  shortSha: of('shortSha'),
  /** The branch; empty on a tag and on a pull request. */
  branch: of('branch'),
  /** The tag; empty elsewhere. */
  tag: of('tag'),
  /** What started the run: `push`, `tag`, `pullRequest`, `schedule`, `manual` or `api`. */
  event: of<'push' | 'tag' | 'pullRequest' | 'schedule' | 'manual' | 'api'>('event'),
  /** The default branch of the repository. */
  defaultBranch: of('defaultBranch'),
  /** The repository with its owner: `owner/name`. */
  repository: of('repository'),
  /** The owner of the repository. */
  repositoryOwner: of('repositoryOwner'),
  /** The repository without its owner. */
  repositoryName: of('repositoryName'),
  /** The page of the repository. */
  repositoryUrl: of('repositoryUrl'),
  /** The person who started the run. */
  actor: of('actor'),
  /** The message of the commit: foreign text. */
  commitMessage: of('commitMessage'),
  /** The id of the run. */
  runId: of('runId'),
  /** The number of the run; vendors count differently. */
  runNumber: of('runNumber'),
  /** How often the run was tried; 1 the first time. */
  runAttempt: of('runAttempt'),
  /** The page of the run. */
  runUrl: of('runUrl'),
  /** The id of the job. */
  job: of('job'),
  /** The folder of the checkout, absolute. */
  workspace: of('workspace'),
  /** The pull request; every value is empty on other events. */
  pullRequest: {
    /** Its number. */
    number: of('pullRequest.number'),
    /** Its title: foreign text. */
    title: of('pullRequest.title'),
    /** The branch that it comes from: foreign text. */
    sourceBranch: of('pullRequest.sourceBranch'),
    /** The branch that it goes into. */
    targetBranch: of('pullRequest.targetBranch'),
    /** Its last commit. */
    headSha: of('pullRequest.headSha'),
    /** The commit that it starts from. */
    baseSha: of('pullRequest.baseSha'),
    /** Whether it comes from another repository: `true` or `false`. */
    fork: of<boolean>('pullRequest.fork'),
  },
} as const
