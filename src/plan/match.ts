/**
 * Whether one of the patterns stands for the whole name, with regard to case: `*` takes any characters but a slash,
 * `**` any characters, and a slash behind `**` goes with it where it takes nothing.
 */
export function isNamed(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => reaches(pattern, 0, name, 0))
}

function reaches(pattern: string, at: number, name: string, from: number): boolean {
  if (at === pattern.length) return from === name.length
  if (pattern.startsWith('**/', at) && reaches(pattern, at + 3, name, from)) return true
  if (pattern.startsWith('**/', at)) return ends(name, from, '/').some((next) => reaches(pattern, at + 3, name, next))
  if (pattern.startsWith('**', at)) return ends(name, from).some((next) => reaches(pattern, at + 2, name, next))
  if (pattern[at] !== '*') return pattern[at] === name[from] && reaches(pattern, at + 1, name, from + 1)
  const slash = name.indexOf('/', from)
  return ends(name, from)
    .filter((next) => slash === -1 || next <= slash)
    .some((next) => reaches(pattern, at + 1, name, next))
}

// The places that a run of characters from here can end at; with `last`, only behind such a character.
function ends(name: string, from: number, last?: string): readonly number[] {
  return Array.from({ length: name.length - from + 1 }, (_, index) => from + index).filter(
    (end) => last === undefined || (end > from && name[end - 1] === last),
  )
}
