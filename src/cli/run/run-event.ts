import { execFileSync } from 'node:child_process'
import { tests } from '../../condition/tests.ts'
import type { Pipeline } from '../../ir.ts'
import type { PlanEvent } from '../../plan/event.ts'
import { startsRun } from '../../plan/starts.ts'
import type { Repository } from '../../run/repository.ts'
import type { EventOptions } from '../plan/event-options.ts'
import type { AskedEvent } from '../plan/read-event.ts'

/** Where git is asked. */
export interface GitPlace {
  readonly root: string
  readonly env: NodeJS.ProcessEnv
}

/**
 * The event of a run here: what is asked for; else a push of this branch, or, where that starts nothing, a pull request of it,
 * or a start by hand. Undefined: none of them starts anything.
 */
export function eventHere(
  pipeline: Pipeline,
  asked: AskedEvent,
  values: EventOptions,
  repository: Repository,
  place: GitPlace,
): PlanEvent | undefined {
  const { defaultBranch } = pipeline
  const branch = values.branch ?? (repository.branch || defaultBranch)
  const plain = asked.inside(defaultBranch)
  const isSaid = Object.entries(values).some(
    ([key, value]) => value !== undefined && key !== 'changed' && key !== 'branch',
  )
  const onBranch = plain.name === 'tag' || plain.pullRequest !== null ? plain : { ...plain, branch }
  const events: readonly PlanEvent[] = isSaid
    ? [onBranch]
    : [onBranch, pullRequestOf(onBranch, branch), { ...onBranch, name: 'manual' }]
  const changed = values.changed ?? (asksForChanges(pipeline) ? changedFiles(repository, defaultBranch, place) : null)
  return events.map((event) => ({ ...event, changed })).find((event) => startsRun(pipeline, event))
}

function pullRequestOf(event: PlanEvent, branch: string): PlanEvent {
  const pullRequest = {
    number: 1,
    title: event.commitMessage,
    sourceBranch: branch,
    targetBranch: event.defaultBranch,
    fork: false,
  }
  return { ...event, name: 'pullRequest', branch: '', pullRequest }
}

function asksForChanges({ triggers, jobs }: Pipeline): boolean {
  return (
    triggers.some((one) => 'paths' in one && one.paths.length + one.ignorePaths.length > 0) ||
    jobs.some((job) =>
      [job, ...job.steps].some(({ condition }) => tests(condition).some(({ test }) => test === 'changed')),
    )
  )
}

/**
 * What differs from what the others have of this branch, or from where it left the default branch, or from the commit before;
 * also what is not committed. null: there is nothing to compare with.
 */
function changedFiles(
  repository: Repository,
  defaultBranch: string,
  { root, env }: GitPlace,
): readonly string[] | null {
  if (repository.sha === '') return null
  const git = (...args: readonly string[]): string | undefined => {
    try {
      return execFileSync('git', args, {
        cwd: root,
        env: { ...env, GIT_OPTIONAL_LOCKS: '0' },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
    } catch {
      return undefined
    }
  }
  const isDefault = repository.branch === defaultBranch
  const base =
    git('merge-base', 'HEAD', '@{upstream}') ??
    (isDefault
      ? undefined
      : (git('merge-base', 'HEAD', `origin/${defaultBranch}`) ?? git('merge-base', 'HEAD', defaultBranch))) ??
    git('rev-parse', '--verify', '-q', 'HEAD^')
  if (base === undefined) return null
  const from =
    base.trim() === repository.sha ? (git('rev-parse', '--verify', '-q', 'HEAD^') ?? base).trim() : base.trim()
  const changed = git('diff', '--name-only', '--no-renames', '-z', from)
  const fresh = git('ls-files', '-z', '--others', '--exclude-standard')
  return changed === undefined ? null : `${changed}${fresh ?? ''}`.split('\0').filter((path) => path !== '')
}

/** An event in words: `a push to 'main'`. */
export function sayEvent({ name, branch, tag, pullRequest, schedule, call }: PlanEvent): string {
  if (name === 'tag') return `the tag '${tag}'`
  if (pullRequest !== null)
    return `a pull request from '${pullRequest.sourceBranch}' into '${pullRequest.targetBranch}'`
  if (name === 'schedule') return `the schedule '${schedule}'`
  if (name === 'api') return `the call '${call?.event ?? ''}'`
  return name === 'manual' ? `a start by hand on '${branch}'` : `a push to '${branch}'`
}
