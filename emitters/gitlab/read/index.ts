import { open } from '../../../src/read/open.ts'
import type { Read } from '../../../src/read/reading.ts'
import { type Data, type DataMap, isTagged } from '../../../src/yaml/data.ts'
import { isMap, mapOf } from '../../../src/yaml/look.ts'
import { path as main } from '../pipeline.ts'
import { title } from '../title.ts'
import { mergeData } from './merge.ts'
import { readPipeline } from './pipeline.ts'
import { withResidual } from './residual.ts'
import { resolve } from './resolve.ts'

export { normalise } from './normalise.ts'
export { same } from './same.ts'

/** Reads a project's file with those that it includes from the project itself: one story. */
export const read: Read = (files, report) => {
  const opened = open(files, { vendor: title, version: '1.1' }, report)
  const nothing = { pipelines: [], comments: opened.comments }
  const documents = opened.documents.filter((document) => !isHeader(mapOf(document.root.data)))
  for (const document of opened.documents.filter((one) => !documents.includes(one)))
    document.root.lose('spec', 'inputs of an included file are filled in by whoever includes it')
  const root = documents.find(({ file }) => file === main) ?? documents[0]
  if (root === undefined) return { ...nothing, coverage: opened.coverage() }
  // What is included comes first, and the file itself has the last word: https://docs.gitlab.com/ci/yaml/#include
  const others = documents.filter((document) => document !== root)
  const config = [...others, root].reduce<DataMap>(
    (merged, document) => mapOf(mergeData(merged, mapOf(document.root.data))),
    {},
  )
  const at = (path: readonly string[]) => (documents.findLast((document) => document.has(path)) ?? root).at(path)
  const resolved = resolve(config)
  if (resolved.jobs.length === 0) {
    report('import-unread', root.at([]), { file: root.file, why: 'it has no jobs of its own' })
    for (const document of documents) for (const key of document.root.keys) document.mark([key], 'lost')
    return { ...nothing, coverage: opened.coverage() }
  }
  const first = readPipeline(resolved, { file: root.file, at })
  const { pipeline, raw, top, guarded } = withResidual(first, resolved.top, at, (path) =>
    others.some(({ file }) => file === path),
  )
  const mark = (path: readonly string[], how: 'carried' | 'raw' | 'lost'): void => {
    for (const document of documents) document.mark(path, how)
  }
  const told = new Set<string>()
  for (const { resolved: job, trouble } of first.jobs) {
    for (const [key, part] of job.parts) {
      const isRaw = raw.get(job.name)?.has(key) === true
      const from = part.from.at(-1) ?? [job.name, key]
      if (isRaw && !told.has(from.join('.'))) {
        told.add(from.join('.'))
        const why = trouble.find(
          (one) =>
            one.key === key || (one.key === 'rules' && ['when', 'only', 'except', 'allow_failure'].includes(key)),
        )?.why
        report('import-raw', at(from), {
          vendor: title,
          address: from.join('.'),
          why: why ?? 'a story says it in another way, or not at all',
        })
      }
      for (const path of part.from) mark(path, isRaw ? 'raw' : 'carried')
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
  for (const key of Object.keys(resolved.top)) {
    if (top.has(key))
      report('import-raw', at([key]), {
        vendor: title,
        address: key,
        why: 'a story says it in another way, or not at all',
      })
    mark([key], top.has(key) ? 'raw' : 'carried')
  }
  const used = new Set(
    first.jobs.flatMap(({ resolved: job }) =>
      [...job.parts.values()].flatMap((part) => part.from.map(([name]) => name)),
    ),
  )
  const isNamed = namedElsewhere(config)
  for (const name of resolved.hidden) {
    const isTaken =
      used.has(name) || isNamed(name) || documents.some(({ root: one }) => one.look(name)?.anchor !== undefined)
    if (!isTaken) report('import-lost', at([name]), { vendor: title, address: name, why: 'no job takes it over' })
    mark([name], isTaken ? 'carried' : 'lost')
  }
  for (const document of documents) for (const key of document.root.keys) document.mark([key], 'carried')
  return { pipelines: [pipeline], comments: opened.comments, coverage: opened.coverage() }
}

function isHeader(data: DataMap): boolean {
  return data.spec !== undefined && Object.keys(data).length === 1
}

// What anchors and `!reference` take over is named by no `extends`, so that every text counts but those of the job itself.
function namedElsewhere(config: DataMap): (name: string) => boolean {
  const texts = Object.entries(config).map(([key, value]) => [key, new Set(textsIn(value))] as const)
  return (name) => texts.some(([key, found]) => key !== name && found.has(name))
}

function textsIn(value: Data): readonly string[] {
  if (isTagged(value)) return textsIn(value.value)
  if (Array.isArray(value)) return (value as readonly Data[]).flatMap(textsIn)
  if (isMap(value)) return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)])
  return typeof value === 'string' ? [value] : []
}
