import type { Report } from '../../../src/diagnostics.ts'
import type { Pipeline } from '../../../src/ir.ts'
import { addressOf } from '../../../src/read/cursor.ts'
import { type OpenDocument, open } from '../../../src/read/open.ts'
import type { Read } from '../../../src/read/reading.ts'
import type { Path } from '../../../src/yaml/find.ts'
import { keptParts } from './marks.ts'
import { withResidual } from './residual.ts'
import { mapOf, type Source } from './source.ts'
import { tellApproximate } from './tell-approximate.ts'
import { tellSteps } from './tell-steps.ts'
import { whyKept } from './why.ts'
import { readWorkflow, storyName } from './workflow.ts'

export { normalise } from './compared.ts'
export { same } from './same.ts'

/** Reads workflows: a story each. Other files beside them are what workflows name, and stay as they are. */
export const read: Read = (files, report, { leaving } = { leaving: false }) => {
  const opened = open(files, { vendor: 'GitHub', merge: false }, report)
  const pipelines = opened.documents.flatMap((document) => {
    const data = mapOf(document.root.data)
    if (data !== undefined && mapOf(data.jobs) !== undefined) return [readDocument(document, leaving, report)]
    // An action of the repository itself goes on being one.
    if (mapOf(data?.runs) === undefined)
      report('import-unread', document.at([]), { file: document.file, why: 'it is no workflow, since it has no jobs' })
    document.root.mark(mapOf(data?.runs) === undefined ? 'lost' : 'raw')
    return []
  })
  return { pipelines, comments: opened.comments, coverage: opened.coverage() }
}

function readDocument(document: OpenDocument, leaving: boolean, report: Report): Pipeline {
  const { file, at, mark, root } = document
  const source: Source = { path: file, data: mapOf(root.data) ?? {}, at, leaving }
  const { pipeline: first, jobs } = readWorkflow(source, `${storyName(source)}.story.ts`)
  const inputs: Path[] = []
  const pipeline = withResidual(first, jobs, source, (path) => inputs.push(path))
  const has = (path: Path): boolean => lookAt(source.data, path) !== undefined
  const kept = [...inputs.map((path) => ({ path, said: has(path) })), ...keptParts(pipeline, jobs, has)]
  for (const { path, said } of kept) {
    const isStep =
      path[2] === 'steps' &&
      path.length >= 4 &&
      lookAt(source.data, path.slice(0, 4)) !== undefined &&
      path[4] !== 'with' &&
      path[4] !== 'id'
    const isCall = lookAt(source.data, [...path.slice(0, 2), 'uses']) !== undefined
    if (!isStep && (said || !isCall))
      report('import-raw', at(path), { vendor: 'GitHub', address: addressOf(path), why: whyKept(path, said) })
  }
  const deepFirst = [...kept].sort((one, other) => other.path.length - one.path.length)
  for (const { path, said } of deepFirst) {
    // What a story says of such a step itself is carried.
    if (said && path[2] === 'steps' && path.length === 4)
      for (const key of ['name', 'if'])
        if (!kept.some((one) => one.path.join() === [...path, key].join())) mark([...path, key], 'carried')
    if (said) mark(path, 'raw')
  }
  tellSteps(pipeline, jobs, document, report)
  tellApproximate(pipeline, jobs, source, report)
  root.mark('carried')
  return pipeline
}

function lookAt(data: unknown, path: Path): unknown {
  let value = data
  for (const key of path) value = Array.isArray(value) ? value[Number(key)] : mapOf(value)?.[key]
  return value
}
