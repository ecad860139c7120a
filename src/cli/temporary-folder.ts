import { mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Report } from '../diagnostics.ts'
import { whyOf } from '../load/why.ts'

/** Makes a folder among the temporary files of the system; undefined where that fails, which is reported. */
export function makeTemporaryFolder(prefix: string, report: Report): string | undefined {
  try {
    return realpathSync(mkdtempSync(join(tmpdir(), prefix)))
  } catch (error) {
    report('cannot-write', null, { file: tmpdir(), why: whyOf(error) })
    return undefined
  }
}
