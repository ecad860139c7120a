import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** The files of the project that stories are run in. */
export const projectFiles: Readonly<Record<string, string>> = {
  'README.md': 'A project.\n',
  'src/file.txt': 'content\n',
}

/** Calls with a new folder, and removes it. */
export function inNewFolder<T>(use: (folder: string) => T): T {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pipegen-run-')))
  try {
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Calls with a new folder, and removes it when all is done. */
export async function inNewFolderLater<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pipegen-run-')))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Writes files into a folder. */
export function writeInto(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

/** Makes a folder a repository on the branch `main`, with all its files in one commit and a remote that is not there. */
export function commitAll(folder: string): void {
  git(folder, 'init', '--initial-branch', 'main', '--template=')
  git(folder, 'remote', 'add', 'origin', 'git@gitlab.example.com:group/project.git')
  commitMore(folder)
  git(folder, 'update-ref', 'refs/remotes/origin/main', 'HEAD')
}

/** Commits all files of a repository. */
export function commitMore(folder: string): void {
  git(folder, 'add', '--all')
  git(folder, 'commit', '--message', 'Everything')
}

function git(folder: string, ...args: readonly string[]): void {
  const person = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.com']
  execFileSync('git', [...person, ...args], { cwd: folder, stdio: 'ignore' })
}

/**
 * A trace as text: lines that begin with the same word together, for jobs that run at once write as they come. Of what
 * jobs printed, the lines that begin with a mark (`»`) take part, in their order.
 */
export function tellTrace(code: number, lines: string, log = ''): string {
  const jobs = new Map<string, string[]>()
  const printed = [...log.matchAll(/\xc2\xbb(\w+)( [\x20-\x7e]*)/g)].map(([, job, text]) => `${job} printed${text}`)
  for (const line of [...lines.split('\n'), ...printed].filter((one) => one !== '')) {
    const job = line.split(' ')[0] ?? ''
    jobs.set(job, [...(jobs.get(job) ?? []), line])
  }
  const told = [...jobs].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, own]) => own)
  return [`exit ${code}`, ...told, ''].join('\n')
}
