import type { Ref, Text } from '../../../src/ir.ts'
import { contexts } from '../contexts.ts'

/** What names in a text may stand for. */
export interface Names {
  /** Variables with a value that the file states. */
  readonly fixed: ReadonlyMap<string, string>
  /** Keys of the matrix of the job. */
  readonly axes: ReadonlySet<string>
}

/** A text of GitLab as one of a story, and the variables in it that nobody knows. */
export function readText(
  text: string,
  names: Names,
  known = contexts,
): { readonly text: Text; readonly unknown: readonly string[] } {
  const parts: (string | Ref)[] = []
  const unknown: string[] = []
  const put = (part: string): void => {
    const last = parts[parts.length - 1]
    if (part === '') return
    if (typeof last === 'string') parts[parts.length - 1] = `${last}${part}`
    else parts.push(part)
  }
  let at = 0
  for (const { 0: whole, 1: braced, 2: bare, index } of text.matchAll(/\$(?:\$|\{(\w+)\}|([A-Za-z_]\w*))/g)) {
    put(text.slice(at, index))
    at = index + whole.length
    const name = braced ?? bare
    const context = name === undefined ? undefined : known[name]
    const fixed = name === undefined ? '$' : names.fixed.get(name)
    if (name !== undefined && names.axes.has(name)) parts.push({ ref: 'matrix', key: name })
    else if (context !== undefined) parts.push({ ref: 'context', name: context })
    else if (fixed !== undefined) put(fixed)
    else {
      put(whole)
      unknown.push(name ?? '')
    }
  }
  put(text.slice(at))
  return { text: parts, unknown }
}
