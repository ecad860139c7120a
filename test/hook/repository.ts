import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { pipegen, program, project, put, type Run, snapshot } from '../cli/project.ts'

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))

/** A git repository in a temporary folder. */
export interface Repository {
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
  /** Runs git, which must succeed, and gives what it printed. */
  readonly git: (...args: readonly string[]) => string
  /** Runs a command line in a shell, wherever it leads. */
  readonly shell: (command: string, cwd?: string) => Run
  /** Runs `pipegen check --staged`; nothing in the folder may change and nothing may be left behind. */
  readonly check: (args?: readonly string[], cwd?: string, env?: NodeJS.ProcessEnv) => Run
  readonly put: (files: Readonly<Record<string, string>>) => void
}

/** The environment of a git that has no settings but those of its repository. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))
  const person = { NAME: 'A Person', EMAIL: 'person@example.com' }
  return {
    ...Object.fromEntries(own),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    ...Object.fromEntries(
      ['AUTHOR', 'COMMITTER'].flatMap((role) =>
        Object.entries(person).map(([key, value]) => [`GIT_${role}_${key}`, value]),
      ),
    ),
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
    NODE_PATH: undefined,
  }
}

/** A repository with files, none of them staged, and pipegen installed in it. */
export function repository(files: Readonly<Record<string, string>>, name = 'shop'): Repository {
  const base = project({})
  const folder = join(base, name)
  const temporary = join(base, 'tmp')
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true })
  mkdirSync(temporary)
  symlinkSync(program, join(folder, 'node_modules/.bin/pipegen'))
  put(folder, { '.gitignore': 'node_modules\n', ...files })
  // What compilers keep for their next run is no trace of ours.
  const env = { ...gitEnvironment(), TMPDIR: temporary, NODE_DISABLE_COMPILE_CACHE: '1' }
  const run = (command: string, args: readonly string[], cwd: string): Run => {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8' })
    return { code: status, stdout, stderr }
  }
  const git = (...args: readonly string[]): string => {
    const { code, stdout, stderr } = run('git', args, folder)
    expect(`${code} ${code === 0 ? '' : stderr}`).toBe('0 ')
    return stdout
  }
  git('init', '--quiet', '--initial-branch=main', '.')
  return {
    folder,
    env,
    git,
    shell: (command, cwd = folder) => run('sh', ['-c', command], cwd),
    check: (args = [], cwd = folder, more = {}) => {
      const before = snapshot(folder)
      const result = pipegen(cwd, ['check', '--staged', ...args], { env: { ...env, ...more } })
      expect(snapshot(folder)).toEqual(before)
      expect(readdirSync(temporary)).toEqual([])
      return result
    },
    put: (more) => put(folder, more),
  }
}

/** Installs the TypeScript compiler that this project has under `name`. */
export function installTypeScript(folder: string, name = 'typescript'): void {
  const link = (from: string, to: string): void => {
    mkdirSync(dirname(join(folder, 'node_modules', to)), { recursive: true })
    symlinkSync(join(modules, from), join(folder, 'node_modules', to))
  }
  link(name, 'typescript')
  if (name === 'typescript') link('@typescript', '@typescript')
}

/** Writes the files of the stories and stages everything. */
export function emitAndAdd({ folder, env, git }: Repository): void {
  expect(pipegen(folder, ['emit'], { env })).toMatchObject({ code: 0 })
  git('add', '.')
}

/** The commands that findings name, each once. */
export function commandsOf({ stderr }: Run): readonly string[] {
  return [...new Set([...stderr.matchAll(/^ {2}help: run: (.*)$/gm)].map(([, command = '']) => command))]
}

/** The codes of the findings that are shown as errors. */
export function codesOf({ stderr }: Run): readonly string[] {
  return [...stderr.matchAll(/error: .*\[([\w-]+)\]$/gm)].map(([, code = '']) => code)
}
