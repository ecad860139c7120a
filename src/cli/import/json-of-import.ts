import { decides } from '../../read/decides.ts'
import type { Imported } from './import-files.ts'
import { countKeys } from './tell-import.ts'

/** What became of files, for machines. */
export function jsonOfImport({
  vendor,
  files,
  reading,
  stories,
  differences,
}: Imported): Readonly<Record<string, unknown>> {
  return {
    vendor: vendor.id,
    files: files.map(({ path }) => path),
    stories: stories.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 })),
    coverage: countKeys(reading),
    keys: reading.coverage.map(({ path, how, origin }) => ({ path, how, file: origin.file, line: origin.line })),
    differences: differences?.map((one) => ({ ...one, decides: decides(one) })) ?? null,
  }
}
