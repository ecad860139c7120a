import type { Condition } from '../../../src/ir.ts'
import { id } from '../title.ts'

/** What a story says of `tag` and `exclude` in the words of the vendor. */
export interface Words {
  readonly tag: string | undefined
  readonly exclude: string | undefined
}

/** A job of which a story says it in words of its own. */
export const noWords: Words = { tag: undefined, exclude: undefined }

/** Whether a condition is a test that only vendors can make. */
export function isVendor(condition: Condition): boolean {
  return 'test' in condition && condition.test === 'vendor'
}

/** The words in a condition, as far as a step of the file has keys for them. */
export function wordsOf(condition: Condition): Words {
  const parts = 'all' in condition ? condition.all : [condition]
  return { tag: textsIn(parts)[0], exclude: excludesIn(parts)[0] }
}

/** Whether a step has room for what the conditions in words say: one `tag` and one `exclude`, and no other names. */
export function hasRoom(condition: Condition): boolean {
  const parts = 'all' in condition ? condition.all : [condition]
  const [tags, excludes] = [textsIn(parts), excludesIn(parts)]
  const others = parts.filter((part) => !isVendor('not' in part ? part.not : part))
  return tags.length < 2 && excludes.length < 2 && others.every((part) => 'test' in part && part.test === 'event')
}

function textsIn(parts: readonly Condition[]): readonly string[] {
  return parts.flatMap((part) => textOf(part))
}

function excludesIn(parts: readonly Condition[]): readonly string[] {
  return parts.flatMap((part) => ('not' in part ? textOf(part.not) : []))
}

function textOf(condition: Condition): readonly string[] {
  if (!('test' in condition) || condition.test !== 'vendor') return []
  const text = condition.texts[id]
  return text === undefined ? [] : [text]
}
