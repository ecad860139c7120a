import type { Report } from '../../src/diagnostics.ts'
import type { Pipeline } from '../../src/ir.ts'

// etcd takes 1.5 MiB at once, and a run holds its pipeline twice: in its spec and in its status.
// https://etcd.io/docs/latest/dev-guide/limit/
const objectLimit = 1_572_864 / 2

/** Reports a run, or the pipeline of one, that the cluster would not store. */
export function checkSize(object: object, name: string, pipeline: Pipeline, report: Report): void {
  const bytes = Buffer.byteLength(JSON.stringify(object))
  if (bytes <= objectLimit) return
  report('limit', pipeline.origin, {
    vendor: 'Tekton',
    what: `bytes in the run ${name}`,
    count: String(bytes),
    limit: String(objectLimit),
    help: 'part the story into several stories',
  })
}
