import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Diagnostic } from '../diagnostics.ts'
import type { Bundle } from '../load/bundle.ts'
import { type Located, locate } from '../load/locate.ts'
import { plainOrigin } from '../origin.ts'

/** A finding whose origin is a place in a source file, with the text of that file where it could be read. */
export interface LocatedFinding extends Diagnostic {
  readonly origin?: Located
}

/** Findings that say the same of the same place become one. */
export function uniqueFindings(found: readonly Diagnostic[]): readonly Diagnostic[] {
  return [
    ...new Map(
      found.map((finding) => [JSON.stringify([finding.code, finding.message, finding.origin]), finding]),
    ).values(),
  ]
}

/** Leads findings back to the sources. */
export function locateFindings(
  found: readonly Diagnostic[],
  bundles: readonly Bundle[],
  root: string,
): readonly LocatedFinding[] {
  return uniqueFindings(found).map(({ origin, ...rest }) =>
    origin === undefined ? rest : { ...rest, origin: withText(locate(origin, bundles), root) },
  )
}

function withText(origin: Located, root: string): Located {
  if (origin.text !== undefined) return origin
  try {
    return { ...plainOrigin(origin), text: readFileSync(join(root, origin.file), 'utf8') }
  } catch {
    return origin
  }
}
