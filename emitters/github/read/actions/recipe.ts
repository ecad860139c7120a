import { insideQuotes, shellWord } from '../../../../src/shell/quote.ts'
import type { ActionCall } from '../action.ts'
import { inputOf } from '../action.ts'
import { partsOf } from '../template.ts'

/** What does for other vendors what an action does: a script, and the variables that it reads. */
export interface Recipe {
  readonly script: string
  /** By name: text that may hold expressions. */
  readonly env?: Readonly<Record<string, string>>
  readonly shell?: 'bash' | 'sh'
}

/** What a recipe may know of the place that it is made for. */
export interface Kitchen {
  /** Whether something asks for the outputs of the step. */
  readonly asked: boolean
  /** A folder for what does not belong to the sources, from the root of the project; undefined where there are none. */
  readonly folder: string | undefined
  /** Whether another step of the workflow may take the artifact that the step keeps. */
  readonly taken: boolean
}

/** Makes a recipe of a call; undefined where the call asks for more than the recipe does. */
export type Cook = (call: ActionCall, kitchen: Kitchen) => Recipe | undefined

/** A recipe for what only makes a run faster or watches it: others do without. */
export const nothing: Cook = () => ({ script: ':' })

/** Whether a call has no other inputs than these. */
export function onlyInputs(call: ActionCall, names: readonly string[]): boolean {
  return Object.keys(call.with).every((name) => names.includes(name) || inputOf(call, name) === undefined)
}

/** A word of a POSIX shell: plain text quoted where it must be, a text with expressions by way of a variable. */
export function word(text: string, name: string, env: Record<string, string>): string {
  if (text.includes('${{')) {
    env[name] = text
    return `"$${name}"`
  }
  return shellWord(text)
}

/** The lines of an input, or its parts between commas. */
export function linesOf(text: string | undefined): readonly string[] {
  return (text ?? '').split(/[\n,]/).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
}

/** A text between double quotes: plain text as it is, each expression by way of a variable. */
export function quoted(text: string, name: string, env: Record<string, string>): string {
  let number = 0
  const inner = partsOf(text).map((part) => {
    if (typeof part === 'string') return insideQuotes(part)
    number++
    const variable = number === 1 ? name : `${name}_PART_${number}`
    env[variable] = `\${{ ${part.expression} }}`
    return `\${${variable}}`
  })
  return `"${inner.join('')}"`
}
