import { allOf } from '../../../src/condition/build.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { mapOf } from '../../../src/yaml/look.ts'
import { path as main } from '../pipeline.ts'
import { type Content, withIncluded } from './includes.ts'
import { normalJob, normalVariables } from './normal.ts'
import { type ReadPipeline, readPipeline } from './pipeline.ts'
import { resolve } from './resolve.ts'
import { signatureOf } from './worlds.ts'

/** The meaning of files as plain data: templates in their places, defaults stated, short forms written out. */
export function normaliseAll(files: readonly Content[]): Data {
  const path = files.find((file) => file.path === main)?.path ?? files[0]?.path ?? ''
  const resolved = resolve(withIncluded(path, files).config)
  const nowhere = { file: path, line: 1, column: 1 }
  const read: ReadPipeline = readPipeline(resolved, { file: path, at: () => nowhere })
  const jobs = read.jobs.map(({ resolved: job, around, rules }) => {
    const get = (key: string): Data | undefined => job.parts.get(key)?.value
    const keys = [...normalJob(get, [...job.parts.keys()], around)].sort(([one], [other]) => (one < other ? -1 : 1))
    const { condition, status, manual, allowFailure } = rules
    const own =
      rules.trouble.length > 0
        ? { rules: get('rules'), only: get('only'), except: get('except'), when: get('when') }
        : {}
    return [
      job.name,
      {
        ...Object.fromEntries(keys.map(([key, text]) => [key, JSON.parse(text) as Data])),
        runs: { condition: signatureOf(allOf([condition, read.admitted])), status, manual, allowFailure, ...own },
      },
    ]
  })
  const { workflow = null, include = null, stages = null } = resolved.top
  // What jobs of other files find here.
  const shared =
    include === null
      ? {}
      : { stages, default: Object.fromEntries([...resolved.usual].map(([key, { value }]) => [key, value])) }
  return {
    workflow,
    variables: normalVariables(mapOf(resolved.top.variables)),
    include,
    ...shared,
    jobs: Object.fromEntries(jobs) as DataMap,
  } as unknown as Data
}

/** The meaning of one file for itself. */
export function normalise(file: Content): Data {
  return normaliseAll([file])
}
