/** How bad a finding is: an error stops the output, a warning says what is lost, a note says how a thing is done. */
export type Severity = 'error' | 'warning' | 'note'

/** What a code means: its severity and its words. */
export interface Rule<P> {
  readonly severity: Severity
  readonly message: (params: P) => string
  /** What to write instead; undefined where the message says it all. */
  readonly help?: (params: P) => string | undefined
}

/** Declares a code with typed parameters. */
export function rule<P>(definition: Rule<P>): Rule<P> {
  return definition
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`
}
