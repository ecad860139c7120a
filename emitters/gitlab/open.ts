import type { Job, Pipeline } from '../../src/ir.ts'
import { id } from './title.ts'

/** Whether what a story does not say is left to the settings of the project and its runners, as files of GitLab do. */
export function isOpen({ like }: Pick<Pipeline, 'like'>): boolean {
  return like === id
}

/** Whether the runner decides what a job runs in. */
export function takesAnyImage(job: Job, pipeline: Pipeline): boolean {
  return isOpen(pipeline) && job.container === null && job.tools.length === 0
}
