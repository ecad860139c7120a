import { lazyOrigin, type Origin, type Place } from '../src/origin.ts'

const nowhere: Place = { file: '', line: 1, column: 1 }

/** The place that called `builder`: the line of the story. `builder` is the public function that the story calls. */
export function callSite(builder: (...args: never[]) => unknown): Origin {
  const holder: { stack?: unknown } = {}
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 1
  Error.captureStackTrace(holder, builder)
  Error.stackTraceLimit = limit
  let place: Place | undefined
  return lazyOrigin(() => {
    place ??= placeOf(holder)
    return place
  })
}

// The runtime writes the stack out when it is first read, by the function that is set at that time.
function placeOf(holder: { readonly stack?: unknown }): Place {
  const prepare = Error.prepareStackTrace
  Error.prepareStackTrace = (_, sites) => sites[0]
  try {
    const site = holder.stack as NodeJS.CallSite | undefined
    if (site === undefined || typeof site !== 'object') return nowhere
    return { file: site.getFileName() ?? '', line: site.getLineNumber() ?? 1, column: site.getColumnNumber() ?? 1 }
  } finally {
    Error.prepareStackTrace = prepare
  }
}
