import { isLiteral, matches } from '../../../src/pattern.ts'
import { open } from '../../../src/read/open.ts'
import type { SourceFile } from '../../../src/read/reading.ts'
import { type Data, type DataMap, isTagged } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { title } from '../title.ts'
import { mergeData } from './merge.ts'

/** A file of a project, as data. */
export interface Content {
  readonly path: string
  readonly documents: readonly Data[]
}

/** A file with what it takes over from others of the project. */
export interface Included {
  readonly config: DataMap
  /** The files that are in it, each behind those that it includes. */
  readonly paths: readonly string[]
}

// Deeper ones are no longer followed: https://docs.gitlab.com/ci/yaml/includes/#use-nested-includes
const deepest = 100

/** The files of the project that these include whatever happens. */
export function related(files: readonly SourceFile[]): readonly string[] {
  // What is parsed here is read as it is.
  const some = files.filter(({ text }) => text.includes('include'))
  return open(some, { vendor: title, version: '1.1' }, () => undefined).documents.flatMap(({ root }) =>
    listed(mapOf(root.data).include).flatMap((one) => localOf(one) ?? []),
  )
}

/**
 * A file with those that it includes from the project: what is included comes first, and the file itself has the last
 * word. What cannot be read here stays in `include`.
 *
 * @see https://docs.gitlab.com/ci/yaml/#include
 */
export function withIncluded(root: string, files: readonly Content[]): Included {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const matching = (pattern: string): readonly Content[] =>
    isLiteral(pattern)
      ? files.filter(({ path }) => path === pattern)
      : files.filter(({ path }) => matches(pattern, path))
  const done = new Set<string>()
  const left: Data[] = []
  const visit = (path: string, depth: number): DataMap => {
    done.add(path)
    const documents = (byPath.get(path)?.documents ?? []).map(mapOf).filter((data) => !isHeader(data))
    return documents.reduce<DataMap>((merged, { include, ...own }) => {
      const taken = listed(include).reduce<DataMap>((before, one) => {
        const pattern = localOf(one)
        const found = pattern === undefined || depth > deepest ? [] : matching(pattern)
        // A file with inputs says nothing before these are filled in.
        if (found.length === 0 || found.some((file) => file.documents.some((data) => isHeader(mapOf(data))))) {
          left.push(one)
          return before
        }
        const others = found.filter((file) => !done.has(file.path))
        return others.reduce<DataMap>((so, file) => mapOf(mergeData(so, visit(file.path, depth + 1))), before)
      }, merged)
      return mapOf(mergeData(taken, own))
    }, {})
  }
  const config = visit(root, 0)
  return { config: left.length === 0 ? config : { ...config, include: left }, paths: [...done] }
}

/** Whether a document only says what is to be filled in. */
export function isHeader(data: DataMap): boolean {
  return data.spec !== undefined && Object.keys(data).length === 1
}

function listed(include: Data | undefined): readonly Data[] {
  if (include === undefined || include === null || isTagged(include)) return []
  return Array.isArray(include) ? (include as readonly Data[]) : [include]
}

// Includes with rules or inputs are others in each run.
function localOf(one: Data): string | undefined {
  const path = isMap(one) && Object.keys(one).length === 1 ? one.local : one
  if (typeof path !== 'string' || /^https?:|\$/.test(path)) return undefined
  return path.replace(/^(?:\.?\/)+/, '')
}

/** What is included and is not here, as people know it. */
export function namesOf(include: Data | undefined): readonly string[] {
  return [...new Set(listOf(include).map(nameOf))].filter((name) => name !== '')
}

// What another project has is known by the project, all else by its own name: https://docs.gitlab.com/ci/yaml/#include
function nameOf(include: Data): string {
  if (!isMap(include)) return textOf(include) ?? ''
  const { project, file, local, remote, template, component, artifact } = include
  const own = textsOf(local ?? remote ?? template ?? component ?? artifact ?? file)[0] ?? ''
  return project === undefined ? own : `${textOf(project)}:${own}`
}
