import type { SourceFile } from '../../../src/read/reading.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf } from '../../../src/yaml/look.ts'
import { parseYaml } from '../../../src/yaml/read.ts'

/** An object of Kubernetes, with the file that it stands in. */
export interface Manifest {
  readonly path: string
  readonly kind: string
  readonly name: string
  readonly object: DataMap
}

const known = new WeakMap<SourceFile, readonly Manifest[]>()

/** The objects of files; what is no object is left out. */
export function readManifests(files: readonly SourceFile[]): readonly Manifest[] {
  return files.flatMap((file) => {
    const found = known.get(file) ?? manifestsIn(file)
    known.set(file, found)
    return found
  })
}

function manifestsIn({ path, text }: SourceFile): readonly Manifest[] {
  if (!/\.ya?ml$/.test(path)) return []
  const { documents, errors } = parseYaml(text, { merge: true })
  if (errors.length > 0) return []
  return documents.flatMap(({ value }) => {
    if (!isMap(value)) return []
    const objects = value.kind === 'List' ? listOf(value.items).filter(isMap) : [value]
    return objects.map((object): Manifest => {
      const { name, generateName } = mapOf(object.metadata)
      return { path, kind: textOf(object.kind) ?? '', name: textOf(name) ?? textOf(generateName) ?? '', object }
    })
  })
}
