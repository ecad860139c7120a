import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { simulate } from '../../emitters/gitlab/simulate/index.ts'
import { baseEvent } from '../../src/plan/grid/events.ts'
import { projectRoot } from './case-folder.ts'
import { commitAll, inNewFolder, projectFiles, tellTrace, writeInto } from './checkout.ts'

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
    const [project, trace] = [join(folder, 'project'), join(folder, 'trace')]
    mkdirSync(project)
    writeInto(project, { ...projectFiles, '.gitlab-ci.yml': text })
    commitAll(project)
    const args = [
      '--force-shell-executor',
      '--shell-isolation',
      '--json-schema-validation=false',
      '--variable',
      `TRACE=${trace}`,
      ...jobs,
    ]
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: project,
      encoding: 'latin1',
      env: { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8' },
      timeout: 50_000,
      maxBuffer: 2 ** 27,
    })
    if (!existsSync(trace)) throw new Error(`nothing ran:\n${stdout}\n${stderr}`)
    const names = (pattern: RegExp) => [...`${stdout}\n${stderr}`.matchAll(pattern)].map(([, name = '']) => name.trim())
    return {
      trace: tellTrace(status ?? 255, readFileSync(trace, 'utf8'), stdout),
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
