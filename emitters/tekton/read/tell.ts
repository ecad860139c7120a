import type { Report } from '../../../src/diagnostics.ts'
import { addressOf, type Path } from '../../../src/read/cursor.ts'
import type { OpenDocument } from '../../../src/read/open.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { isMap, mapOf, textOf } from '../../../src/yaml/look.ts'
import { danglingResults } from './dangling.ts'
import type { ReadJob } from './job.ts'
import type { FoundRun, Source } from './objects.ts'
import type { Patched } from './residual.ts'
import { markTold } from './told.ts'
import { olderRunKeys, runKeys } from './upgrade.ts'

type Documents = (source: Source) => OpenDocument | undefined

const reasons: Readonly<Record<string, string>> = {
  workspaces: 'nothing tells which files of a workspace matter: other vendors need artifacts',
  params: 'they are values of the run, which the story puts where they are used',
  matrix: 'its values are lists of the run',
  taskRef: 'the task is not among the files',
  pipelineRef: 'the pipeline is not among the files',
  steps: 'the scripts are written in a way of their own',
  when: 'it is written in another way',
  timeout: 'a story has whole minutes, and one hour unless told',
  retries: 'a story tries again twice at most',
}
const usual = 'a story says it in another way, or not at all'
const vendor = 'Tekton'

/** Says what became of the parts of a run. */
export function tellRun({ read, tasks, whole }: Patched, documentOf: Documents, report: Report): void {
  const { run } = read
  markTold(read, documentOf)
  for (const job of read.jobs) {
    tellDangling(job, run, report)
    tellJob(job, tasks.get(job.job.id) ?? {}, documentOf, report)
  }
  const document = documentOf(run.source)
  if (document !== undefined) tellWhole(run, whole, document, report)
  for (const trigger of read.pipeline.vendorTriggers)
    report('import-raw', trigger.origin, {
      vendor,
      address: 'metadata.annotations',
      why: 'no trigger of a story says when it starts, so that it starts nothing on other vendors',
    })
  for (const { source, path } of run.unknown) {
    const why = 'Tekton knows no such key'
    report('import-lost', source.at(path), { vendor, address: addressOf(path), why })
    documentOf(source)?.mark(path, 'lost')
  }
  for (const part of run.parts) documentOf(part)?.root.mark('carried')
}

function tellWhole(run: FoundRun, whole: DataMap, document: OpenDocument, report: Report): void {
  const object = mapOf(document.root.data)
  tellKeys(document, ['metadata'], mapOf(object.metadata), mapOf(whole.metadata), report)
  const spec = mapOf(whole.spec)
  const written = mapOf(object.spec)
  if (run.kind === 'Pipeline') tellKeys(document, ['spec'], written, mapOf(spec.pipelineSpec), report)
  else {
    const { taskRunTemplate, timeouts } = spec
    // Older names of the same things.
    const older = { serviceAccountName: taskRunTemplate, podTemplate: taskRunTemplate, timeout: timeouts }
    const patch: DataMap = { ...(older as DataMap), ...spec }
    if (run.kind !== 'PipelineRun') return
    tellKeys(document, ['spec'], written, patch, report)
    for (const key of Object.keys(written)) {
      if (runKeys.has(key) || olderRunKeys.has(key)) continue
      const why = 'it is no part of a run that Tekton has'
      report('import-lost', document.at(['spec', key]), { vendor, address: `spec.${key}`, why })
      document.mark(['spec', key], 'lost')
    }
  }
}

function tellDangling({ job, found }: ReadJob, run: FoundRun, report: Report): void {
  for (const variable of danglingResults(found, run))
    report('import-approximate', job.origin, {
      address: `$(${variable})`,
      from: 'a result that no task of the run leaves',
      to: 'plain text on other vendors',
      why: 'Tekton refuses such a run',
    })
}

function tellJob(
  { job, found, read, withoutPort }: ReadJob,
  patch: DataMap,
  documentOf: Documents,
  report: Report,
): void {
  const origin = job.origin
  const address = textOf(found.data.name) ?? job.id
  if (read?.asIs !== undefined)
    report('import-as-is', origin, { what: `each step of ${address}`, why: read.asIs, instead: undefined })
  if (job.steps.length === 0)
    report('import-as-is', origin, { what: `the task ${address}`, why: 'it is not among the files' })
  for (const name of withoutPort)
    report('import-raw', origin, {
      vendor,
      address: `${address}.sidecars.${name}`,
      why: 'on which port it listens is not said',
    })
  const unknown = new Map((read?.unknown ?? []).map((one) => [one.variable, one.origin]))
  for (const [variable, at] of unknown)
    report('import-lost', at, {
      vendor,
      address: `$(${variable})`,
      why: 'nothing of a story has this value: other vendors get the text as it stands',
    })
  if (job.outputs.length > 0 && job.steps.length > 0)
    report('import-approximate', origin, {
      address: `${address}.results`,
      from: 'files of results',
      to: '$PIPEGEN_OUTPUT',
      why: 'a script that ends by itself before its last line leaves none',
    })
  const document = documentOf(found.source)
  if (document === undefined) return
  tellKeys(document, found.path, mapOf(part(document, found.path)), patch, report)
  const { spec } = found
  const other = spec === undefined ? undefined : documentOf(spec.source)
  if (spec !== undefined && other !== undefined)
    tellKeys(other, spec.path, mapOf(part(other, spec.path)), mapOf(patch.taskSpec), report)
  document.mark(found.path, 'carried')
}

function tellKeys(document: OpenDocument, path: Path, data: DataMap, patch: DataMap, report: Report): void {
  for (const key of Object.keys(data)) {
    if (['tasks', 'finally', 'taskSpec', 'pipelineSpec'].includes(key) && isMap(patch[key]) === isMap(data[key])) {
      if (key === 'pipelineSpec') tellKeys(document, [...path, key], mapOf(data[key]), mapOf(patch[key]), report)
      continue
    }
    const place = [...path, key]
    const inner = patch[key]
    if (inner === undefined || inner === null) continue
    if (isMap(inner) && isMap(data[key])) {
      for (const name of Object.keys(inner))
        if (Object.hasOwn(mapOf(data[key]), name)) document.mark([...place, name], 'raw')
    } else document.mark(place, 'raw')
    const why = reasons[key] ?? usual
    report('import-raw', document.at(place), { vendor, address: addressOf(place), why })
  }
}

function part(document: OpenDocument, path: Path): DataMap {
  let cursor = document.root
  for (const key of path) {
    const next = cursor.look(key)
    if (next === undefined) return {}
    cursor = next
  }
  return mapOf(cursor.data)
}
