import type { Job } from '../../src/ir.ts'

/**
 * The command of a step. It is no shell, so that what asks for one stands in quotes:
 * https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/steps#_run_steps
 */
export function commandOf(job: Job, script: string): string {
  const run = `timeout ${job.timeoutMinutes * 60} sh ${script}`
  const tries = [...Array.from({ length: job.retry + 1 }, () => run), ...(job.allowFailure ? ['true'] : [])]
  return tries.length === 1 ? run : `sh -c '${tries.join(' || ')}'`
}
