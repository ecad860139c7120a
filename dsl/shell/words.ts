import type { Commands, Simple } from './frame.ts'

/** The words after which a shell still expects a command. */
export const reserved: ReadonlySet<string> = new Set(
  ['if', 'then', 'else', 'elif', 'fi', 'while', 'until', 'do', 'done', '{', '}', '!', 'time'].concat('coproc'),
)

const assignment = /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/

/** The command that is being read. */
export function simple(frame: Commands): Simple {
  return frame.pipeline[frame.pipeline.length - 1]!
}

/** Whether the next word names a command. */
export function atCommand(frame: Commands): boolean {
  return frame.redirect === 'none' && simple(frame).words.length === 0 && frame.role !== 'array'
}

/** Adds text to the word that is being read. */
export function grow(frame: Commands, text: string, plain: boolean): void {
  frame.word = (frame.word ?? '') + text
  frame.plain &&= plain
}

/** Ends the word that is being read. */
export function endWord(frame: Commands): void {
  const { word, plain } = frame
  if (word === undefined) return
  const redirected = frame.redirect !== 'none'
  frame.word = undefined
  frame.plain = true
  frame.globs = false
  frame.redirect = 'none'
  if (redirected || frame.role === 'array' || (plain && stepCase(frame, word))) return
  const { words } = simple(frame)
  frame.regex = frame.test && word === '=~'
  if (words.length === 0) {
    if ((plain && reserved.has(word)) || assignment.test(word)) return
    if (word === '[[') frame.test = true
  }
  if (word === ']]') frame.test = false
  words.push(word)
}

/** Ends the command that is being read; behind a pipe the pipeline goes on. */
export function endCommand(frame: Commands, piped = false): void {
  endWord(frame)
  frame.redirect = 'none'
  frame.regex = false
  const next: Simple = { words: [], inserts: [] }
  if (piped) frame.pipeline.push(next)
  else frame.pipeline = [next]
}

function stepCase(frame: Commands, word: string): boolean {
  const { words } = simple(frame)
  const { cases } = frame
  const part = cases.at(-1)
  if (part === 'pattern') {
    if (word === 'esac') cases.pop()
    return true
  }
  if (part === 'word') {
    if (word !== 'in' || words.length < 2) return false
    cases[cases.length - 1] = 'pattern'
    words.length = 0
    return true
  }
  if (words.length > 0) return false
  if (word === 'esac' && part === 'body') cases.pop()
  else if (word === 'case') {
    cases.push('word')
    words.push(word)
  } else return false
  return true
}
