import { type Commands, commands } from './frame.ts'
import { endPipeline } from './reads-program.ts'
import { run, type Scan, take, takeEscape } from './scan.ts'
import { stepDollar } from './step-dollar.ts'
import { announce, beginHeredoc } from './step-heredoc.ts'
import { openBackticks, openQuote } from './step-quotes.ts'
import { endCommand, endWord, grow, simple } from './words.ts'

const ordinary = /[^\s\\'"`$#;&|<>()]+/y
const blanks = /[ \t\r]+/y

/** Reads on where the shell reads commands. */
export function stepCommands(scan: Scan, frame: Commands): void {
  const text = run(scan, ordinary)
  if (text !== '') {
    grow(frame, text, true)
    frame.globs ||= /[{[~]/.test(text)
    return
  }
  const char = scan.chunk[scan.at]!
  if (char === '\\') stepBackslash(scan, frame)
  else if (char === "'" || char === '"') {
    grow(frame, '', false)
    openQuote(scan)
  } else if (char === '`') {
    grow(frame, '`', false)
    openBackticks(scan)
  } else if (char === '$') {
    grow(frame, '$', false)
    stepDollar(scan, false)
  } else if (char === '#') stepHash(scan, frame)
  else if (char === '<' || char === '>') stepRedirect(scan, frame, char)
  else if (char === '(') stepOpen(scan, frame)
  else if (char === ')') stepClose(scan, frame)
  else if (char === '\n') stepLine(scan, frame)
  else if (/[;&|]/.test(char)) stepOperator(scan, frame, char)
  else {
    endWord(frame)
    if (run(scan, blanks) === '') take(scan, 1)
  }
}

function stepBackslash(scan: Scan, frame: Commands): void {
  // An escaped newline vanishes: it neither ends nor begins a word.
  if (scan.chunk[scan.at + 1] !== '\n') grow(frame, scan.chunk[scan.at + 1] ?? '', false)
  takeEscape(scan)
}

function stepHash(scan: Scan, frame: Commands): void {
  if (frame.word === undefined) scan.stack.push({ kind: 'comment', opened: scan.index, begin: scan.out.length })
  else grow(frame, '#', true)
  take(scan, 1)
}

function stepRedirect(scan: Scan, frame: Commands, char: string): void {
  const next = scan.chunk[scan.at + 1] ?? ''
  if (next === '(') {
    grow(frame, '$', false)
    take(scan, 2)
    scan.stack.push(commands('substitution', scan.index))
  } else if (scan.chunk.startsWith('<<<', scan.at)) {
    endWord(frame)
    take(scan, 3)
    frame.redirect = 'text'
  } else if (!(char === '<' && next === '<' && announce(scan, frame))) {
    if (/^\d+$/.test(frame.word ?? '')) frame.word = undefined
    endWord(frame)
    take(scan, /[<>&|]/.test(next) ? 2 : 1)
    frame.redirect = 'file'
  }
}

function stepOpen(scan: Scan, frame: Commands): void {
  const { index: opened, stack } = scan
  const { word } = frame
  const { words } = simple(frame)
  const doubled = scan.chunk[scan.at + 1] === '('
  if (scan.chunk[scan.at + 1] === ')') {
    // `name()` declares a function: what follows is a command of its own.
    take(scan, 2)
    if (!word?.endsWith('=')) endCommand(frame)
  } else if (word?.endsWith('=')) {
    stack.push(commands('array', opened, frame.announced))
    take(scan, 1)
  } else if (frame.regex || /[?*+@!]$/.test(word ?? '')) {
    grow(frame, '(', false)
    stack.push({ kind: 'pattern', opened, begin: scan.out.length })
    take(scan, 1)
  } else if (frame.cases.at(-1) === 'pattern') take(scan, 1)
  else if (doubled && word === undefined && words.length <= 1 && (words[0] ?? 'for') === 'for') {
    take(scan, 2)
    stack.push({ kind: 'arithmetic', opened, close: ')', otherwise: 'subshell', depth: 2 })
  } else {
    endWord(frame)
    take(scan, 1)
    stack.push({ ...commands('subshell', opened, frame.announced), test: frame.test })
  }
}

function stepClose(scan: Scan, frame: Commands): void {
  endWord(frame)
  if (frame.cases.at(-1) === 'pattern') {
    frame.cases[frame.cases.length - 1] = 'body'
    endCommand(frame)
  } else if (/^(?:subshell|substitution|array)$/.test(frame.role)) {
    endPipeline(scan, frame)
    scan.stack.pop()
    const around = scan.stack[scan.stack.length - 1]
    if (frame.role === 'subshell' && around?.kind === 'commands' && !around.test) simple(around).words.length = 0
  }
  take(scan, 1)
}

function stepLine(scan: Scan, frame: Commands): void {
  if (frame.cases.at(-1) === 'word' || frame.test || frame.role === 'array') endWord(frame)
  else endPipeline(scan, frame)
  take(scan, 1)
  // The newline may have ended a here-document around these commands.
  if (scan.stack.includes(frame)) beginHeredoc(scan, frame)
}

function stepOperator(scan: Scan, frame: Commands, char: string): void {
  const next = scan.chunk[scan.at + 1] ?? ''
  const piped = char === '|' && next !== '|'
  if (char === '&' && next === '>') {
    endWord(frame)
    take(scan, 2)
    frame.redirect = 'file'
    return
  }
  if (frame.regex && char === '|') {
    grow(frame, char, false)
    take(scan, 1)
    return
  }
  if (frame.test || frame.cases.at(-1) === 'pattern') endWord(frame)
  else if (piped) endCommand(frame, true)
  else endPipeline(scan, frame)
  if (char === ';' && /[;&]/.test(next) && frame.cases.at(-1) === 'body')
    frame.cases[frame.cases.length - 1] = 'pattern'
  frame.test &&= char !== ';'
  take(scan, next === char || (char !== '&' && next === '&') ? 2 : 1)
}
