import { isAnnotated, type Notes, type Yaml, type YamlMap } from '../document.ts'

/** A mapping or a sequence without its notes. */
export type Collection = readonly Yaml[] | YamlMap

/** A value without its notes. */
export type Bare = string | number | boolean | null | Collection

const none: Notes = {}

/** The value below all notes. */
export function bare(entry: Yaml): Bare {
  let value = entry
  while (isAnnotated(value)) value = value.value
  return value as Bare
}

/** The notes of a value; of several layers the outer one wins, and no comment is lost. */
export function notesOf(entry: Yaml): Notes {
  if (!isAnnotated(entry)) return none
  const { notes: outer, value } = entry
  if (!isAnnotated(value)) return outer
  const inner = notesOf(value)
  const after = [outer.after, inner.after].filter((text) => text !== undefined)
  return {
    ...inner,
    ...outer,
    before: [...(outer.before ?? []), ...(inner.before ?? [])],
    ...(after.length > 0 && { after: after.join(' ') }),
  }
}

/** Whether a value is a mapping or a sequence. */
export function isCollection(value: Bare): value is Collection {
  return typeof value === 'object' && value !== null
}

/** Whether a value is a mapping or a sequence that holds something, and carries no notes: most are. */
export function isFilled(entry: Yaml): entry is Collection {
  return typeof entry === 'object' && entry !== null && !isAnnotated(entry) && firstOf(entry) !== undefined
}

/** Whether a value is a sequence. */
export function isSequence(value: Bare): value is readonly Yaml[] {
  return Array.isArray(value)
}

/** The first entry of a collection, undefined where it is empty. */
export function firstOf(value: Collection): Yaml | undefined {
  if (isSequence(value)) return value[0]
  for (const key in value) if (value[key] !== undefined && Object.hasOwn(value, key)) return value[key]
  return undefined
}

/** Whether a value is a scalar of one line, behind which a comment can stand. */
export function isLine(value: Bare): boolean {
  return typeof value === 'string' ? !value.includes('\n') : !isCollection(value)
}
