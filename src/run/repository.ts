import { execFile } from 'node:child_process'

/** What git says of the repository that a run is of. */
export interface Repository {
  /** The files that belong to the working tree, changed ones and new ones too; null: git knows of no working tree. */
  readonly files: readonly string[] | null
  /** Empty before the first commit. */
  readonly sha: string
  /** Empty on a commit that is no branch. */
  readonly branch: string
  readonly commitMessage: string
  /** Of the remote `origin`, without a password; empty where there is none. */
  readonly url: string
  /** The name of the person, as commits have it. */
  readonly user: string
  /** The folder with the objects. */
  readonly objects: string
  readonly index: string
  readonly format: string
  /** All references, as git keeps them in one file. */
  readonly refs: string
}

// One shell asks all, for to start each from here would take longer. Parts end with a line that nothing else can hold.
const script = `
cd "$1" && git rev-parse --git-path objects --git-path index --show-object-format 2> /dev/null || exit 0
printf '\\0'
git symbolic-ref -q --short HEAD; printf '\\0'
git log -1 --format=%H%n%B 2> /dev/null; printf '\\0'
git config --get-regexp '^(remote\\.origin\\.url|user\\.name)$'; printf '\\0'
git for-each-ref --format='%(objectname) %(refname)'; printf '\\0'
git ls-files -z --cached --others --exclude-standard`

const outside = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' }

/** Asks git about a working tree and its files. */
export function readRepository(root: string, env: NodeJS.ProcessEnv): Promise<Repository> {
  return new Promise((resolve) => {
    const options = { env: { ...env, ...outside }, encoding: 'utf8', maxBuffer: 2 ** 30 } as const
    execFile('/bin/sh', ['-c', script, 'pipegen-git', root], options, (_, stdout) => resolve(repositoryOf(stdout)))
  })
}

function repositoryOf(printed: string): Repository {
  const parts = printed.split('\0')
  const [paths = '', branch = '', log = '', config = '', refs = ''] = parts
  // The last one of a name counts.
  const said = (name: string): string =>
    config
      .split('\n')
      .findLast((line) => line.startsWith(`${name} `))
      ?.slice(name.length + 1) ?? ''
  const [objects = '', index = '', format = 'sha1'] = paths.split('\n')
  const end = log.indexOf('\n')
  return {
    files: parts.length < 6 ? null : [...new Set(parts.slice(5).filter((path) => path !== ''))],
    sha: log.slice(0, Math.max(0, end)),
    branch: branch.trim(),
    commitMessage: log.slice(end + 1).trimEnd(),
    url: withoutPassword(said('remote.origin.url').trim()),
    user: said('user.name').trim(),
    objects,
    index,
    format,
    refs,
  }
}

function withoutPassword(url: string): string {
  return url.replace(/^(\w+:\/\/)[^/@]*@/, (whole, scheme: string) => (/^ssh/.test(scheme) ? whole : scheme))
}
