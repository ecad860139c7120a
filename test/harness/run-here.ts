import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { program as built } from '../cli/project.ts'
import { projectRoot } from './case-folder.ts'
import { commitAll, inNewFolder, projectFiles, tellTrace, writeInto } from './checkout.ts'

/** The program; another build of it where the environment names one. */
export const program = process.env.PIPEGEN_PROGRAM ?? built

/** What a run came to. */
export interface HereRun {
  readonly code: number | null
  readonly stdout: Buffer
  readonly stderr: string
}

/** How the program is run. */
export interface Here {
  /** The folder that holds the project, and all that the run writes elsewhere. */
  readonly folder: string
  readonly project: string
  readonly env: NodeJS.ProcessEnv
}

/** Makes a repository with a story in it, below a folder. */
export function placeStory(folder: string, story: string, files: Readonly<Record<string, string>> = {}): Here {
  const [project, temporary] = [join(folder, 'project'), join(folder, 'tmp')]
  mkdirSync(temporary)
  mkdirSync(join(project, 'node_modules'), { recursive: true })
  symlinkSync(projectRoot, join(project, 'node_modules/pipegen'))
  writeInto(project, { ...projectFiles, '.gitignore': 'node_modules\nignored\n', 'ci.story.ts': story, ...files })
  commitAll(project)
  const env = { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', TMPDIR: temporary, TRACE: join(folder, 'trace') }
  return { folder, project, env }
}

/** Runs a story that was placed. */
export function runPlaced({ project, env }: Here, args: readonly string[] = [], more: NodeJS.ProcessEnv = {}): HereRun {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'run', ...args], {
    cwd: project,
    env: { ...env, ...more },
    maxBuffer: 2 ** 27,
    timeout: 50_000,
  })
  return { code: status, stdout, stderr: stderr.toString() }
}

/** Starts a run of a story that was placed, and does not wait for it. */
export function startPlaced({ project, env }: Here, args: readonly string[] = []) {
  return spawn(process.execPath, [program, 'run', ...args], { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] })
}

// Makes a minute of the limits of a run three seconds.
const clock = join(projectRoot, 'test/harness/quick/clock.cjs')

/** Runs a story by `pipegen run`, in a repository of its own, and tells the trace. */
export function runHere(story: string): string {
  return inNewFolder((folder) => {
    const { code, stdout, stderr } = runPlaced(placeStory(folder, story), ['ci.story.ts'], {
      NODE_OPTIONS: `--require ${clock}`,
    })
    const trace = join(folder, 'trace')
    if (!existsSync(trace)) throw new Error(`nothing ran:\n${stdout.toString()}\n${stderr}`)
    return tellTrace(code ?? 255, readFileSync(trace, 'utf8'), stdout.toString('latin1'))
  })
}
