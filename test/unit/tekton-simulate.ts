import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TektonEnv, TektonPipelineTask } from '../../emitters/tekton/schema.ts'

/** How a task ended. */
export interface Ended {
  readonly code: number
  readonly out: string
  readonly results: Readonly<Record<string, string>>
}

/** The shells that stand for `/bin/sh` of images. */
export const shells: Readonly<Record<string, readonly string[]>> = {
  dash: ['dash'],
  bash: ['bash', '--posix'],
  busybox: ['busybox', 'sh'],
}

/** What a run knows when a task starts. */
export interface World {
  readonly params?: Readonly<Record<string, string>>
  readonly secrets?: Readonly<Record<string, string>>
  readonly shell: readonly string[]
  /** The names of the steps that are run; the others need a network. */
  readonly steps?: readonly string[]
}

/**
 * Runs the scripts of a task as Tekton starts them: `$(…)` replaced once by known keys, `$(NAME)` in the environment
 * expanded by Kubernetes, each step after the one before it, later ones skipped after a failure.
 */
export function simulate(task: TektonPipelineTask, world: World): Ended {
  const root = mkdtempSync(join(tmpdir(), 'task-'))
  try {
    for (const folder of ['home', 'results', 'codes', 'source', 'artifacts']) mkdirSync(join(root, folder))
    const keys = new Map<string, string>([
      ...Object.entries(world.params ?? {}).map(([name, value]): [string, string] => [`params.${name}`, value]),
      ...(task.taskSpec?.results ?? []).map(({ name }): [string, string] => [
        `results.${name}.path`,
        join(root, 'results', name),
      ]),
      ...(task.taskSpec?.steps ?? []).map(({ name }): [string, string] => [
        `steps.step-${name ?? ''}.exitCode.path`,
        join(root, 'codes', name ?? ''),
      ]),
      ['context.taskRun.name', 'run-1'],
    ])
    const replace = (text: string): string =>
      text.replaceAll(/\$\(([^()]+)\)/g, (whole, key: string) => keys.get(key) ?? whole)
    const place = (text: string): string =>
      text
        .replaceAll('/tekton/home', join(root, 'home'))
        .replaceAll('/workspace/source', join(root, 'source'))
        .replaceAll('/artifacts/', `${join(root, 'artifacts')}/`)
    let [code, out] = [0, '']
    for (const step of task.taskSpec?.steps ?? []) {
      if (code !== 0 || (world.steps !== undefined && !world.steps.includes(step.name ?? ''))) continue
      const script = place(replace(step.script ?? ''))
      const file = join(root, 'script')
      writeFileSync(file, script)
      chmodSync(file, 0o755)
      const [command, ...args] = script.startsWith('#!/bin/sh\n') ? world.shell : ['bash']
      const ended = spawnSync(command ?? 'sh', [...args, file], {
        cwd: join(root, 'source'),
        env: {
          PATH: process.env.PATH,
          HOME: join(root, 'home'),
          ...environment(step.env ?? [], world, (text) => place(replace(text))),
        },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      out += ended.stdout
      const status = ended.status ?? 128
      writeFileSync(join(root, 'codes', step.name ?? ''), String(status))
      if (step.onError !== 'continue') code = status
    }
    const results = (task.taskSpec?.results ?? []).flatMap(({ name }) => {
      const path = join(root, 'results', name)
      return existsSync(path) ? [[name, readFileSync(path, 'utf8')] as const] : []
    })
    return { code, out, results: Object.fromEntries(results) }
  } finally {
    rmSync(root, { recursive: true })
  }
}

/** The environment of a container as Kubernetes makes it. */
export function environment(
  list: readonly TektonEnv[],
  { secrets }: Pick<World, 'secrets'>,
  replace: (text: string) => string,
): Record<string, string> {
  const made: Record<string, string> = {}
  for (const { name, value, valueFrom } of list) {
    const secret = valueFrom?.secretKeyRef === undefined ? undefined : secrets?.[valueFrom.secretKeyRef.key]
    if (valueFrom !== undefined) {
      if (secret !== undefined) made[name] = secret
    } else made[name] = expand(replace(value ?? ''), made)
  }
  return made
}

/** `$$` is a dollar sign, `$(NAME)` a variable that was set before, all else stands for itself. */
export function expand(text: string, env: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\$|\$\(([^)]*)\)/g, (whole, name: string | undefined) =>
    whole === '$$' ? '$' : name !== undefined && Object.hasOwn(env, name) ? (env[name] as string) : whole,
  )
}
