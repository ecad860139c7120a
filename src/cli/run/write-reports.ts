import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Report } from '../../diagnostics.ts'
import { whyOf } from '../../load/why.ts'
import type { UnitEnd } from '../../run/result.ts'
import type { RunFlags } from './run-flags.ts'
import { writeJsonReport, writeJunitReport } from './write-report.ts'

/** What reports tell of. */
export interface Told {
  readonly story: string
  readonly ends: readonly UnitEnd[]
  readonly seconds: number
}

/** Writes the reports that are asked for. */
export function writeReports(reports: RunFlags['reports'], { story, ends, seconds }: Told, report: Report): void {
  for (const { kind, file } of reports) {
    const write = kind === 'junit' ? writeJunitReport : writeJsonReport
    try {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, write(story, ends, seconds))
    } catch (error) {
      report('cannot-write', null, { file, why: whyOf(error) })
    }
  }
}
