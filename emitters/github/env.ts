import type { Env, Text } from '../../src/ir.ts'
import type { JobScene, Scene } from './scene.ts'
import type { GithubEnv } from './schema.ts'
import { writeText } from './values.ts'

/** Environment variables; undefined where there are none. */
export function writeEnv(env: Env, scene: Scene): GithubEnv | undefined {
  if (env.length === 0) return undefined
  const written: Record<string, string> = {}
  for (const { name, value } of env) written[name] = writeText(value, scene)
  return written
}

/** The environment of a job: its own, and what of the pipeline's differs from job to job; nothing twice. */
export function jobEnv(scene: JobScene): Env {
  const { job, pipeline } = scene
  if (pipeline.env.length === 0) return job.env
  const own = new Set(job.env.map((entry) => entry.name))
  const top = valuesOf(scene.env)
  return [
    ...pipeline.env.filter((entry) => !top.has(entry.name) && !own.has(entry.name)),
    ...job.env.filter((entry) => top.get(entry.name) !== keyOf(entry.value)),
  ]
}

/** The environment of a step without what it sees anyway. */
export function stepEnv(env: Env, scene: JobScene): Env {
  if (env.length === 0) return env
  const visible = valuesOf([...scene.pipeline.env, ...scene.job.env])
  return env.filter((entry) => visible.get(entry.name) !== keyOf(entry.value))
}

function valuesOf(env: Env): ReadonlyMap<string, string> {
  return new Map(env.map((entry) => [entry.name, keyOf(entry.value)]))
}

function keyOf(value: Text): string {
  return JSON.stringify(value)
}
