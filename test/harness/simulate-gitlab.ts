import type { GitlabConfig, GitlabJob } from './gitlab-job.ts'
import { type Given, ruleFor } from './gitlab-rules.ts'

type Result = 'success' | 'failed' | 'skipped'

/**
 * The jobs that GitLab runs when the scripts of `failing` fail, in an order that they can start in.
 *
 * @see https://docs.gitlab.com/ci/yaml/#needs
 * @see https://docs.gitlab.com/ci/yaml/#when
 */
export function runOnGitlab(config: GitlabConfig, given: Given, failing: ReadonlySet<string>): readonly string[] {
  const jobs = new Map(Object.entries(config.jobs).filter(([, job]) => present(job, given) !== undefined))
  const results = new Map<string, Result>()
  const ran: string[] = []
  const visit = (key: string): void => {
    const job = jobs.get(key)
    if (job === undefined || results.has(key)) return
    const before = waitsOn(config, key).filter((other) => jobs.has(other))
    checkNeeds(job, key, jobs)
    before.forEach(visit)
    const when = present(job, given) ?? 'on_success'
    const ended = before.map((other) => results.get(other) ?? 'success')
    if (!starts(when, ended, job.needs !== undefined)) results.set(key, 'skipped')
    else {
      ran.push(key)
      results.set(key, failing.has(key) && job.allow_failure !== true ? 'failed' : 'success')
    }
  }
  for (const key of jobs.keys()) visit(key)
  return ran
}

/** The jobs that a job waits for: those that it names, or all of the earlier stages. */
export function waitsOn(config: GitlabConfig, key: string): readonly string[] {
  const job = config.jobs[key]
  if (job?.needs !== undefined) return job.needs.map((need) => (typeof need === 'string' ? need : need.job))
  const stage = config.stages.indexOf(job?.stage ?? '')
  return Object.entries(config.jobs)
    .filter(([, other]) => config.stages.indexOf(other.stage) < stage)
    .map(([other]) => other)
}

/** The jobs that must have ended before a job starts, where all jobs are in the run. */
export function ancestorsOnGitlab(config: GitlabConfig, key: string): ReadonlySet<string> {
  return new Set(waitsOn(config, key).flatMap((other) => [other, ...ancestorsOnGitlab(config, other)]))
}

// Of jobs that are named, one that was skipped counts more than one that failed; of stages, skipped jobs do not count.
function starts(when: string, ended: readonly Result[], named: boolean): boolean {
  const skipped = named ? ended.includes('skipped') : ended.length > 0 && ended.every((result) => result === 'skipped')
  const status = skipped ? 'skipped' : ended.includes('failed') ? 'failed' : 'success'
  if (when === 'always') return true
  if (when === 'on_failure') return status === 'failed'
  return status === 'success' || (status === 'skipped' && !named)
}

// When a job that is part of the run starts; undefined: it is not part of it.
function present(job: GitlabJob, given: Given): string | undefined {
  const rule = ruleFor(job.rules, given)
  const when = rule?.when ?? job.when ?? 'on_success'
  return rule === undefined || when === 'never' ? undefined : when
}

function checkNeeds(job: GitlabJob, key: string, jobs: ReadonlyMap<string, GitlabJob>): void {
  for (const need of job.needs ?? []) {
    const { job: other, optional } = typeof need === 'string' ? { job: need, optional: false } : need
    if (optional !== true && !jobs.has(other))
      throw new Error(`${key} needs ${other}, which is not in the run: GitLab makes no pipeline`)
  }
}
