import { printable } from './printable.ts'

const unprintable = new RegExp(String.raw`[^\t${printable}]`, 'gu')

/** Comment text as lines, each from the `#` on. */
export function writeComments(text: string): readonly string[] {
  return text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).map(writeComment)
}

/** Comment text on one line, from the `#` on. */
export function writeComment(text: string): string {
  return `# ${text.replace(unprintable, ' ')}`.trimEnd()
}
