import { parseAllDocuments } from 'yaml'

/** A file of an output. */
export interface WrittenFile {
  readonly path: string
  readonly text: string
}

/** An object of the cluster. */
export interface ClusterObject {
  readonly kind: string
  readonly metadata: { readonly name?: string; readonly generateName?: string }
  readonly spec: unknown
  readonly [key: string]: unknown
}

/** All objects of files in order. */
export function objectsIn(files: readonly WrittenFile[]): readonly ClusterObject[] {
  return files
    .filter(({ path }) => path.endsWith('.yaml'))
    .flatMap(({ text }) => parseAllDocuments(text).map((document) => document.toJS() as ClusterObject))
}

/** The object of a kind and a name; its absence is a fault of the output. */
export function objectOf<T extends object>(files: readonly WrittenFile[], kind: string, name: string): T {
  const found = objectsIn(files).find((one) => one.kind === kind && one.metadata.name === name)
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`)
  return found as unknown as T
}
