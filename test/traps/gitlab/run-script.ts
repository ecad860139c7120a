import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A shell that the runner may find in an image. */
export type RunnerShell = 'bash' | 'dash' | 'busybox'

/** What a script did. */
export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

const commands: { readonly [S in RunnerShell]: readonly string[] } = {
  bash: ['bash'],
  dash: ['dash'],
  busybox: ['busybox', 'sh'],
}

/** Whether a shell is on this machine. */
export function hasShell(shell: RunnerShell): boolean {
  return (
    spawnSync(commands[shell][0] as string, ['-c', ':'].slice(shell === 'busybox' ? 2 : 0), { stdio: 'ignore' })
      .error === undefined
  )
}

/** A new folder that is gone after the work in it. */
export function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'pipegen-gitlab-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs the entries of a script as the runner does: one shell reads them all, by one `eval`, with an empty standard input. */
export function runScript(
  script: readonly string[],
  shell: RunnerShell,
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Ran {
  const body = script.join('\n')
  const quoted = `'${body.replaceAll("'", "'\\''")}'`
  const wrapper = `if set -o | grep pipefail > /dev/null; then set -o pipefail; fi; set -o errexit\nset +o noclobber\n: | eval ${quoted}\nexit 0\n`
  const [command, ...args] = commands[shell] as readonly [string, ...string[]]
  const ran = spawnSync(command, [...args, '-c', wrapper], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, CI: 'true', ...env },
    encoding: 'utf8',
    timeout: 60_000,
  })
  return { code: ran.status ?? 255, out: ran.stdout, err: ran.stderr }
}
