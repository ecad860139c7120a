import type { Pipeline } from '../../../src/ir.ts'
import { label, runNameLimit } from '../names.ts'
import type { Run } from '../runs.ts'

/** The names of what a story has in its namespace. */
export interface Names {
  /** The folder of its files, and the account that its jobs run as. */
  readonly story: string
  /** The account of jobs that deploy or hold a lock. */
  readonly deployments: string
  /** The account of what listens for web hooks and calls, and what it may do. */
  readonly listener: string
  /** What listens for calls. */
  readonly calls: string
  /** The account of what starts runs by a schedule. */
  readonly schedules: string
}

/** The names of a story's objects; `name` gives none twice. */
export function namesOf(pipeline: Pipeline, name: (wanted: string) => string): Names {
  const story = name(pipeline.name)
  return {
    story,
    deployments: name(`${story} deployments`),
    listener: name(`${story} listener`),
    calls: name(`${story} calls`),
    schedules: name(`${story} schedules`),
  }
}

/** The Secret by which git logs in, with a key `.git-credentials`. */
export function gitSecretOf(pipeline: Pipeline): string {
  return `${label(pipeline.name, runNameLimit)}-git`
}

/** The Secret that web hooks (key `token`) and calls (key `calls`) are held against. */
export function hookSecretOf(pipeline: Pipeline): string {
  return `${label(pipeline.name, runNameLimit)}-webhook`
}

/** The ConfigMap that says where the repository lies, with a key `url`: nothing else says so where nobody pushed. */
export function repositoryOf(pipeline: Pipeline): string {
  return `${label(pipeline.name, runNameLimit)}-repository`
}

/** Whether a run begins with a web hook of a git host, which names the commit; else its first task finds it. */
export function byHook({ event }: Run): boolean {
  return event === 'push' || event === 'tag' || event === 'pullRequest'
}
