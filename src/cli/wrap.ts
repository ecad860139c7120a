/**
 * Words as lines that fit; the first begins with `start`, the others below with as many blanks as `indent` says. A word
 * that is wider than a line goes on below too, behind a slash or a comma where it has one.
 */
export function wrap(start: string, text: string, indent: number, width: number): readonly string[] {
  const lines: string[] = []
  let line = start
  let empty = true
  const next = (): void => {
    lines.push(line.trimEnd())
    line = ' '.repeat(indent)
    empty = true
  }
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    let rest = word
    if (!empty && line.length + 1 + rest.length > width) next()
    while (line.length + rest.length + (empty ? 0 : 1) > width) {
      const piece = rest.slice(0, breakIn(rest, width - line.length))
      line += piece
      rest = rest.slice(piece.length)
      next()
    }
    line += empty ? rest : ` ${rest}`
    empty = false
  }
  return [...lines, line.trimEnd()]
}

/** How wide words and tables are: 80 columns, or those of a wider terminal up to 100. */
export function roomIn(columns: number | undefined): number {
  return Math.min(100, Math.max(80, columns ?? 80))
}

function breakIn(word: string, room: number): number {
  const fits = word.slice(0, room)
  const place = Math.max(fits.lastIndexOf('/'), fits.lastIndexOf(',')) + 1
  return place > room / 2 ? place : room
}
