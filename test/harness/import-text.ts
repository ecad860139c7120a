import { type Imported, importFiles } from '../../src/cli/import/import-files.ts'
import { collect, type Diagnostic } from '../../src/diagnostics.ts'
import type { Reason, SourceFile } from '../../src/read/reading.ts'
import type { Source } from '../../src/vendor.ts'

/** Files of a vendor as stories, and what was found on the way. */
export async function importText(
  vendor: Source,
  files: readonly SourceFile[],
  reason: Reason = { leaving: false },
): Promise<{ readonly imported: Imported; readonly found: readonly Diagnostic[] }> {
  const { report, found } = collect()
  const imported = await importFiles(vendor, files, { folder: '.', targets: [], seconds: 60, ...reason }, report)
  return { imported, found }
}
