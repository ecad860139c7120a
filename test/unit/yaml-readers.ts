import { CORE_SCHEMA, loadAll, realMapTag, YAML11_SCHEMA } from 'js-yaml'
import { parseAllDocuments } from 'yaml'

/** The readers that must agree on what we write, each for all documents of a text. Mappings come as `Map`. */
export const readers: Readonly<Record<string, (text: string) => readonly unknown[]>> = {
  'yaml 1.2': (text) => parse(text, '1.2'),
  'yaml 1.1': (text) => parse(text, '1.1'),
  'js-yaml 1.2': (text) => loadAll(text, { schema: CORE_SCHEMA.withTags(realMapTag) }),
  'js-yaml 1.1': (text) => loadAll(text, { schema: YAML11_SCHEMA.withTags(realMapTag) }),
}

function parse(text: string, version: '1.1' | '1.2'): readonly unknown[] {
  const documents = parseAllDocuments(text, { version })
  return documents.map((document) => {
    for (const error of document.errors) throw error
    return document.toJS({ mapAsMap: true })
  })
}

/** Data with mappings as `Map`, so that the order of keys counts and `__proto__` is a key like any other. */
export function asMaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asMaps)
  if (typeof value !== 'object' || value === null) return value
  return new Map(Object.entries(value).map(([key, entry]) => [key, asMaps(entry)]))
}
