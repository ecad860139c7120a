import type { Env, Job, Pipeline, RunStep } from '../ir.ts'
import { type Sight, write } from './sight.ts'

/** The environment that a step gets beside that of the machine: pipeline, caches, job, step; the inner wins. */
export function envOf(pipeline: Pipeline, job: Job, step: RunStep, sight: Sight): Map<string, string> {
  const env = new Map<string, string>()
  const add = (entries: Env): void => {
    for (const { name, value } of entries) env.set(name, write(value, sight))
  }
  add(pipeline.env)
  for (const cache of job.caches) add(cache.env)
  add(job.env)
  add(step.env)
  return env
}
