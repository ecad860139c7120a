import type { Job, Pipeline } from '../../../src/ir.ts'
import { open } from '../../../src/read/open.ts'
import type { SourceFile } from '../../../src/read/reading.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap } from '../../../src/yaml/look.ts'

type Path = readonly (string | number)[]

/** A step of a file as the law finds it. */
interface Found {
  readonly data: DataMap
  readonly path: Path
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
): readonly SourceFile[] {
  const placeOf = ({ origin }: Job) => `${origin.file}:${origin.line}`
  const counts = read.jobs.map(placeOf)
  // A step that runs several times has its names by the vendor's rules.
  const single = read.jobs.filter((job) => counts.indexOf(placeOf(job)) === counts.lastIndexOf(placeOf(job)))
  const places = new Map(single.map((job) => [placeOf(job), job.id]))
  const shown = new Map([...names].filter(([, run]) => !run.includes('[')).map(([name, id]) => [id, name]))
  return files.map((file) => {
    if (!/(?:bitbucket-pipelines|codeship-steps)\.ya?ml$/.test(file.path)) return file
    const [document] = open([file], { vendor: '', version: '1.1' }, () => undefined).documents
    if (document === undefined) return file
    const data = structuredClone(document.root.data) as Data
    const steps = stepsIn(data, [])
    const alike = new Map<string, string>()
    const wanted = steps.map(({ data: step, path }) => {
      const { line } = document.at(path)
      const id = places.get(`${file.path}:${line}`)
      if (id !== undefined) alike.set(JSON.stringify(step), id)
      return JSON.stringify(step)
    })
    steps.forEach(({ data: step }, index) => {
      const name = shown.get(alike.get(wanted[index] ?? '') ?? '')
      if (name !== undefined) Object.assign(step, { name })
    })
    return { path: file.path, text: JSON.stringify(ofStory(data, read)) }
  })
}

function stepsIn(data: Data, path: Path): readonly Found[] {
  if (Array.isArray(data)) return (data as readonly Data[]).flatMap((item, index) => stepsIn(item, [...path, index]))
  if (!isMap(data)) return []
  const isStep = data.script !== undefined || data.command !== undefined || data.image_name !== undefined
  const inner = Object.entries(data).flatMap(([key, value]) => stepsIn(value, [...path, key]))
  return isStep ? [{ data, path }, ...inner] : inner
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
