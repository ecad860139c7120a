import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { CodeshipStep, CodeshipSteps } from '../../emitters/codeship/schema.ts'
import type { Emitted } from './codeship-emit.ts'

/** The programs that `sh` can be in an image, of those that this machine has. */
export const shells: readonly string[] = ['bash', 'dash', 'busybox'].filter(
  (shell) => spawnSync('which', [shell]).status === 0,
)

/** What a build is of. */
export interface BuildOf {
  readonly shell?: string
  readonly branch?: string
  readonly tag?: string
  readonly pullRequest?: string
  readonly approved?: boolean
  readonly env?: Readonly<Record<string, string>>
  /** Files of the repository. */
  readonly sources?: Readonly<Record<string, string>>
}

/** What a build left behind. */
export interface Built {
  readonly code: number
  readonly trace: string
  readonly output: string
  /** The names of the steps that ran, in order. */
  readonly ran: readonly string[]
  /** The group that waits for a person, if one does. */
  readonly waits: string | undefined
}

/**
 * Runs the steps of a build as CodeShip does: each command in the shared checkout, groups one after another or side by side, where
 * a failed member lets its siblings end. https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/steps
 */
export function build({ files, steps }: Emitted, of: BuildOf = {}): Built {
  const folder = mkdtempSync(join(tmpdir(), 'pipegen-'))
  const checkout = join(folder, 'checkout')
  mkdirSync(checkout)
  for (const [path, text] of Object.entries({ ...files, ...of.sources })) {
    mkdirSync(dirname(join(checkout, path)), { recursive: true })
    writeFileSync(join(checkout, path), text)
  }
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  const program = spawnSync('which', [of.shell ?? 'dash'], { encoding: 'utf8' }).stdout.trim()
  symlinkSync(program, join(bin, 'sh'))
  const name = of.tag ?? of.branch ?? 'main'
  const env = {
    PATH: `${bin}:${process.env.PATH ?? ''}`,
    HOME: folder,
    TMPDIR: folder,
    TRACE: join(folder, 'trace'),
    CI: 'true',
    CI_BRANCH: name,
    CI_COMMIT_DESCRIPTION: of.tag ?? 'v0.9-3-g1',
    CI_COMMIT_ID: '0123456789abcdef0123456789abcdef01234567',
    CI_REPO_NAME: 'acme/shop',
    CI_PR_NUMBER: of.pullRequest ?? '',
    ...(of.approved ? { CI_BUILD_APPROVED: 'true' } : {}),
    ...of.env,
  }
  const ran: string[] = []
  let output = ''
  let waits: string | undefined
  const runs = (step: CodeshipStep) =>
    (step.tag === undefined || meets(step.tag, name)) && (step.exclude === undefined || !meets(step.exclude, name))
  const run = (step: CodeshipStep): number => {
    if (!runs(step)) return 0
    if (step.type === 'manual' && !of.approved) {
      waits = step.name
      return 0
    }
    const code =
      step.steps === undefined ? call(step) : step.type === 'parallel' ? together(step.steps) : inLine(step.steps)
    if (code !== 0) inLine(step.on_fail ?? [])
    return code
  }
  const call = (step: CodeshipStep): number => {
    if (step.command === undefined) return 0
    ran.push(step.name ?? '')
    const [first = '', ...words] = argv(step.command)
    const { status, stdout, stderr } = spawnSync(first, words, { cwd: checkout, env, encoding: 'utf8' })
    output += stdout + stderr
    return status ?? -1
  }
  const inLine = (list: CodeshipSteps): number => {
    for (const step of list) {
      const code = run(step)
      if (code !== 0) return code
    }
    return 0
  }
  const together = (list: CodeshipSteps): number => list.map(run).find((code) => code !== 0) ?? 0
  const code = inLine(steps)
  const trace = existsSync(env.TRACE) ? readFileSync(env.TRACE, 'utf8') : ''
  rmSync(folder, { recursive: true, force: true })
  return { code, trace, output, ran, waits }
}

/** The words of a command: split at spaces, with quotes around what has some. */
export function argv(command: string): readonly string[] {
  return [...command.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'),
  )
}

/** Whether a branch or tag meets a filter: the whole name, or an expression where it has an anchor. */
export function meets(filter: string, name: string): boolean {
  return /[$^]/.test(filter) ? new RegExp(filter).test(name) : filter === name
}
