/** One place in a file; line and character count from 0. */
export interface Place {
  readonly line: number
  readonly character: number
}

/** What a test asks of a language server, whatever its protocol. */
export interface Editor {
  readonly open: (file: string, text: string) => Promise<void>
  readonly change: (file: string, text: string) => Promise<void>
  /** The names offered at a place, in the order of the list. */
  readonly complete: (file: string, at: Place) => Promise<readonly string[]>
  /** What the tooltip says. */
  readonly hover: (file: string, at: Place) => Promise<string>
  readonly close: () => Promise<void>
}

/** The text without the mark `¦`, and the place where it stood. */
export function cursor(marked: string): { readonly text: string; readonly at: Place } {
  const index = marked.indexOf('¦')
  if (index < 0) throw new Error('the text has no cursor')
  const before = marked.slice(0, index).split('\n')
  return {
    text: marked.slice(0, index) + marked.slice(index + 1),
    at: { line: before.length - 1, character: before[before.length - 1]?.length ?? 0 },
  }
}
