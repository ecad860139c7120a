/** Looks for the percentage of covered code in an output. */
export interface Coverage {
  readonly isOff: boolean
  readonly take: (bytes: Buffer) => void
  /** The last that was found; null: none. */
  readonly found: () => string | null
}

// A line that tells a percentage is no longer than this.
const window = 4096

/** Looks for the first group of a pattern; null: there is none to look for. */
export function findCoverage(pattern: string | null): Coverage {
  const regex = pattern === null ? null : new RegExp(pattern, 'gm')
  let tail = ''
  let last: string | null = null
  const look = (text: string): void => {
    if (regex === null) return
    for (const match of text.matchAll(regex)) last = match[1] ?? match[0]
  }
  return {
    isOff: regex === null,
    take: (bytes) => {
      const text = tail + bytes.toString('latin1')
      const end = text.lastIndexOf('\n') + 1
      look(text.slice(0, end))
      tail = text.slice(end).slice(-window)
    },
    found: () => {
      look(tail)
      return last
    },
  }
}
