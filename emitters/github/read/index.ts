import type { Report } from '../../../src/diagnostics.ts'
import type { Pipeline } from '../../../src/ir.ts'
import { addressOf } from '../../../src/read/cursor.ts'
import { type OpenDocument, open } from '../../../src/read/open.ts'
import type { Carried, Read, Unsaid } from '../../../src/read/reading.ts'
import type { Path } from '../../../src/yaml/find.ts'
import { commentInside } from './inline/comments.ts'
import { inlineProject, isCalledAlone, plainView, type View } from './inline/project.ts'
import { keptParts } from './marks.ts'
import { withResidual } from './residual.ts'
import { withoutRecipes } from './short.ts'
import { mapOf, type Source } from './source.ts'
import { tellApproximate } from './tell-approximate.ts'
import { tellSteps } from './tell-steps.ts'
import { strayFilters } from './triggers.ts'
import { unsaidIn } from './unsaid.ts'
import { whyKept } from './why.ts'
import { readWorkflow, storyName } from './workflow.ts'

export { normalise } from './compared.ts'
export { related } from './inline/project.ts'
export { same } from './same.ts'

/** Reads workflows: a story each. Other files beside them are what workflows name, and stay as they are unless they are worked in. */
export const read: Read = (files, report, reason = { leaving: false }) => {
  const opened = open(files, { vendor: 'GitHub', merge: false }, report)
  const project = reason.inlining === true ? inlineProject(opened.documents, reason, report) : undefined
  const beside = new Set(files.flatMap(({ path, related: isBeside }) => (isBeside === true ? [path] : [])))
  const unsaid: Unsaid[] = []
  const left: { readonly document: OpenDocument; readonly how: Carried }[] = []
  const pipelines = opened.documents.flatMap((document) => {
    const { file, root } = document
    const data = mapOf(root.data)
    const isWorkflow = data !== undefined && mapOf(data.jobs) !== undefined
    const isSpent = project?.spent.has(file) === true
    if (isWorkflow && !beside.has(file) && !(isSpent && isCalledAlone(data))) {
      const view = project?.views.get(file) ?? plainView(document)
      const pipeline = readView(view, reason.leaving, report)
      unsaid.push(...unsaidIn(view.data, view.at))
      root.mark('carried')
      return [pipeline]
    }
    // An action of the repository itself goes on being one, unless its steps are in the story.
    const isAction = mapOf(data?.runs) !== undefined
    if (!isWorkflow && !isAction)
      report('import-unread', document.at([]), { file, why: 'it is no workflow, since it has no jobs' })
    left.push({ document, how: isSpent ? 'carried' : isWorkflow || isAction ? 'raw' : 'lost' })
    return []
  })
  // What stories keep of them as it stands is marked by then.
  for (const { document, how } of left) document.root.mark(how)
  const inside = new Map(left.map(({ document }) => [document.file, document]))
  const comments = opened.comments.flatMap((comment) => {
    const document = inside.get(comment.of.file)
    return document === undefined ? [comment] : (commentInside(comment, document) ?? [])
  })
  return { pipelines, comments, coverage: opened.coverage(), documents: opened.documents, unsaid }
}

function readView(view: View, leaving: boolean, report: Report): Pipeline {
  const { file, data, at, mark } = view
  const source: Source = { path: file, data, at, leaving, why: view.why }
  const { pipeline: first, jobs } = readWorkflow(source, `${storyName(source)}.story.ts`)
  const inputs: Path[] = []
  const pipeline = withResidual(first, jobs, source, (path) => inputs.push(path))
  const has = (path: Path): boolean => lookAt(source.data, path) !== undefined
  const whyOf = (path: Path, said: boolean): string => {
    const why = path[2] === 'uses' ? view.why(path.slice(0, 2)) : undefined
    return why === undefined ? whyKept(path, said) : `${whyKept(path, said)}, and ${why}`
  }
  for (const path of strayFilters(source.data.on)) {
    const at = ['on', ...path]
    report('import-lost', source.at(at), {
      vendor: 'GitHub',
      address: addressOf(at),
      why: 'the event has no such filter',
    })
    mark(at, 'lost')
  }
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
      report('import-raw', at(path), { vendor: 'GitHub', address: addressOf(path), why: whyOf(path, said) })
  }
  const keptPaths = new Set(kept.map(({ path }) => path.join()))
  const deepFirst = [...kept].sort((one, other) => other.path.length - one.path.length)
  for (const { path, said } of deepFirst) {
    // What a story says of such a step itself is carried.
    if (said && path[2] === 'steps' && path.length === 4)
      for (const key of ['name', 'if']) if (!keptPaths.has([...path, key].join())) mark([...path, key], 'carried')
    if (said) mark(path, 'raw')
  }
  tellSteps(pipeline, jobs, source, mark, report)
  tellApproximate(pipeline, jobs, source, report)
  return leaving ? pipeline : withoutRecipes(pipeline)
}

function lookAt(data: unknown, path: Path): unknown {
  let value = data
  for (const key of path) value = Array.isArray(value) ? value[Number(key)] : mapOf(value)?.[key]
  return value
}
