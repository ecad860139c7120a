import { relative, sep } from 'node:path'
import { type Origin, plainOrigin } from '../origin.ts'
import type { Bundle } from './bundle.ts'
import { findProperty } from './find-property.ts'
import { findSource } from './source-map.ts'

/** A place in a source file, with the text of the file. */
export interface Located extends Origin {
  readonly text?: string
}

/**
 * The place in the source that an origin means. A place in a bundle is mapped back, and where the origin has a path, the
 * property at that path is looked for from the call on; the call stands where it is not found.
 */
export function locate(origin: Origin, bundles: readonly Bundle[]): Located {
  const bundle = bundles.find((one) => one.name === origin.file)
  if (bundle === undefined) return plainOrigin(origin)
  const place = findSource(bundle, origin.line, origin.column)
  if (place === undefined) return { file: origin.file, line: 1, column: 1 }
  const { text } = place
  const file = relative(bundle.root, place.file).replaceAll(sep, '/')
  const found = findProperty(text, offsetOf(text, place.line, place.column), origin.path ?? [])
  return { file, ...placeOf(text, found), text }
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0
  for (let row = 1; row < line; row++) {
    const end = text.indexOf('\n', start)
    if (end === -1) break
    start = end + 1
  }
  return start + column - 1
}

function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1
  let start = 0
  for (let end = text.indexOf('\n'); end !== -1 && end < offset; end = text.indexOf('\n', start)) {
    line++
    start = end + 1
  }
  return { line, column: offset - start + 1 }
}
