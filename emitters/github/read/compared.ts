import type { Normalise } from '../../../src/read/reading.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { viewAmong } from './inline/project.ts'
import type { NormalJob, NumberedStep } from './normal/job.ts'
import { normalise as normaliseSource } from './normalise.ts'
import { mapOf } from './source.ts'

/**
 * The meaning of a workflow as plain data: what goes without saying is said, expressions and scripts stand in one form,
 * and what caches keep does not count.
 */
export function normalise(file: Parameters<Normalise>[0], around?: Parameters<Normalise>[1]): Data {
  const [first] = file.documents
  const inlined = around?.reason?.inlining === true ? viewAmong(around.files, file.path, around.reason) : undefined
  const data = inlined ?? mapOf(first)
  if (data === undefined || mapOf(data.jobs) === undefined) return first ?? null
  const { on, keys, jobs } = normaliseSource({
    path: file.path,
    data,
    at: () => ({ file: file.path, line: 1, column: 1 }),
  })
  return plain({ ...keys, on, jobs: Object.fromEntries(Object.entries(jobs).map(([id, job]) => [id, jobOf(job)])) })
}

function jobOf({ keys, before, checkout, tools, artifacts, downloads, steps }: NormalJob): object {
  const forms = (list: readonly NumberedStep[]): readonly object[] => list.map(({ form }) => form)
  return {
    ...keys,
    before: forms(before),
    checkout: checkout?.form,
    tools: forms(tools),
    artifacts,
    downloads,
    steps: forms(steps),
  }
}

function plain(value: unknown): Data {
  if (Array.isArray(value)) return value.map(plain)
  const map = mapOf(value)
  if (map === undefined) return (value ?? null) as Data
  const entries = Object.entries(map as DataMap).filter(([, entry]) => entry !== undefined)
  return Object.fromEntries(entries.map(([key, entry]) => [key, plain(entry)]))
}
