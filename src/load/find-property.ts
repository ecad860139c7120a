import { entriesOf, skipBlank, skipCallee, valueBody } from './scan-literal.ts'

/**
 * Where in a source text the property at `path` begins, seen from a call that begins at `call`. A light scan of the
 * literals in the call: where the path leads into a name that is defined elsewhere, it ends at the last property found.
 */
export function findProperty(text: string, call: number, path: readonly (string | number)[]): number {
  const open = path.length === 0 ? undefined : skipCallee(text, call)
  if (open === undefined) return call
  const [first, ...rest] = path
  const argumentList = entriesOf(text, open)
  if (typeof first === 'number') {
    const entry = argumentList[first]
    return entry === undefined ? call : walk(text, entry.start, entry.value, rest)
  }
  for (const { value } of argumentList) {
    const found = walk(text, call, value, path)
    if (found !== call) return found
  }
  return call
}

function walk(text: string, best: number, value: number, path: readonly (string | number)[]): number {
  const [first, ...rest] = path
  if (first === undefined) return best
  const open = valueBody(text, skipBlank(text, value))
  if (open === undefined) return best
  const entries = entriesOf(text, open)
  if (typeof first === 'number') {
    const spread = entries.findIndex((entry) => text.startsWith('...', entry.start))
    const entry = spread !== -1 && spread <= first ? undefined : entries[first]
    return entry === undefined ? best : walk(text, entry.start, entry.value, rest)
  }
  const entry = entries.find(({ key }) => key === first)
  return entry === undefined ? best : walk(text, entry.start, entry.value, rest)
}
