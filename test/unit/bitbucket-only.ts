import { job, push, story } from '../../dsl/index.ts'
import type { JobSpec } from '../../dsl/job-spec.ts'
import type { Trigger } from '../../dsl/trigger.ts'
import { type Emitted, emitBitbucket, type stepOf, stepsOf } from './bitbucket-emit.ts'

/** A job without outputs and matrix. */
export type Spec = JobSpec<never, Record<never, never>>

/** What a story of one job becomes. */
export async function only(spec: Spec, on: Trigger = push(), more: object = {}): Promise<Emitted> {
  return emitBitbucket(story({ name: 'one', on: [on], stages: { all: { only: job(spec) } }, ...more }))
}

/** Its steps, wherever the selectors put them. */
export function steps({ file }: Emitted): readonly ReturnType<typeof stepOf>[] {
  const { pipelines = {} } = file
  const pulls = pipelines['pull-requests']?.['**']
  return stepsOf(
    pipelines.default ?? pipelines.tags?.['v*'] ?? pipelines.custom?.one ?? pipelines.custom?.['one-x'] ?? pulls,
  )
}
