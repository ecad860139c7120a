/** Takes the common indentation off the chunks of a template, and the blank first and last line. */
export function dedent(chunks: readonly string[]): readonly string[] {
  if (!chunks.some((chunk) => chunk.includes('\n'))) return chunks
  const last = chunks.length - 1
  const opened = /^[ \t]*\n/.test(chunks[0] ?? '')
  const trimmed = chunks.map((chunk, index) => {
    const start = index === 0 ? chunk.replace(/^[ \t]*(?=\n)/, '') : chunk
    return index === last ? start.replace(/\n[ \t]*$/, '') : start
  })
  const indent = commonIndent(trimmed)
  const lines = trimmed.map((chunk) =>
    chunk.replace(
      /\n([ \t]*)/g,
      (_, blank: string) => '\n' + (blank.startsWith(indent) ? blank.slice(indent.length) : ''),
    ),
  )
  return opened ? lines.map((chunk, index) => (index === 0 ? chunk.replace(/^\n/, '') : chunk)) : lines
}

function commonIndent(chunks: readonly string[]): string {
  let common: string | undefined
  for (const [index, chunk] of chunks.entries()) {
    for (const { 1: blank = '', 2: next = '' } of chunk.matchAll(/\n([ \t]*)(?=([^ \t]?))/g)) {
      // A blank line says nothing; a line that begins with an insert does.
      if (next === '\n' || (next === '' && index === chunks.length - 1)) continue
      common = common === undefined ? blank : sharedStart(common, blank)
    }
  }
  return common ?? ''
}

function sharedStart(one: string, other: string): string {
  let length = 0
  while (length < one.length && one[length] === other[length]) length += 1
  return one.slice(0, length)
}
