import type { Yaml, YamlMap } from '../../src/document.ts'
import { takeName } from '../../src/take-name.ts'
import { slug } from './names.ts'

/** The services and caches of the file, which steps name. */
export interface Definitions {
  /** The name of a definition: the wanted one, or that with a number where another definition has it. */
  readonly service: (wanted: string, definition: YamlMap) => string
  readonly cache: (wanted: string, definition: Yaml) => string
  readonly write: () => YamlMap | undefined
}

// Names that Bitbucket has definitions for: https://support.atlassian.com/bitbucket-cloud/docs/cache-dependencies/
const taken = {
  services: ['docker'],
  caches: ['composer', 'docker', 'dotnetcore', 'gradle', 'ivy2', 'maven', 'node', 'pip', 'sbt'],
} as const

/** An empty set of definitions. */
export function definitions(): Definitions {
  const services = shelf(taken.services)
  const caches = shelf(taken.caches)
  return {
    service: services.put,
    cache: caches.put,
    write: () => {
      const found = { caches: caches.write(), services: services.write() }
      return found.caches === undefined && found.services === undefined ? undefined : found
    },
  }
}

function shelf(known: readonly string[]): {
  readonly put: (wanted: string, definition: Yaml) => string
  readonly write: () => YamlMap | undefined
} {
  const byName = new Map<string, Yaml>()
  const byText = new Map<string, string>()
  return {
    put: (wanted, definition) => {
      const base = known.includes(wanted) ? `${wanted}-cache` : slug(wanted)
      const text = `${base} ${JSON.stringify(definition)}`
      const found = byText.get(text)
      if (found !== undefined) return found
      const name = takeName(base, { has: (one) => byName.has(one), add: (one) => byName.set(one, definition) })
      byText.set(text, name)
      return name
    },
    write: () => (byName.size === 0 ? undefined : Object.fromEntries(byName)),
  }
}
