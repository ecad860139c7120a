import { isAnnotated, type Yaml } from '../document.ts'
import { writeComments } from './comment.ts'
import { bare, firstOf, isCollection, isLine, isSequence, notesOf } from './notes.ts'
import type { Out } from './out.ts'

const none: readonly string[] = []

// Items with nothing above them: the same ones stand in many sequences.
const silent = new WeakSet<object>()

/** Writes what stands above an entry: a blank line, unless it is the first, and comments. */
export function writeAbove(entry: Yaml, pad: string, first: boolean, dash: boolean, out: Out): void {
  if (typeof entry !== 'object' || entry === null || (dash ? silent.has(entry) : !isAnnotated(entry))) return
  const { blank = false } = notesOf(entry)
  // A blank line behind a text that ends in one would belong to the text.
  if (!first && blank && !out.kept) out.text += '\n'
  const comments = commentsAbove(entry, dash)
  if (dash && !blank && comments.length === 0) silent.add(entry)
  for (const text of comments) {
    for (const line of writeComments(text)) out.text += `\n${pad}${line}`
  }
}

/** The comments above an entry, with those of the entries that begin on its line. */
function commentsAbove(entry: Yaml, dash: boolean): readonly string[] {
  if (!dash && !isAnnotated(entry)) return none
  const value = bare(entry)
  const { before = none, after, tag } = notesOf(entry)
  // Behind the mark of a literal block or the key of a collection a long comment would not stay on its line.
  const own = after === undefined || isLine(value) ? before : [...before, after]
  if (!isCollection(value) || (!dash && tag === undefined)) return own
  const first = firstOf(value)
  const rest = first === undefined ? none : commentsAbove(first, isSequence(value))
  return rest.length === 0 ? own : [...own, ...rest]
}
