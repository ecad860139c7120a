/** Lines with blanks in front, for what stands inside of something else; empty lines stay empty. */
export function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? line : `  ${line}`))
}
