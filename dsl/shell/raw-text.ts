/**
 * The chunks of a template as typed, except where a backslash stands before a backtick or `${`: there backslashes mean
 * what they do in any template, so that every script can be written.
 */
export function rawText(strings: TemplateStringsArray): readonly string[] {
  return strings.raw.map((chunk) =>
    chunk.replace(/(\\*)\\(`|\$\{)/g, (_, before: string, sign: string) => before.slice(before.length / 2) + sign),
  )
}
