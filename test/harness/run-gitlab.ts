import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './case-folder.ts'
import { commitAll, inNewFolder, projectFiles, tellTrace, writeInto } from './checkout.ts'

const program = join(projectRoot, 'node_modules/.bin/gitlab-ci-local')

/** Whether the runner has what it needs to copy the sources. */
export const canRunGitlab = spawnSync('rsync', ['--version'], { stdio: 'ignore' }).status === 0

/** Runs a configuration by gitlab-ci-local, with a shell of this machine in place of images, and tells the trace. */
export function runGitlab(text: string): string {
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
    ]
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: project,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8' },
      timeout: 50_000,
      maxBuffer: 2 ** 27,
    })
    if (!existsSync(trace)) throw new Error(`nothing ran:\n${stdout}\n${stderr}`)
    return tellTrace(status ?? 255, readFileSync(trace, 'utf8'))
  })
}
