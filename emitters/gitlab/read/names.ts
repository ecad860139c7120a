import { idsOf as listOfIds } from '../../../src/read/ids.ts'

/** Ids for the jobs of a file by their names. */
export function idsOf(names: readonly string[]): ReadonlyMap<string, string> {
  const ids = listOfIds(names)
  return new Map(names.map((name, index) => [name, ids[index] ?? name]))
}
