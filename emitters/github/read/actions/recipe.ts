import type { ActionCall } from '../action.ts'
import { inputOf } from '../action.ts'

/** What does for other vendors what an action does: a script, and the variables that it reads. */
export interface Recipe {
  readonly script: string
  /** By name: text that may hold expressions. */
  readonly env?: Readonly<Record<string, string>>
  readonly shell?: 'bash' | 'sh'
}

/** Makes a recipe of a call; undefined where the call asks for more than the recipe does. */
export type Cook = (call: ActionCall) => Recipe | undefined

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
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** The lines of an input, or its parts between commas. */
export function linesOf(text: string | undefined): readonly string[] {
  return (text ?? '').split(/[\n,]/).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
}
