import { insideQuotes as inside, markFor, shellWord as word } from '../../src/shell/quote.ts'

/** What GitLab fills in wherever it stands, if the file has inputs: https://docs.gitlab.com/ci/inputs/ */
export const interpolation = '$[['

/** A text as one word of a shell. */
export function shellWord(text: string): string {
  return word(text).replaceAll(interpolation, "$[''[")
}

/** A text inside double quotes of a shell, where nothing of it is expanded. */
export function insideQuotes(text: string): string {
  return inside(text).replaceAll(interpolation, '$[""[')
}

/** A here-document that is read as it stands, with an end mark that no line of it is. */
export function heredoc(head: string, body: string, tail = ''): string {
  const mark = markFor(body, 'STEP')
  return `${head}<<'${mark}'${tail}\n${body}${body.endsWith('\n') ? '' : '\n'}${mark}`
}
