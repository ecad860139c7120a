/** A comment of a file: lines that stand under each other are one. */
export interface Remark {
  /** Without the signs in front, and without the indentation that all lines share. */
  readonly text: string
  readonly offset: number
  /** Where it ends. */
  readonly end: number
  /** Whether something stands in front of it in its line. */
  readonly behind: boolean
  /** Whether an empty line follows. */
  readonly apart: boolean
}

/** A comment as the text has it. */
export interface CommentToken {
  readonly source: string
  readonly offset: number
}

/** The comments of a text, in order, of those that were found in it. */
export function remarksOf(text: string, comments: readonly CommentToken[]): readonly Remark[] {
  const remarks: Remark[] = []
  for (const { source, offset } of comments) {
    const start = text.lastIndexOf('\n', offset - 1) + 1
    const behind = text.slice(start, offset).trim() !== ''
    const end = offset + source.length
    const line = source.replace(/^#+!?/, '').replace(/^ /, '').trimEnd()
    const last = remarks[remarks.length - 1]
    const joins = last !== undefined && !behind && !last.behind && /^\r?\n[ \t]*$/.test(text.slice(last.end, offset))
    const apart = /^[ \t]*\r?\n[ \t]*(\r?\n|$)/.test(text.slice(end, end + 400))
    if (joins && last !== undefined)
      remarks[remarks.length - 1] = { ...last, text: `${last.text}\n${line}`, end, apart }
    else remarks.push({ text: line, offset, end, behind, apart })
  }
  return remarks.filter((remark) => remark.text.trim() !== '')
}

/** Finds comments among the tokens of a text, which are shown to it one after another. */
export function commentsAmong(found: CommentToken[]): (token: string) => void {
  let offset = 0
  let isScalar = false
  return (source) => {
    // What follows the sign for a scalar is the scalar, though it may begin like a comment.
    if (source === '\u001f') {
      isScalar = true
      return
    }
    if (source === '\u0002' || source === '\u0018') return
    if (!isScalar && source.startsWith('#')) found.push({ source, offset })
    isScalar = false
    offset += source.length
  }
}
