import { reserved } from './words.ts'

const bare = /^[A-Za-z0-9_./:@%+=,-]+$/

/** Whether a text means itself to a shell wherever it stands. */
export function isBare(text: string): boolean {
  return bare.test(text) && !reserved.has(text) && !/^(?:case|esac|for|function|in|select|until)$/.test(text)
}

/** A text as a word of a shell. */
export function quoteWord(text: string): string {
  return isBare(text) ? text : singleQuote(text)
}

/** A text in single quotes. */
export function singleQuote(text: string): string {
  return `'${insideSingle(text)}'`
}

/** A text inside single quotes. */
export function insideSingle(text: string): string {
  return text.replaceAll("'", "'\\''")
}

/** A text inside double quotes. */
export function insideDouble(text: string): string {
  return text.replace(/[\\"$`]/g, '\\$&')
}

/** A text inside a here-document. */
export function insideHeredoc(text: string): string {
  return text.replace(/[\\$`]/g, '\\$&')
}
