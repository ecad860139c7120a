import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { simulate } from '../../emitters/gitlab/simulate/index.ts'
import { baseEvent } from '../../src/plan/grid/events.ts'
import { projectRoot } from './case-folder.ts'
import { commitAll, inNewFolder, projectFiles, tellTrace, writeInto } from './checkout.ts'
import { type GitlabJob, readConfig } from './gitlab-job.ts'
import { runContainer } from './run-container.ts'

const program = join(projectRoot, 'node_modules/.bin/gitlab-ci-local')

/** Whether the runner has what it needs to copy the sources. */
export const canRunGitlab = spawnSync('rsync', ['--version'], { stdio: 'ignore' }).status === 0

/** What came of a run by gitlab-ci-local. */
export interface GitlabRun {
  readonly trace: string
  /** The names of the jobs that it started. */
  readonly started: readonly string[]
  readonly failed: readonly string[]
}

/** Runs a configuration by gitlab-ci-local, with a shell of this machine in place of images; all jobs, or those named. */
export function runGitlabLocal(text: string, jobs: readonly string[] = []): GitlabRun {
  return inNewFolder((folder) => {
    const [project, trace, log] = [join(folder, 'project'), join(folder, 'trace'), join(folder, 'log')]
    mkdirSync(project)
    writeInto(project, { ...projectFiles, '.gitlab-ci.yml': text })
    commitAll(project)
    const options = ['--force-shell-executor', '--shell-isolation', '--json-schema-validation=false']
    const command = [program, ...options, '--variable', `TRACE=${trace}`, ...jobs]
    const code = runContainer({ command, cwd: project, env: { HOME: folder }, log, limit: 50_000 })
    const output = readFileSync(log, 'latin1')
    if (!existsSync(trace)) throw new Error(`nothing ran:\n${output}`)
    const names = (pattern: RegExp) => [...output.matchAll(pattern)].map(([, name = '']) => name)
    // At its end it says again what failed jobs said last.
    const [said = ''] = output.split(/^ (?:PASS|WARN|FAIL) /m)
    return {
      trace: tellTrace(code, readFileSync(trace, 'utf8'), said),
      started: names(/^(\S+) +starting shell/gm),
      failed: names(/^(\S+) +finished in .*FAIL/gm),
    }
  })
}

/**
 * Runs a configuration by gitlab-ci-local, and tells the trace. It starts nothing behind a job that a failure holds back,
 * though GitLab does: where a job is left out so, those that GitLab starts are named to it, in a run of their own.
 *
 * @see https://docs.gitlab.com/ci/yaml/#when
 */
export async function runGitlab(text: string): Promise<string> {
  const first = runGitlabLocal(text)
  const outcomes = { fails: (name: string) => first.failed.includes(name), approves: () => true, outputs: () => ({}) }
  const event = { ...baseEvent('main'), repository: 'acme/shop' }
  const jobs = await simulate([{ path: '.gitlab-ci.yml', text }], event, outcomes)
  const runs = jobs.filter(({ fate }) => fate === 'succeeded' || fate === 'failed').map(({ name }) => name)
  const isLeftOut = first.failed.length > 0 && runs.some((name) => !first.started.includes(name))
  return isLeftOut ? runGitlabLocal(text, runs).trace : first.trace
}

/** Whether a configuration has what gitlab-ci-local does not do: a job without the sources, artifacts with a space in their paths, the limit of a job. */
export function isBeyondGitlabLocal(text: string): boolean {
  const { jobs } = readConfig(text)
  return Object.values(jobs).some((job) => {
    const { artifacts, variables, timeout } = job as More & GitlabJob
    // A limit that a test can wait for is there to end the job.
    return (
      /^1 minutes?$/.test(timeout ?? '') ||
      variables?.GIT_STRATEGY === 'empty' ||
      artifacts?.paths?.some((path) => path.includes(' ')) === true
    )
  })
}

interface More {
  readonly artifacts?: { readonly paths?: readonly string[] }
  readonly timeout?: string
}
