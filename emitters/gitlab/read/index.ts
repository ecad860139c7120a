import type { Pipeline } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { type OpenDocument, open } from '../../../src/read/open.ts'
import { filled } from '../../../src/read/patch.ts'
import type { Read } from '../../../src/read/reading.ts'
import { type Data, type DataMap, isTagged } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf } from '../../../src/yaml/look.ts'
import { path as main } from '../pipeline.ts'
import { id, title } from '../title.ts'
import { type Content, isHeader, namesOf, withIncluded } from './includes.ts'
import { readPipeline } from './pipeline.ts'
import { rawParts } from './raw-parts.ts'
import { withResidual } from './residual.ts'
import { type ResolvedJob, resolve } from './resolve.ts'
import { writable } from './writable.ts'

export { related } from './includes.ts'
export { normalise, normaliseAll } from './normalise.ts'
export { same } from './same.ts'

type Path = readonly string[]

/** Reads a project's file with those that it includes from the project itself: one story. */
export const read: Read = (files, report, reason) => {
  const opened = open(files, { vendor: title, version: '1.1' }, report)
  const nothing = { pipelines: [], comments: opened.comments }
  const bodies = opened.documents.filter((document) => !isHeader(mapOf(document.root.data)))
  for (const document of opened.documents.filter((one) => !bodies.includes(one)))
    document.root.lose('spec', 'inputs of an included file are filled in by whoever includes it')
  const root = bodies.find(({ file }) => file === main) ?? bodies[0]
  if (root === undefined) return { ...nothing, coverage: opened.coverage(), documents: opened.documents }
  const { config, paths } = withIncluded(root.file, contents(opened.documents))
  const documents = bodies
    .filter(({ file }) => paths.includes(file))
    .sort((one, other) => (one === root ? 1 : other === root ? -1 : 0))
  // What is included under a condition stays where it is, and the output includes it as before.
  for (const document of bodies.filter((one) => !documents.includes(one)))
    for (const key of document.root.keys) document.mark([key], 'raw')
  const at = (path: readonly string[]) => (documents.findLast((document) => document.has(path)) ?? root).at(path)
  const resolved = resolve(config)
  // What is included may hold all jobs there are, and fill those that stand here.
  if (!resolved.jobs.some(isJob) && listOf(resolved.top.include).length === 0) {
    const why =
      resolved.jobs.length > 0
        ? 'none of its entries is a job: each lacks a script'
        : 'it has no jobs of its own: import the files that include it'
    report('import-unread', root.at([]), { file: root.file, why })
    for (const document of documents) for (const key of document.root.keys) document.mark([key], 'lost')
    return { ...nothing, coverage: opened.coverage(), documents: opened.documents }
  }
  const written = writable(readPipeline(resolved, { file: root.file, at }))
  const first = reason?.leaving === true ? written : { ...written, pipeline: { ...written.pipeline, like: id } }
  const patched = withResidual(first, resolved, at)
  const { raw, top, guarded } = patched
  const mark = (path: readonly string[], how: 'carried' | 'raw' | 'lost'): void => {
    for (const document of documents) document.mark(path, how)
  }
  const tellRaw = (origin: Origin, from: Path, parts: readonly Path[], why?: string): void => {
    const address = parts.map((inner) => [...from, ...inner].join('.')).join(', ')
    report('import-raw', origin, {
      vendor: title,
      address,
      why: why ?? 'a story says it in another way, or not at all',
    })
  }
  const told = new Set<string>()
  for (const { resolved: job, trouble } of first.jobs) {
    for (const [key, part] of job.parts) {
      const patch = raw.get(job.name) ?? {}
      const from = part.from.at(-1) ?? [job.name, key]
      const parts = Object.hasOwn(patch, key) ? rawParts(part.value, patch[key]) : []
      if (parts.length > 0 && !told.has(from.join('.'))) {
        told.add(from.join('.'))
        const why = trouble.find(
          (one) =>
            one.key === key || (one.key === 'rules' && ['when', 'only', 'except', 'allow_failure'].includes(key)),
        )?.why
        tellRaw(at(from), from, parts, why)
      }
      for (const path of part.from) {
        for (const inner of parts) mark([...path, ...inner], 'raw')
        mark(path, 'carried')
      }
    }
    if (guarded.has(job.name))
      report('import-approximate', at(job.parts.get('script')?.from.at(-1) ?? [job.name]), {
        address: `${job.name}.script`,
        from: 'bash, or sh where the image has no bash',
        to: 'bash',
        why: 'nothing tells which shells the image has; without bash the job ends at once and says so',
      })
    mark([job.name, 'extends'], 'carried')
    mark([job.name], 'carried')
  }
  if (first.losesManual)
    report('import-approximate', at(['workflow', 'rules']), {
      address: 'workflow.rules',
      from: 'starts by hand on some branches',
      to: 'no starts by hand',
      why: 'whoever starts a pipeline names its branch, which a trigger cannot ask for: add manual() where people start it',
    })
  const besides = namesOf(resolved.top.include)
  if (besides.length > 0) report('import-elsewhere', at(['include']), { names: besides })
  for (const key of Object.keys(resolved.top)) {
    const parts = Object.hasOwn(top, key) ? rawParts(resolved.top[key] ?? null, top[key]) : []
    if (parts.length > 0) tellRaw(at([key]), [key], parts, whyOnTop(key, besides))
    for (const inner of parts) mark([key, ...inner], 'raw')
    mark([key], 'carried')
  }
  const used = new Set(
    first.jobs.flatMap(({ resolved: job }) =>
      [...job.parts.values()].flatMap((part) => part.from.map(([name]) => name)),
    ),
  )
  const isNamed = namedElsewhere(config)
  const kept: Record<string, Data> = {}
  for (const name of resolved.hidden) {
    const isTaken =
      used.has(name) || isNamed(name) || documents.some(({ root: one }) => one.look(name)?.anchor !== undefined)
    // Jobs of files that are not here may take it over: those of the project whatever stands here.
    if (listOf(resolved.top.include).some((one) => (isTaken ? isLocal(one) : true))) kept[name] = config[name] ?? {}
    if (isTaken) mark([name], 'carried')
    else if (name in kept) {
      report('import-raw', at([name]), { vendor: title, address: name, why: 'only files that are not here can use it' })
      mark([name], 'raw')
    } else {
      report('import-lost', at([name]), { vendor: title, address: name, why: 'no job takes it over' })
      mark([name], 'lost')
    }
  }
  const pipeline = withKept(patched.pipeline, kept, at([]))
  for (const document of documents) for (const key of document.root.keys) document.mark([key], 'carried')
  return { pipelines: [pipeline], comments: opened.comments, coverage: opened.coverage(), documents: opened.documents }
}

// What a job has one of: https://docs.gitlab.com/ci/yaml/#job-keywords
function isJob({ parts, missing }: ResolvedJob): boolean {
  return missing.length > 0 || ['script', 'run', 'trigger'].some((key) => parts.has(key))
}

function whyOnTop(key: string, besides: readonly string[]): string | undefined {
  const isForOthers = besides.length > 0 && key !== 'workflow' && key !== 'variables'
  if (!isForOthers) return undefined
  return key === 'include' ? 'what it names is not here' : 'jobs of files that are not here take it over'
}

function isLocal(include: Data): boolean {
  return isMap(include) ? include.local !== undefined : typeof include === 'string' && !/^https?:/.test(include)
}

// What jobs of other files take over stands in the output as it did.
function withKept(pipeline: Pipeline, kept: DataMap, origin: Origin): Pipeline {
  if (Object.keys(kept).length === 0) return pipeline
  const [patch, ...others] = pipeline.raw
  return {
    ...pipeline,
    raw: [{ vendor: 'gitlab', origin, ...patch, patch: { ...patch?.patch, ...mapOf(filled(kept)) } }, ...others],
  }
}

function contents(documents: readonly OpenDocument[]): readonly Content[] {
  const byFile = new Map<string, Data[]>()
  for (const { file, root } of documents) byFile.set(file, [...(byFile.get(file) ?? []), root.data])
  return [...byFile].map(([path, own]) => ({ path, documents: own }))
}

// What anchors and `!reference` take over is named by no `extends`, so that every text counts but those of the job itself.
function namedElsewhere(config: DataMap): (name: string) => boolean {
  const namedIn = new Map<string, Set<string>>()
  for (const [key, value] of Object.entries(config))
    for (const text of textsIn(value)) namedIn.set(text, (namedIn.get(text) ?? new Set()).add(key))
  return (name) => {
    const keys = namedIn.get(name)
    return keys !== undefined && (keys.size > 1 || !keys.has(name))
  }
}

function textsIn(value: Data): readonly string[] {
  if (isTagged(value)) return textsIn(value.value)
  if (Array.isArray(value)) return (value as readonly Data[]).flatMap(textsIn)
  if (isMap(value)) return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)])
  return typeof value === 'string' ? [value] : []
}
