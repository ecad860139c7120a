import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TektonEnv, TektonStep, TektonTaskSpec } from '../../emitters/tekton/schema.ts'
import { expand } from '../unit/tekton-simulate.ts'
import { runContainer } from './run-container.ts'
import type { Stage } from './stage.ts'

type Texts = Readonly<Record<string, string>>

/** One run of a task: a pod. */
export interface TaskRun {
  readonly name: string
  readonly spec: TektonTaskSpec
  /** By name, with all that the task takes and all that the pipeline has. */
  readonly params: Texts
  /** By the name of the task's workspace: the folder that stands for it on this machine. */
  readonly workspaces: Texts
  /** A duration such as `1h0m0s`. */
  readonly timeout?: string
}

/** How a run of a task ended. */
export interface TaskRunEnd {
  readonly succeeded: boolean
  readonly results: Texts
}

/** Milliseconds that stand for a minute of a time limit. */
const minute = 3000

// What the results of a task may come to: https://tekton.dev/docs/pipelines/tasks/#emitting-results
const most = 4096

/**
 * Runs the steps of a task one after another, each a process with an environment of its own in the folders that all
 * steps of a pod share; after a failure none of the others runs.
 *
 * @see https://tekton.dev/docs/pipelines/tasks/
 */
export function runTask(run: TaskRun, stage: Stage): TaskRunEnd {
  const { spec } = run
  const pod = join(stage.folder, `pod-${run.name}`)
  const at = (name: string): string => join(pod, name)
  for (const name of ['workspace', 'home', 'results', 'codes', 'tmp']) mkdirSync(at(name), { recursive: true })
  const mounts: readonly (readonly [string, string])[] = [
    ...(spec.workspaces ?? []).map((one): readonly [string, string] => [
      one.mountPath ?? `/workspace/${one.name}`,
      run.workspaces[one.name] ?? at(one.name),
    ]),
    ['/workspace', at('workspace')],
    ['/tekton/home', at('home')],
    ['/tekton/results', at('results')],
  ]
  // A path of the pod stands for itself in a folder of this machine, also in a script.
  const place = (text: string): string =>
    mounts.reduce((one, [inside, outside]) => one.replaceAll(new RegExp(`${inside}(?![\\w-])`, 'g'), outside), text)
  const keys = new Map<string, string>([
    ...Object.entries(run.params).map(([name, value]): [string, string] => [`params.${name}`, value]),
    ...(spec.results ?? []).map(({ name }): [string, string] => [`results.${name}.path`, at(`results/${name}`)]),
    ...spec.steps.map(({ name = '' }): [string, string] => [`steps.step-${name}.exitCode.path`, at(`codes/${name}`)]),
    ...Object.entries(run.workspaces).map(([name, folder]): [string, string] => [`workspaces.${name}.path`, folder]),
    ['context.taskRun.name', run.name],
  ])
  const fill = (text: string): string => replaceKeys(place(text), keys)
  const until = run.timeout === undefined ? Number.POSITIVE_INFINITY : Date.now() + milliseconds(run.timeout)
  let succeeded = true
  for (const step of spec.steps) {
    if (!succeeded) break
    const cwd = fill(step.workingDir ?? spec.stepTemplate?.workingDir ?? '/workspace')
    mkdirSync(cwd, { recursive: true })
    const own = step.timeout === undefined ? Number.POSITIVE_INFINITY : milliseconds(step.timeout)
    const code = runContainer({
      command: commandOf(step, at(`script-${step.name}`), fill),
      cwd,
      env: { HOME: at('home'), TMPDIR: at('tmp'), TRACE: stage.trace, ...envOf(step, spec, fill) },
      log: stage.log,
      limit: Math.min(own, Math.max(1, until - Date.now()), 40_000),
    })
    writeFileSync(at(`codes/${step.name}`), String(code))
    succeeded = code === 0 || step.onError === 'continue'
  }
  const written = (spec.results ?? []).flatMap(({ name }) => {
    const file = at(`results/${name}`)
    return existsSync(file) ? [[name, readFileSync(file, 'utf8')] as const] : []
  })
  if (written.reduce((sum, [, value]) => sum + Buffer.byteLength(value), 0) > most) succeeded = false
  return { succeeded, results: Object.fromEntries(written) }
}

/** Replaces what is known in one pass; what is put in is not looked at again. */
export function replaceKeys(text: string, keys: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$\(([^()\s]+)\)/g, (whole, key: string) => keys.get(key) ?? whole)
}

/** The milliseconds that stand for a duration. */
export function milliseconds(duration: string): number {
  const [, hours = 0, minutes = 0, seconds = 0] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(duration) ?? []
  return (Number(hours) * 60 + Number(minutes) + Number(seconds) / 60) * minute
}

function commandOf(step: TektonStep, file: string, fill: (text: string) => string): readonly string[] {
  if (step.script === undefined) return [...(step.command ?? []), ...(step.args ?? [])].map(fill)
  const script = fill(step.script)
  writeFileSync(file, script.startsWith('#!') ? script : `#!/bin/sh\nset -e\n${script}`)
  chmodSync(file, 0o755)
  return [file]
}

function envOf(step: TektonStep, { stepTemplate }: TektonTaskSpec, fill: (text: string) => string): Texts {
  const own = new Set((step.env ?? []).map(({ name }) => name))
  const made: Record<string, string> = {}
  const all: readonly TektonEnv[] = [
    ...(stepTemplate?.env ?? []).filter(({ name }) => !own.has(name)),
    ...(step.env ?? []),
  ]
  for (const { name, value, valueFrom } of all)
    if (valueFrom === undefined) made[name] = expand(fill(value ?? ''), made)
  return made
}
