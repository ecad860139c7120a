const bare = /^[A-Za-z0-9_./:@%+=,-]+$/

/** A text as one word of a shell, in which nothing is expanded. */
export function shellWord(text: string): string {
  return bare.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

/** A text inside double quotes of a shell, where nothing of it is expanded. */
export function insideQuotes(text: string): string {
  return text.replace(/[\\"$`]/g, '\\$&')
}

/** A text on one line, for a comment. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

/** A mark that no line of a text is. */
export function markFor(text: string, wanted: string): string {
  const lines = new Set(text.split('\n'))
  let mark = wanted
  while (lines.has(mark)) mark += '_'
  return mark
}
