import { relative, sep } from 'node:path'
import { inspect } from 'node:util'
import type { Report } from '../diagnostics.ts'
import type { Bundle } from './bundle.ts'
import type { Complaint } from './complaints.ts'
import { locate } from './locate.ts'
import { placeInStack } from './stack.ts'

/** Reports what the bundler complains of. */
export function reportComplaints(
  complaints: readonly Complaint[],
  story: Pick<Bundle, 'name' | 'root'>,
  report: Report,
): void {
  for (const { message, file, line, column } of complaints) {
    const at =
      file === undefined || line === undefined || column === undefined
        ? null
        : { file: relative(story.root, file).replaceAll(sep, '/'), line, column }
    const module = /^Could not resolve "(.+)"$/.exec(message)?.[1]
    if (module === undefined) report('story-syntax', at, { why: message })
    else report('story-import', at, { module })
  }
}

/** Reports what a story threw; a fault of ours goes on upwards. */
export function reportThrown(thrown: unknown, bundle: Bundle, report: Report): void {
  const error = isError(thrown) ? thrown : undefined
  if (error?.name === 'PipegenBug') throw thrown
  const place = placeInStack(error?.stack, bundle)
  const at = place === undefined ? undefined : locate(place, [bundle])
  const text = error === undefined ? inspect(thrown, { depth: 1, breakLength: 100 }) : `${error.name}: ${error.message}`
  report('story-throws', at ?? { file: bundle.name, line: 1, column: 1 }, { error: text })
}

/** Reports what a file exports instead of a story. */
export function reportExports(exports: unknown, value: unknown, bundle: Bundle, report: Report): void {
  const at = { file: bundle.name, line: 1, column: 1 }
  const names = typeof exports === 'object' && exports !== null ? Object.keys(exports) : []
  const found = names.filter((name) => name !== 'default')
  if (names.includes('default') || (value === exports && typeof exports !== 'object'))
    report('wrong-export', at, { found: describe(value) })
  else report('no-default-export', at, { found })
}

// An error may come from another realm, so it is told by its shape.
function isError(value: unknown): value is Error {
  return (
    typeof value === 'object' &&
    value !== null &&
    'message' in value &&
    'name' in value &&
    typeof value.message === 'string' &&
    typeof value.name === 'string'
  )
}

function describe(value: unknown): string {
  if (value === undefined || value === null) return String(value)
  if (Array.isArray(value)) return 'a list'
  if (value instanceof Promise) return 'a promise'
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'object') return `the ${typeof value} ${inspect(value)}`
  if ('kind' in value && typeof value.kind === 'string') return `a ${value.kind}`
  return 'an object of another kind'
}
