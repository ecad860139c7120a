import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { parse } from 'yaml'
import type { Story } from '../../dsl/story.ts'
import type { GithubJob, GithubStep, GithubWorkflow } from '../../emitters/github/schema.ts'
import { emitted } from '../unit/github-emit.ts'

/** A workflow as the vendor reads it. */
export interface Loaded {
  readonly text: string
  readonly workflow: GithubWorkflow
  readonly job: (id: string) => GithubJob
  readonly steps: (id: string) => readonly GithubStep[]
  /** The step of a job with this name. */
  readonly step: (id: string, name: string) => GithubStep
}

const loaded = new Map<string, Promise<Loaded>>()

/** The workflow of a story in the folder of this vendor; that nobody complains about it has a test of its own. */
export function load(name: string): Promise<Loaded> {
  const known = loaded.get(name) ?? read(name)
  loaded.set(name, known)
  return known
}

async function read(name: string): Promise<Loaded> {
  const { default: story } = (await import(`./github/${name}.story.ts`)) as { readonly default: Story }
  const { text, found } = await emitted(story)
  expect(found.filter((one) => one.severity === 'error')).toEqual([])
  const workflow = parse(text) as GithubWorkflow
  const job = (id: string): GithubJob => workflow.jobs[id] ?? fail(`no job ${id} in ${text}`)
  const steps = (id: string): readonly GithubStep[] => job(id).steps ?? []
  const step = (id: string, wanted: string): GithubStep =>
    steps(id).find((one) => one.name === wanted) ?? fail(`no step ${wanted} in ${text}`)
  return { text, workflow, job, steps, step }
}

/** What became of a script. */
export interface Ran {
  readonly status: number | null
  readonly output: string
}

/** An empty folder. */
export function folder(): string {
  return mkdtempSync(join(tmpdir(), 'pipegen-'))
}

/** Runs the script of a step as the runner does: a file of its own, in the shell that the step asks for. */
export function runStep(step: GithubStep, cwd: string, env: Readonly<Record<string, string>> = {}): Ran {
  const file = join(folder(), 'script.sh')
  writeFileSync(file, step.run ?? '')
  const [shell, ...flags] = step.shell === 'sh' ? ['sh', '-e'] : ['bash', '--noprofile', '--norc', '-eo', 'pipefail']
  const { status, stdout, stderr } = spawnSync(shell ?? '', [...flags, file], {
    cwd,
    encoding: 'utf8',
    input: '',
    env: { PATH: process.env.PATH ?? '', HOME: cwd, RUNNER_TEMP: folder(), ...env },
  })
  return { status, output: stdout + stderr }
}

function fail(message: string): never {
  throw new Error(message)
}
