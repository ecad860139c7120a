import type { Job, Pipeline } from '../../../src/ir.ts'
import { open } from '../../../src/read/open.ts'
import type { SourceFile } from '../../../src/read/reading.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, textsOf } from '../../../src/yaml/look.ts'

type Path = readonly (string | number)[]

/** A step of a file as the law finds it. */
interface Found {
  readonly data: DataMap
  readonly path: Path
  /** The services that the groups around it run it on, one after another; empty: it runs once. */
  readonly services: readonly string[]
}

/** Files whose steps have names, and the jobs of the story by what the vendor's rules call them. */
export interface NamedFiles {
  readonly files: readonly SourceFile[]
  readonly names: ReadonlyMap<string, string>
}

/**
 * A file in which each step has the name that the vendor's rules know the story's job by: files need not name their
 * steps, nor by different names. A job is known by the place that it was read from, and by the same text elsewhere.
 * Of pipelines that people start by name, the one that was read as the story is left.
 */
export function namedFiles(
  files: readonly SourceFile[],
  read: Pipeline,
  names: ReadonlyMap<string, string>,
): NamedFiles {
  const all = new Map(names)
  const shown = new Map([...names].filter(([, run]) => !run.includes('[')).map(([name, id]) => [id, name]))
  const named = files.map((file) => {
    if (!/(?:bitbucket-pipelines|codeship-steps)\.ya?ml$/.test(file.path)) return file
    const [document] = open([file], { vendor: '', version: '1.1' }, () => undefined).documents
    if (document === undefined) return file
    const data = structuredClone(document.root.data) as Data
    const steps = stepsIn(data, [], [])
    const jobsAt = ({ path }: Found) => read.jobs.filter(({ origin }) => isAt(origin, file, document.at(path)))
    const texts = steps.map((step) => JSON.stringify(step.data))
    const alike = new Map<string | undefined, readonly string[]>()
    for (const [index, step] of steps.entries()) {
      const ids = jobsAt(step).map(({ id }) => id)
      if (ids.length > 0) alike.set(texts[index], ids)
    }
    for (const [index, { data: step, services }] of steps.entries()) {
      const ids = alike.get(texts[index]) ?? []
      const name = shown.get(ids[0] ?? '')
      if (name !== undefined) Object.assign(step, { name })
      // A step that runs on several services has a run, and the story a job, for each.
      if (ids.length > 1) ids.forEach((id, run) => void all.set(`${name}-${services[run]}`, id))
    }
    return { path: file.path, text: JSON.stringify(ofStory(data, read)) }
  })
  return { files: named, names: all }
}

function isAt(origin: Job['origin'], { path }: SourceFile, { line }: Job['origin']): boolean {
  return origin.file === path && origin.line === line
}

function stepsIn(data: Data, path: Path, services: readonly string[]): readonly Found[] {
  if (Array.isArray(data))
    return (data as readonly Data[]).flatMap((item, index) => stepsIn(item, [...path, index], services))
  if (!isMap(data)) return []
  const isStep = data.script !== undefined || data.command !== undefined || data.image_name !== undefined
  const around = isStep ? services : [...services, ...textsOf(data.services)]
  const inner = Object.entries(data).flatMap(([key, value]) => stepsIn(value, [...path, key], around))
  return isStep ? [{ data, path, services }, ...inner] : inner
}

function ofStory(data: Data, { name, triggers }: Pipeline): Data {
  const pipelines = isMap(data) ? data.pipelines : undefined
  if (!isMap(data) || pipelines === undefined || !isMap(pipelines) || pipelines.custom === undefined) return data
  const custom = isMap(pipelines.custom) ? pipelines.custom : {}
  const isPushed = triggers.some(({ kind }) => kind === 'push' || kind === 'tag' || kind === 'pullRequest')
  if (isPushed) return { ...data, pipelines: { ...pipelines, custom: {} } }
  const own = Object.entries(custom).filter(([key]) => plain(key) === plain(name))
  return { ...data, pipelines: { custom: Object.fromEntries(own) } }
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '')
}
