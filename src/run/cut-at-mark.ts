/** Output of a step, and its exit code when the step has ended. */
export interface Cut {
  readonly output: Buffer
  readonly code: number | null
}

const longest = 8

/**
 * Parts the stream of a lane into the output of steps and the marks that end them: a zero byte, a word that no step knows,
 * the exit code and a line break. What could be the beginning of a mark is kept back until more has come.
 */
export function cutAtMark(word: string): (chunk: Buffer) => readonly Cut[] {
  const mark = Buffer.from(`\0${word} `)
  let rest = Buffer.alloc(0)
  return (chunk) => {
    const cuts: Cut[] = []
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (;;) {
      const at = bytes.indexOf(mark)
      const end = at === -1 ? -1 : bytes.indexOf(10, at + mark.length)
      if (end === -1) break
      cuts.push({ output: bytes.subarray(0, at), code: Number(bytes.toString('latin1', at + mark.length, end)) })
      bytes = bytes.subarray(end + 1)
    }
    const keep = beginningOf(mark, bytes)
    if (bytes.length > keep) cuts.push({ output: bytes.subarray(0, bytes.length - keep), code: null })
    rest = keep === 0 ? Buffer.alloc(0) : Buffer.from(bytes.subarray(bytes.length - keep))
    return cuts
  }
}

// How many bytes at the end may belong to a mark that is not whole yet.
function beginningOf(mark: Buffer, bytes: Buffer): number {
  const from = Math.max(0, bytes.length - mark.length - longest)
  for (let at = bytes.indexOf(0, from); at !== -1; at = bytes.indexOf(0, at + 1)) {
    const length = Math.min(mark.length, bytes.length - at)
    if (bytes.compare(mark, 0, length, at, at + length) === 0) return bytes.length - at
  }
  return 0
}
