import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Invocation } from './github-job.ts'

/** What a script came to. */
export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const basic = { PATH: process.env.PATH ?? '', HOME: tmpdir() }

/** Runs a step as GitHub does: the script stands in a file. */
export function runStep({ command, script, env, cwd }: Invocation): Ran {
  const folder = mkdtempSync(join(tmpdir(), 'pipegen-step-'))
  try {
    const file = join(folder, 'step.sh')
    writeFileSync(file, script)
    return run([...command, file], env, cwd)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/**
 * Runs the script of a job as the runner of GitLab does: the whole of it in one shell that stops at the first failure.
 *
 * @see https://docs.gitlab.com/runner/shells/
 */
export function runScript(script: string, env: Readonly<Record<string, string>>, cwd = '.'): Ran {
  const frame = 'set -o errexit; set -o pipefail; set +o noclobber; : | eval "$0"'
  return run(['bash', '--noprofile', '--norc', '-c', frame, script], env, cwd)
}

function run(command: readonly string[], env: Readonly<Record<string, string>>, cwd: string): Ran {
  const [program = '', ...args] = command
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env: { ...basic, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
    maxBuffer: 2 ** 27,
  })
  return { code: status, stdout, stderr }
}
