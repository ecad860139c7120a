import type { Condition } from '../ir.ts'

/** The condition that always holds. */
export const yes: Condition = { test: 'true' }

/** The condition that never holds. */
export const no: Condition = { test: 'false' }

/** Whether a condition is known to hold. */
export function isYes(condition: Condition): boolean {
  return 'test' in condition && condition.test === 'true'
}

/** Whether a condition is known not to hold. */
export function isNo(condition: Condition): boolean {
  return 'test' in condition && condition.test === 'false'
}

/** All of the conditions, simplified. */
export function allOf(conditions: readonly Condition[]): Condition {
  const parts = distinct(
    conditions.flatMap((part) => ('all' in part ? part.all : [part])).filter((part) => !isYes(part)),
  )
  if (parts.some(isNo)) return no
  return parts.length === 0 ? yes : parts.length === 1 ? (parts[0] as Condition) : { all: parts }
}

/** One of the conditions, simplified. */
export function anyOf(conditions: readonly Condition[]): Condition {
  const parts = distinct(
    conditions.flatMap((part) => ('any' in part ? part.any : [part])).filter((part) => !isNo(part)),
  )
  if (parts.some(isYes)) return yes
  return parts.length === 0 ? no : parts.length === 1 ? (parts[0] as Condition) : { any: parts }
}

/** The opposite of a condition, simplified. */
export function notOf(condition: Condition): Condition {
  if (isYes(condition)) return no
  if (isNo(condition)) return yes
  return 'not' in condition ? condition.not : { not: condition }
}

function distinct(conditions: readonly Condition[]): readonly Condition[] {
  const seen = new Set<string>()
  return conditions.filter((condition) => {
    const key = JSON.stringify(condition)
    return !seen.has(key) && seen.add(key)
  })
}
