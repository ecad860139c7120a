const bare = /^[A-Za-z0-9_./:@%+=,-]+$/

/** What GitLab fills in wherever it stands, if the file has inputs: https://docs.gitlab.com/ci/inputs/ */
export const interpolation = '$[['

/** A text as one word of a shell. */
export function shellWord(text: string): string {
  return bare.test(text) ? text : `'${text.replaceAll("'", "'\\''").replaceAll(interpolation, "$[''[")}'`
}

/** A text inside double quotes of a shell, where nothing of it is expanded. */
export function insideQuotes(text: string): string {
  return text.replace(/[\\"$`]/g, '\\$&').replaceAll(interpolation, '$[""[')
}

/** A text on one line, for a comment. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

/** A here-document that is read as it stands, with an end mark that no line of it is. */
export function heredoc(head: string, body: string, tail = ''): string {
  const lines = new Set(body.split('\n'))
  let mark = 'STEP'
  while (lines.has(mark)) mark += '_'
  return `${head}<<'${mark}'${tail}\n${body}${body.endsWith('\n') ? '' : '\n'}${mark}`
}
