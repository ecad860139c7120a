import { SourceMap } from 'node:module'
import { resolve } from 'node:path'
import type { Bundle } from './bundle.ts'

/** A place in a source file, and the text of that file as it was bundled. Lines and columns count from 1. */
export interface SourcePlace {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly text: string
}

interface Payload {
  readonly sources: readonly string[]
  readonly sourcesContent?: readonly (string | null)[]
}

interface Entry {
  readonly originalSource?: string
  readonly originalLine?: number
  readonly originalColumn?: number
}

const opened = new WeakMap<Bundle, { readonly map: SourceMap; readonly payload: Payload }>()

/** The place in a source file that a place in a bundle comes from; undefined: from none. */
export function findSource(bundle: Bundle, line: number, column: number): SourcePlace | undefined {
  const { map, payload } = open(bundle)
  const entry = map.findEntry(line - 1, column - 1) as Entry
  const { originalSource, originalLine, originalColumn } = entry
  if (originalSource === undefined || originalLine === undefined || originalColumn === undefined) return undefined
  const text = payload.sourcesContent?.[payload.sources.indexOf(originalSource)] ?? ''
  return { file: resolve(bundle.base, originalSource), line: originalLine + 1, column: originalColumn + 1, text }
}

function open(bundle: Bundle): { readonly map: SourceMap; readonly payload: Payload } {
  const known = opened.get(bundle)
  if (known !== undefined) return known
  const payload = JSON.parse(bundle.map()) as Payload
  const fresh = { map: new SourceMap(payload as unknown as ConstructorParameters<typeof SourceMap>[0]), payload }
  opened.set(bundle, fresh)
  return fresh
}
