import type { Report } from '../../src/diagnostics.ts'
import type { Document } from '../../src/document.ts'
import type { Pipeline } from '../../src/ir.ts'
import { pathOf, writePipeline } from './pipeline.ts'

/** The workflows of stories, a file each. */
export function emit(pipelines: readonly Pipeline[], report: Report): readonly Document[] {
  const owners = new Map<string, Pipeline>()
  return pipelines.flatMap((pipeline) => {
    const path = pathOf(pipeline)
    const other = owners.get(path)
    if (other !== undefined) {
      report('output-clash', pipeline.origin, { file: path, stories: [other.name, pipeline.name] })
      return []
    }
    owners.set(path, pipeline)
    const document = writePipeline(pipeline, report)
    return document === undefined ? [] : [document]
  })
}
