import type { Job, Pipeline } from '../../src/ir.ts'
import { takeName } from '../../src/take-name.ts'

/** Names that mean something else at the top of the file: https://docs.gitlab.com/ci/jobs/#job-names */
export const reserved: ReadonlySet<string> = new Set([
  'after_script',
  'before_script',
  'cache',
  'default',
  'false',
  'image',
  'include',
  'nil',
  'null',
  'pages:deploy',
  'services',
  'spec',
  'stages',
  'true',
  'types',
  'variables',
  'workflow',
])

/**
 * The name of each job in the file, by story and id: what people read, where it is free, else the id. A name that GitLab
 * keeps for itself gets its stage in front, and one that two stories have the name of its story.
 */
export function keysOf(pipelines: readonly Pipeline[]): ReadonlyMap<Pipeline, ReadonlyMap<string, string>> {
  const jobs = pipelines.flatMap((pipeline) => pipeline.jobs)
  const ids = countOf(jobs.map((job) => job.id))
  const wishes = countOf(jobs.map(wantedKey))
  const taken = new Set<string>()
  const keyOf = (job: Job, pipeline: Pipeline): string => {
    const wish = wantedKey(job)
    const own = wish !== job.id && wishes.get(wish) === 1 && !ids.has(wish) ? wish : job.id
    const shared = own === job.id && (ids.get(job.id) ?? 0) > 1
    const best = shared ? `${pipeline.name}:${own}` : reserved.has(own) ? `${job.stage}:${own}` : own
    return takeName(best, taken)
  }
  return new Map(
    pipelines.map((pipeline) => [pipeline, new Map(pipeline.jobs.map((job) => [job.id, keyOf(job, pipeline)]))]),
  )
}

function countOf(names: readonly string[]): ReadonlyMap<string, number> {
  const count = new Map<string, number>()
  for (const name of names) count.set(name, (count.get(name) ?? 0) + 1)
  return count
}

function wantedKey(job: Job): string {
  const name = job.name.every((part) => typeof part === 'string') ? job.name.join('') : job.id
  const fit =
    name.length <= 200 &&
    /^[^.\s:][^\n\r]*$/.test(name) &&
    !/\s$/.test(name) &&
    !/(?:\d+[\s:/\\]+\d+|\[.*\])\s*$/.test(name)
  return fit ? name : job.id
}
