// A longer name is cut behind a word.
const longest = 40

/** A name in camel case: `build-and-test`, `NPM_TOKEN` and `Unit tests` as `buildAndTest`, `npmToken` and `unitTests`. */
export function camel(text: string): string {
  let made = ''
  for (const word of wordsOf(text).slice(0, 8)) {
    const next = made === '' ? word : word.charAt(0).toUpperCase() + word.slice(1)
    if (made !== '' && made.length + next.length > longest) break
    made += next
  }
  return made.slice(0, longest)
}

/** The words of a name, in lower case. */
export function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKD')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase())
}
