import { spawnSync } from 'node:child_process'
import { type Emitted, jobsOf, type OutputJob, type OutputRule } from './emit.ts'
import { holds, type Variables } from './expression.ts'

/** One run of a repository. */
export interface Run {
  readonly variables: Variables
  /** The files that changed; null where GitLab cannot know. */
  readonly changed: readonly string[] | null
}

/** What became of the jobs of a run, and what had not ended when a job began. */
export interface Simulated {
  readonly outcomes: ReadonlyMap<string, Outcome>
  readonly openAtStart: ReadonlyMap<string, ReadonlySet<string>>
}

/** What became of a job. */
export type Outcome = 'success' | 'failed' | 'skipped' | 'absent'

type Status = 'created' | 'running' | 'success' | 'failed' | 'skipped'

/** Whether a path matches, as Ruby's fnmatch says with the vendor's flags; without Ruby, by the same rules. */
export function fnmatch(glob: string, path: string): boolean {
  return globPattern(glob).test(path)
}

function globPattern(glob: string): RegExp {
  const source = glob
    .split(/((?:^|(?<=\/))\*\*\/|\\.|\*+)/)
    .map((part) =>
      part === '**/'
        ? '(?:.+/)?'
        : /^\*+$/.test(part)
          ? '[^/]*'
          : part.startsWith('\\')
            ? part
            : part.replace(/[.+^$()|]/g, '\\$&'),
    )
    .join('')
  return new RegExp(`^${source}$`)
}

/** Whether Ruby itself is here to be asked. */
export const hasRuby = spawnSync('ruby', ['-v'], { stdio: 'ignore' }).error === undefined

/** Asks Ruby which paths each glob matches. */
export function fnmatchByRuby(pairs: readonly (readonly [string, string])[]): readonly boolean[] {
  const program =
    'require "json"; puts JSON.generate(JSON.parse(STDIN.read).map { |g, p| File.fnmatch?(g, p, File::FNM_PATHNAME | File::FNM_DOTMATCH | File::FNM_EXTGLOB) })'
  return JSON.parse(
    spawnSync('ruby', ['-e', program], { input: JSON.stringify(pairs), encoding: 'utf8' }).stdout,
  ) as readonly boolean[]
}

/** Whether a rule matches in a run. */
export function matchesRule(rule: OutputRule, run: Run, more: Variables = {}): boolean {
  if (rule.if !== undefined && !holds(rule.if, { ...run.variables, ...more })) return false
  return (
    rule.changes === undefined ||
    run.changed === null ||
    run.changed.some((path) => rule.changes?.some((glob) => fnmatch(glob, path)))
  )
}

/**
 * Runs an output as GitLab's scheduler does; `fails` says which jobs fail, `next` which running job ends first. Undefined
 * where no pipeline is created; throws where GitLab refuses to create one.
 */
export function simulate(
  output: Emitted,
  run: Run,
  fails: (job: string) => boolean,
  next: (count: number) => number = () => 0,
): Simulated | undefined {
  const workflow = output.config.workflow.rules.find((rule) => matchesRule(rule, run))
  if (workflow === undefined) return undefined
  const all = jobsOf(output)
  const jobs = new Map<string, { readonly job: OutputJob; readonly when: string }>()
  for (const [name, job] of all) {
    const rule =
      job.rules === undefined
        ? { when: job.when ?? 'on_success' }
        : job.rules.find((one) => matchesRule(one, run, workflow.variables))
    if (rule !== undefined && rule.when !== 'never') jobs.set(name, { job, when: rule.when ?? 'on_success' })
  }
  for (const [name, { job }] of jobs) {
    for (const need of job.needs ?? []) {
      const [needed, optional] = typeof need === 'string' ? [need, false] : [need.job, need.optional === true]
      if (!jobs.has(needed) && !optional)
        throw new Error(`'${name}' job needs '${needed}' job, but it was not added to the pipeline`)
    }
  }
  const status = new Map<string, Status>([...jobs.keys()].map((name) => [name, 'created']))
  const stageOf = (name: string) => output.config.stages.indexOf(all.get(name)?.stage ?? '')
  const before = (name: string): { readonly names: readonly string[]; readonly dag: boolean } => {
    const needs = jobs.get(name)?.job.needs
    if (needs === undefined)
      return { names: [...jobs.keys()].filter((other) => stageOf(other) < stageOf(name)), dag: false }
    return {
      names: needs.map((need) => (typeof need === 'string' ? need : need.job)).filter((other) => jobs.has(other)),
      dag: true,
    }
  }
  const openAtStart = new Map<string, ReadonlySet<string>>()
  const step = (): boolean => {
    let moved = false
    for (const [name, { when }] of jobs) {
      if (status.get(name) !== 'created') continue
      const { names, dag } = before(name)
      const composite = compositeOf(
        names.map((other) => ({
          status: status.get(other) as Status,
          allowed: jobs.get(other)?.job.allow_failure === true,
        })),
        dag,
      )
      if (composite === 'waiting') continue
      const fine =
        when === 'always' ||
        (when === 'on_failure' ? composite === 'failed' : composite === 'success' || (!dag && composite === 'skipped'))
      if (fine)
        openAtStart.set(
          name,
          new Set([...status].filter(([, one]) => one === 'created' || one === 'running').map(([other]) => other)),
        )
      status.set(name, fine ? 'running' : 'skipped')
      moved = true
    }
    return moved
  }
  for (;;) {
    while (step());
    const running = [...status].filter(([, one]) => one === 'running').map(([name]) => name)
    if (running.length === 0) break
    const done = running[next(running.length)] as string
    status.set(done, fails(done) ? 'failed' : 'success')
  }
  const outcomes = new Map(
    [...all.keys()].map((name): [string, Outcome] => [name, jobs.has(name) ? (status.get(name) as Outcome) : 'absent']),
  )
  return { outcomes, openAtStart }
}

// The order of these questions is that of the vendor: with `needs`, one skipped job outweighs failed and running ones.
function compositeOf(
  jobs: readonly { readonly status: Status; readonly allowed: boolean }[],
  dag: boolean,
): 'success' | 'failed' | 'skipped' | 'waiting' {
  if (jobs.length === 0) return 'success'
  const all = new Set(jobs.map(({ status, allowed }) => (status === 'failed' && allowed ? 'success' : status)))
  if (dag && all.has('skipped')) return 'skipped'
  if (all.has('created') || all.has('running')) return 'waiting'
  if (all.size === 1 && all.has('skipped')) return 'skipped'
  return all.has('failed') ? 'failed' : 'success'
}
