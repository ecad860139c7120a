import { annotate, plain, type YamlMap } from '../../src/document.ts'
import { takeName } from '../../src/take-name.ts'

/** The services of the file, which steps name. */
export interface Shelf {
  /** The name of a definition: the wanted one, or that with a number where another definition has it. */
  readonly put: (wanted: string, definition: YamlMap) => string
  readonly write: () => YamlMap
}

/** An empty set of services. */
export function emptyShelf(): Shelf {
  const byName = new Map<string, YamlMap>()
  const byText = new Map<string, string>()
  return {
    put: (wanted, definition) => {
      const text = `${wanted} ${JSON.stringify(plain(definition))}`
      const found = byText.get(text)
      if (found !== undefined) return found
      const name = takeName(wanted, { has: (one) => byName.has(one), add: (one) => byName.set(one, definition) })
      byText.set(text, name)
      return name
    },
    write: () =>
      Object.fromEntries(
        [...byName].map(([name, definition], index) => [
          name,
          index === 0 ? definition : annotate(definition, { blank: true }),
        ]),
      ),
  }
}
