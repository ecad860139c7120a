/**
 * The values of a dotenv file: `NAME=value` lines, `export` before them, comments, values in single quotes as they stand,
 * and in double quotes with `\n`, `\"` and `\\`; a quoted value can have several lines.
 */
export function readDotenv(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const entry =
    /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*(?:'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|([^\r\n]*?))[ \t]*(?:(?<=['"\s])#[^\r\n]*)?\r?$/gm
  for (const [, name = '', single, double, bare] of text.matchAll(entry)) {
    found.set(name, single ?? (double === undefined ? plain(bare ?? '') : unescaped(double)))
  }
  return found
}

function plain(text: string): string {
  return text.replace(/[ \t]+#.*$/, '').trim()
}

function unescaped(text: string): string {
  return text.replace(/\\([\s\S])/g, (whole, letter: string) =>
    letter === 'n' ? '\n' : letter === 't' ? '\t' : letter === 'r' ? '\r' : '"\\$'.includes(letter) ? letter : whole,
  )
}
