import type { Report } from '../../src/diagnostics.ts'
import type { Job } from '../../src/ir.ts'
import { inside } from '../../src/origin.ts'
import type { Shelf } from './jobs.ts'
import { orderOf, type Trouble } from './order.ts'
import { title } from './title.ts'

/** Why GitLab cannot keep an order, and what to write instead. */
export const troubles: { readonly [T in Trouble]: string } = {
  onFailure:
    'it fires only if every job that it needs has run or failed itself, or if it waits for all jobs of the earlier stages: leave out needs, and let it stand in a later stage',
  always:
    'with several needs it would start as soon as one of them was skipped: leave out needs, and let it stand in a later stage',
  optional:
    'a job that runs after a failure, or needs such a job, is there and skipped when nothing failed, which skips whoever needs it; and where a job that runs in spite of failures is left out by its condition, nothing can stand for what it waits for: leave out the need',
  count:
    'it takes at most 50 needs: leave out needs, and let the job wait for the earlier stages, or put one job between',
}

/** Reports what cannot be kept of a story because the jobs of other stories stand in the same runs. */
export function checkApart(job: Job, shelf: Shelf, report: Report): void {
  const refuse = (feature: string, row: string, key: string, text: string) =>
    report('feature-refused', inside(job.origin, key), {
      finding: `refused:gitlab/${row}`,
      vendor: title,
      feature: `${feature} (job '${job.id}')`,
      text,
    })
  const order = orderOf(job, shelf.plan, shelf.apart)
  if (order.by === 'trouble') {
    refuse(
      'order of jobs beside another story in the same run',
      'job.needs',
      'needs',
      `GitLab has one file, and stages would wait for the jobs of the other story too; ${troubles[order.why]}, or give the stories triggers that never meet`,
    )
  }
  if (shelf.rules(job) === undefined) {
    refuse(
      'two lists of changed paths for one job',
      'job.when.changed',
      'when',
      'GitLab has one file for all stories, and the paths of the trigger and of the job would have to hold together: filter by paths in one of the two places',
    )
  }
}
