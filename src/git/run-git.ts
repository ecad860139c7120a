import { spawnSync } from 'node:child_process'
import type { Report } from '../diagnostics.ts'

/** Where git is started, and with what environment. */
export interface GitPlace {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
}

// Nothing is written for speed's sake, and nothing is fetched.
const quiet = { GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_LFS_SKIP_SMUDGE: '1', GIT_TERMINAL_PROMPT: '0' }

/** What git prints; undefined: it failed, and that was reported. What git set for a hook, such as its index, holds here too. */
export function runGit(args: readonly string[], place: GitPlace, report: Report, input = ''): string | undefined {
  const { status, stdout, stderr, error, signal } = spawnSync('git', args, {
    cwd: place.cwd,
    env: { ...place.env, ...quiet },
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    windowsHide: true,
  })
  if (status === 0) return stdout
  const missing = error !== undefined && 'code' in error && error.code === 'ENOENT'
  const said = (stderr ?? '')
    .trim()
    .replace(/^(?:fatal|error): /gm, '')
    .replaceAll('\n', '; ')
  const why = missing ? 'git is not installed, or not on the PATH' : said || error?.message || `it ended by ${signal}`
  report('git-failed', null, { command: `git ${args.filter((arg) => !arg.startsWith('--prefix=')).join(' ')}`, why })
  return undefined
}
