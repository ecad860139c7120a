import type { Job } from '../ir.ts'

/** The jobs in the order of the story, each behind those that it waits for. */
export function runOrder(jobs: readonly Job[]): readonly Job[] {
  const byId = new Map(jobs.map((job) => [job.id, job]))
  const ordered = new Set<Job>()
  const stack: Job[] = []
  for (const start of jobs) {
    stack.push(start)
    while (stack.length > 0) {
      const job = stack[stack.length - 1] as Job
      const open = job.needs.map((need) => byId.get(need.job)).find((needed) => needed && !ordered.has(needed))
      if (open !== undefined) stack.push(open)
      else ordered.add(stack.pop() as Job)
    }
  }
  return [...ordered]
}
