/** One simple command: its finished words without quotes, and which inserts stand in it. */
export interface Simple {
  words: string[]
  readonly inserts: number[]
}

/** A here-document that is announced, and whose text begins on the next line. */
export interface Announced {
  readonly delimiter: string
  readonly quoted: boolean
  readonly tabs: boolean
  readonly pipeline: readonly Simple[]
  /** Which command of the pipeline reads it. */
  readonly reader: number
}

/** Where the shell reads commands: the script itself, or what stands in parentheses or backticks. */
export interface Commands {
  readonly kind: 'commands'
  readonly role: 'script' | 'subshell' | 'substitution' | 'array' | 'backticks'
  readonly opened: number
  /** The `case` commands that are open, each with the part that is being read. */
  readonly cases: ('word' | 'pattern' | 'body')[]
  /** The commands of this pipeline; the last one is being read. */
  pipeline: Simple[]
  word: string | undefined
  /** The word has no quotes, escapes or expansions so far. */
  plain: boolean
  /** The word has a brace, a bracket or a tilde, so that bare text could take part in an expansion. */
  globs: boolean
  redirect: 'none' | 'file' | 'text'
  /** Inside `[[ … ]]`, and there behind `=~`. */
  test: boolean
  regex: boolean
  /** In backticks: a backslash was seen. */
  slashed: boolean
  readonly announced: Announced[]
}

/** Quotes, a comment, or the parentheses of a pattern; `paired` are single quotes in `"${x:-…}"`, which quote only braces. */
export interface Quotes {
  readonly kind: 'double' | 'single' | 'ansi' | 'comment' | 'pattern' | 'paired'
  readonly opened: number
  /** Where in the output its opening mark begins. */
  begin: number
}

/** `$(( … ))`, `(( … ))`, `$[ … ]` and subscripts. */
export interface Arithmetic {
  readonly kind: 'arithmetic'
  readonly opened: number
  readonly close: ')' | ']'
  /** What it is after all, if one `)` stands alone. */
  readonly otherwise: 'substitution' | 'subshell'
  depth: number
}

/** `${ … }`. */
export interface Parameter {
  readonly kind: 'parameter'
  readonly opened: number
  /** It stands in double quotes or in a here-document. */
  readonly quoted: boolean
  part: 'name' | 'operator' | 'word' | 'pattern' | 'arithmetic'
}

/** The text of a here-document. */
export interface Heredoc extends Announced {
  readonly kind: 'heredoc'
  readonly opened: number
  readonly next: Announced[]
  line: string
  /** The insert that stands in this line, or -1. */
  touched: number
}

/** What the scanner is inside of. */
export type Frame = Commands | Quotes | Arithmetic | Parameter | Heredoc

/** A place where commands begin; parentheses share the here-documents of the line that they stand in. */
export function commands(role: Commands['role'], opened: number, announced: Announced[] = []): Commands {
  return {
    kind: 'commands',
    role,
    opened,
    cases: [],
    pipeline: [{ words: [], inserts: [] }],
    word: undefined,
    plain: true,
    globs: false,
    redirect: 'none',
    test: false,
    regex: false,
    slashed: false,
    announced,
  }
}

/** A here-document whose text begins. */
export function heredoc(announced: Announced, next: Announced[], opened: number): Heredoc {
  return { ...announced, kind: 'heredoc', opened, next, line: '', touched: -1 }
}

/** Whether the shell evaluates what stands in these frames as arithmetic. */
export function isSum(above: readonly Frame[]): boolean {
  return above.some(
    (frame) => frame.kind === 'arithmetic' || (frame.kind === 'parameter' && frame.part === 'arithmetic'),
  )
}
