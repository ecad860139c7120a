import type { Report } from '../../src/diagnostics.ts'
import type { Pipeline } from '../../src/ir.ts'
import { docs } from './docs.ts'
import type { Flavor } from './flavor.ts'

const date = '31 January 2026'
const command = 'npx pipegen move codeship gitlab'

/** The line of a header that says that nothing runs the file any more. */
export const ended = `CodeShip ended on ${date}: nothing runs this any more. Go over to another vendor with: ${command}`

/** Reports that nothing runs the files any more. */
export function tellEnd(pipelines: readonly Pipeline[], flavor: Flavor, report: Report): void {
  for (const pipeline of pipelines)
    report('vendor-ended', pipeline.origin, { vendor: flavor.title, date, command }, docs.steps)
}
