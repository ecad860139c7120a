import type { Report } from '../../../src/diagnostics.ts'
import type { Pipeline } from '../../../src/ir.ts'
import { idsOf } from '../../../src/read/ids.ts'
import { type OpenDocument, open } from '../../../src/read/open.ts'
import type { Read } from '../../../src/read/reading.ts'
import { mapOf, textOf } from '../../../src/yaml/look.ts'
import { findRuns, nameOf, type Source } from './objects.ts'
import { readWhole } from './residual.ts'
import { tellRun } from './tell.ts'

export { normalise, normaliseAll } from './normalise.ts'
export { same } from './same.ts'

const title = 'Tekton'

/** Reads pipelines, their runs and tasks: one story for each run, and for each that no run refers to. */
export const read: Read = (files, report) => {
  const opened = open(files, { vendor: title, version: '1.1' }, report)
  const sources = new Map<Source, OpenDocument>(
    opened.documents.map((document) => [{ file: document.file, data: document.root.data, at: document.at }, document]),
  )
  const runs = findRuns([...sources.keys()])
  const names = idsOf(runs.map(({ name }) => name.toLowerCase()))
  const pipelines: Pipeline[] = []
  for (const [index, run] of runs.entries()) {
    const origin = run.source.at([])
    const isElsewhere = run.tasks.length === 0 && run.spec.pipelineRef !== undefined
    const isWhole = run.tasks.length > 0 && run.tasks.every(({ data }) => textOf(data.name) !== undefined)
    if (!isWhole && !isElsewhere) {
      report('import-lost', origin, { vendor: title, address: `${run.kind} ${run.name}`, why: 'it has no tasks' })
      for (const part of run.parts) sources.get(part)?.root.mark('lost')
      continue
    }
    const patched = readWhole(run, names[index] ?? 'ci')
    pipelines.push(patched.read.pipeline)
    tellRun(patched, (source) => sources.get(source), report)
  }
  const used = new Set(runs.flatMap(({ parts }) => parts))
  for (const [source, document] of sources) if (!used.has(source)) tellOther(document, report)
  return { pipelines, comments: opened.comments, coverage: opened.coverage() }
}

function tellOther({ root, file, at }: OpenDocument, report: Report): void {
  const object = mapOf(root.data)
  const kind = textOf(object.kind)
  if (kind === undefined) {
    if (root.data !== null) report('import-unread', at([]), { file, why: 'it has no kind' })
  } else
    report('import-lost', at(['kind']), {
      vendor: title,
      address: `${kind} ${nameOf(mapOf(object.metadata)) ?? ''}`.trim(),
      why: 'a story has no word for it: it stays an object of the cluster',
    })
  root.mark('lost')
}
