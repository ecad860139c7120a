import type { Report } from '../../../src/diagnostics.ts'
import type { Pipeline } from '../../../src/ir.ts'
import { idsOf } from '../../../src/read/ids.ts'
import { type OpenDocument, open } from '../../../src/read/open.ts'
import type { Read } from '../../../src/read/reading.ts'
import { listOf, mapOf, textOf } from '../../../src/yaml/look.ts'
import { type StartedRun, startedRuns } from './listeners.ts'
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
  for (const run of startedRuns([...sources.keys()])) {
    const document = sources.get(run.of)
    if (document !== undefined) sources.set(run, inside(document, run))
  }
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
  const used = new Set(runs.flatMap(({ parts }) => parts.flatMap(withStarters)))
  for (const source of used) tellStarter(source, sources.get(source), report)
  for (const [source, document] of sources) if (!used.has(source)) tellOther(document, report)
  return { pipelines, comments: opened.comments, coverage: opened.coverage(), documents: opened.documents }
}

// A run that stands in a template: what is marked of it is marked there.
function inside(document: OpenDocument, { prefix, at }: StartedRun): OpenDocument {
  const root = prefix.reduce<OpenDocument['root']>((cursor, key) => cursor.look(key) ?? cursor, document.root)
  return { ...document, root, at, mark: (path, how) => document.mark([...prefix, ...path], how) }
}

function withStarters(source: Source): readonly Source[] {
  return 'starters' in source ? [source, ...(source as StartedRun).starters] : [source]
}

// What starts a run became its trigger; of what a template makes beside runs a story has no word.
function tellStarter({ data, at }: Source, document: OpenDocument | undefined, report: Report): void {
  const { kind, metadata, spec } = mapOf(data)
  const address = `${textOf(kind) ?? ''} ${nameOf(mapOf(metadata)) ?? ''}`
  if (kind === 'EventListener')
    report('import-approximate', at(['spec']), {
      address,
      from: 'a listener that asks for a secret',
      to: 'a trigger of the story',
      why: 'who may call it stays an object of the cluster',
    })
  if (kind === 'TriggerTemplate')
    for (const [index, one] of listOf(mapOf(spec).resourcetemplates).entries()) {
      const made = textOf(mapOf(one).kind) ?? ''
      if (made === 'PipelineRun' || made === 'TaskRun') continue
      const place = ['spec', 'resourcetemplates', index]
      const why = 'a story makes no such object'
      report('import-lost', at(place), { vendor: title, address: `${address}: ${made}`, why })
      document?.mark(place, 'lost')
    }
  if (/^(?:EventListener|Trigger(?:Binding|Template))$/.test(textOf(kind) ?? '')) document?.root.mark('carried')
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
