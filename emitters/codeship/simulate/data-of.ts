import type { SourceFile } from '../../../src/read/reading.ts'
import type { Data } from '../../../src/yaml/data.ts'
import { parseYaml } from '../../../src/yaml/read.ts'

const known = new WeakMap<SourceFile, Data>()

/** What stands in a file; null where it cannot be read. */
export function dataOf(file: SourceFile): Data {
  const found = known.get(file)
  if (found !== undefined) return found
  const { documents, errors } = parseYaml(file.text, { merge: true })
  const data = errors.length > 0 ? null : (documents[0]?.value ?? null)
  known.set(file, data)
  return data
}
