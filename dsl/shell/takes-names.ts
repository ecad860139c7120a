import type { Commands } from './frame.ts'
import { simple } from './words.ts'

const declares: ReadonlySet<string> = new Set(['declare', 'export', 'local', 'readonly', 'typeset'])
const readers: ReadonlySet<string> = new Set(['mapfile', 'read', 'readarray', 'unset'])
const tests: ReadonlySet<string> = new Set(['[', '[[', 'test'])

/** Whether the shell takes the text here for the name of a variable; bash runs `$( … )` in the subscript of one. */
export function takesName(frame: Commands): boolean {
  const { words } = simple(frame)
  const command = words[0] ?? ''
  const last = words.at(-1) ?? ''
  if (declares.has(command)) return !frame.word?.includes('=')
  if (readers.has(command)) return !/^-\w*[CcdnNOpstu]$/.test(last)
  return (command === 'printf' && last === '-v') || (tests.has(command) && /^-[vR]$/.test(last))
}

/** Whether bash evaluates the text here as arithmetic although nothing marks it so; `rest` is what follows. */
export function evaluates(frame: Commands, rest: string): boolean {
  const { words } = simple(frame)
  const command = words[0] ?? ''
  if (command === 'let') return true
  if (declares.has(command) && words.some((word) => /^-\w*i/.test(word))) return true
  if (
    frame.test &&
    (/^-(?:eq|ne|lt|le|gt|ge)$/.test(words.at(-1) ?? '') || /^\S*[ \t]+-(?:eq|ne|lt|le|gt|ge)\s/.test(rest))
  ) {
    return true
  }
  const subscript = /^[A-Za-z_]\w*\[[^\]]*$/.test(frame.word ?? '')
  return subscript && (words.length === 0 || declares.has(command) || readers.has(command))
}
