import type { Data } from '../../../src/yaml/data.ts'
import { isMap } from '../../../src/yaml/look.ts'

/** Two values as GitLab merges them: mappings key by key, of all else the later one: https://docs.gitlab.com/ci/yaml/#extends */
export function mergeData(before: Data | undefined, after: Data): Data {
  if (!isMap(before) || !isMap(after)) return after
  const merged: Record<string, Data> = { ...before }
  for (const [key, value] of Object.entries(after)) merged[key] = mergeData(before[key], value)
  return merged
}
