import type { Commands, Simple } from './frame.ts'
import { type Interpreter, interpreters } from './interpreters.ts'
import { complain, type Scan } from './scan.ts'
import type { Trouble } from './trouble.ts'
import { endCommand } from './words.ts'

const writers: ReadonlySet<string> = new Set(['echo', 'printf'])
const runners: ReadonlySet<string> = new Set(
  ['builtin', 'command', 'doas', 'env', 'exec', 'find', 'gcloud', 'nice', 'nohup', 'retry', 'sshpass', 'stdbuf'].concat(
    ['sudo', 'time', 'timeout', 'xargs'],
  ),
)

/** Whether the word behind these words, read so far, is text that some program reads as code. */
export function readsWord(words: readonly string[], word: string): Trouble | undefined {
  return programs(words).find(({ interpreter, rest }) => isCode(interpreter, rest, word))?.interpreter.trouble
}

/** Whether one of these commands reads its input as code. */
export function readsInput(pipeline: readonly Simple[]): Trouble | undefined {
  // ssh joins its operands, so that one quoted operand may name a shell and its options.
  const readers = pipeline.flatMap(({ words }) => programs(words.flatMap((word) => word.split(/\s+/))))
  return readers.find(({ interpreter, rest }) => isBare(interpreter, rest))?.interpreter.trouble
}

/** Ends a pipeline: what `echo` and `printf` wrote may have been code for a later command. */
export function endPipeline(scan: Scan, frame: Commands): void {
  const { pipeline } = frame
  endCommand(frame)
  for (const [at, { words, inserts }] of pipeline.entries()) {
    if (inserts.length === 0 || !writers.has(words[0] ?? '')) continue
    const trouble = readsInput(pipeline.slice(at + 1))
    if (trouble) for (const index of inserts) complain(scan, trouble, index)
  }
}

interface Program {
  readonly interpreter: Interpreter
  readonly rest: readonly string[]
}

function programs(words: readonly string[]): readonly Program[] {
  const first = words[0] ?? ''
  if (writers.has(first)) return []
  return words.flatMap((word, at) => {
    const name = word.replace(/^.*\//, '')
    return interpreters
      .filter((known) => known.name.test(name) && (at === 0 || known.operands === 'none' || runners.has(first)))
      .map((interpreter) => ({ interpreter, rest: words.slice(at + 1) }))
  })
}

interface Parsed {
  readonly operands: number
  /** An option has brought the code, or the file that holds it. */
  readonly brought: boolean
  /** What the word behind the last one is to an option. */
  readonly next: 'code' | 'other' | 'free'
}

function parse({ code, takes, permutes, operands: kind }: Interpreter, rest: readonly string[]): Parsed {
  let operands = 0
  let brought = false
  let awaitsCode = false
  let skip = 0
  for (const word of rest) {
    const option = /^[-+]./.test(word) && (operands === 0 || permutes)
    if (skip > 0) skip -= 1
    else if (option && code.test(word)) awaitsCode = true
    else if (option && kind === 'first' && /^-\w*f$|^--(?:from-)?file$/.test(word)) {
      brought = true
      skip = 1
    } else if (option) skip = takes.find(([name]) => name.test(word))?.[1] ?? 0
    else if (awaitsCode) {
      brought = true
      awaitsCode = false
    } else operands += 1
  }
  return { operands, brought, next: skip > 0 ? 'other' : awaitsCode ? 'code' : 'free' }
}

function isCode(interpreter: Interpreter, rest: readonly string[], word: string): boolean {
  const { operands, brought, next } = parse(interpreter, rest)
  if (next !== 'free') return next === 'code'
  if (/^-./.test(word) && (operands === 0 || interpreter.permutes)) {
    const option = /^(-\w|--[\w-]+(?==))/.exec(word)?.[0] ?? ''
    return interpreter.code.test(option)
  }
  switch (interpreter.operands) {
    case 'none':
      return false
    case 'first':
      return operands === 0 && !brought
    case 'behind-first':
      return operands > 0
    case 'all':
      return true
  }
}

function isBare(interpreter: Interpreter, rest: readonly string[]): boolean {
  // `sh -s` and `python -` read their input whatever follows.
  const asked = interpreter.input === 0 && rest.some((word) => word === '-' || /^-[a-z]*s$/.test(word))
  const { operands, brought, next } = parse(interpreter, rest)
  return asked || (next === 'free' && !brought && operands <= interpreter.input)
}
