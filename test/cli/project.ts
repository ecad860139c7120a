import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The program as it is built. */
export const program = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url))

/** A new folder with files in it, and a place for caches of its own. */
export function project(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pipegen-test-')))
  mkdirSync(join(folder, 'node_modules'))
  put(folder, files)
  return folder
}

/** Writes files into a folder. */
export function put(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

/** What a run of the program came to. */
export interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the program in a folder. */
export function pipegen(
  folder: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly uid?: number } = {},
): Run {
  const { status, stdout, stderr }: SpawnSyncReturns<string> = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '', FORCE_COLOR: undefined, ...options.env },
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  })
  return { code: status, stdout, stderr }
}

/** Everything in a folder but caches: kinds, modes and contents by path. */
export function snapshot(folder: string, inner = ''): Readonly<Record<string, string>> {
  return Object.assign(
    {},
    ...readdirSync(join(folder, inner))
      .sort()
      .map((name) => {
        const path = join(inner, name)
        const stats = lstatSync(join(folder, path))
        const mode = (stats.mode & 0o7777).toString(8)
        if (stats.isSymbolicLink()) return { [path]: `link to ${readlinkSync(join(folder, path))}` }
        if (stats.isDirectory())
          return name === 'node_modules' ? {} : { [path]: `folder ${mode}`, ...snapshot(folder, path) }
        return { [path]: `${mode} ${readFileSync(join(folder, path), 'utf8')}` }
      }),
  ) as Readonly<Record<string, string>>
}

/** One finding of `--format json`. */
export interface Found {
  readonly code: string
  readonly severity: string
  readonly message: string
  readonly help?: string
  readonly origin?: { readonly file: string; readonly line: number; readonly column: number }
}

/** The findings of a run with `--format json`. */
export function findingsOf(run: Run): readonly Found[] {
  return (JSON.parse(run.stdout) as { readonly findings: readonly Found[] }).findings
}

/** The findings of severity error of a run with `--format json`. */
export function errorsOf(run: Run): readonly Found[] {
  return findingsOf(run).filter((finding) => finding.severity === 'error')
}

/** A finding as `code file:line:column`. */
export function brief({ code, origin }: Found): string {
  return origin === undefined ? code : `${code} ${origin.file}:${origin.line}:${origin.column}`
}

/** A small story; `body` stands before it and `job` is the specification of its one job. */
export function story(
  options: { readonly name?: string; readonly body?: string; readonly script?: string; readonly targets?: string } = {},
): string {
  const { name = 'shop', body = '', script = 'npm test', targets = "'github'" } = options
  return `import { job, push, sh, story } from 'pipegen'
${body}
const unit = job({ steps: [sh\`${script}\`] })

export default story({
  name: '${name}',
  targets: [${targets}],
  on: [push()],
  stages: { test: { unit } },
})
`
}
