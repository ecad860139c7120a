import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BitbucketStep } from '../../emitters/bitbucket/schema.ts'

/** The shells that an image may have, of those that this machine has. */
export const shells: readonly string[] = ['bash', 'dash', 'busybox sh'].filter(
  (shell) => spawnSync(shell.split(' ')[0] as string, ['-c', ':']).status !== null || shell.startsWith('busybox'),
)

/** What a step left behind. */
export interface Ran {
  readonly code: number
  readonly output: string
  readonly trace: string
  /** The output variables, as later steps get them. */
  readonly variables: Readonly<Record<string, string>>
  readonly read: (file: string) => string
}

/**
 * Runs the script of a step as Bitbucket does: all items in one session that stops at the first failure, each printed
 * before, and then `after-script` in a session of its own.
 * https://support.atlassian.com/bitbucket-cloud/kb/why-does-bitbucket-pipelines-pass-build-steps-despite-previous-command-failure/
 */
export function runStep(
  step: BitbucketStep,
  shell: string,
  env: Readonly<Record<string, string>> = {},
  prepare?: (folder: string) => void,
): Ran {
  const folder = mkdtempSync(join(tmpdir(), 'pipegen-'))
  prepare?.(folder)
  const file = join(folder, 'variables.env')
  writeFileSync(file, '')
  const given = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    TRACE: join(folder, 'trace'),
    BITBUCKET_CLONE_DIR: folder,
    BITBUCKET_COMMIT: '0123456789abcdef0123456789abcdef01234567',
    BITBUCKET_PIPELINES_VARIABLES_PATH: file,
    ...env,
  }
  const session = (items: readonly unknown[], more: Readonly<Record<string, string>>) => {
    const script = join(folder, '.session')
    const lines = items.map((item) => `printf '\\035+ %s\\n' item\n${String(item)}\nprintf '\\n'`)
    writeFileSync(script, `set -e\n${lines.join('\n')}\n`)
    const [program, ...options] = shell.split(' ')
    return spawnSync(program as string, [...options, script], {
      cwd: folder,
      env: { ...given, ...more },
      encoding: 'utf8',
    })
  }
  const main = session(step.script ?? [], {})
  const after = step['after-script']
  const later = after === undefined ? undefined : session(after, { BITBUCKET_EXIT_CODE: String(main.status) })
  const trace = existsSync(given.TRACE) ? readFileSync(given.TRACE, 'utf8') : ''
  const contents = new Map<string, string>()
  const variables = Object.fromEntries(
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
  for (const name of ['value', 'result'])
    if (existsSync(join(folder, name))) contents.set(name, readFileSync(join(folder, name), 'utf8'))
  rmSync(folder, { recursive: true, force: true })
  return {
    code: main.status ?? -1,
    output: [main.stdout, main.stderr, later?.stdout, later?.stderr].join(''),
    trace,
    variables,
    read: (name) => contents.get(name) ?? '',
  }
}
