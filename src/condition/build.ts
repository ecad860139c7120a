import type { Condition } from '../ir.ts'

/** The condition that always holds. */
export const yes: Condition = { test: 'true' }

/** The condition that never holds. */
export const no: Condition = { test: 'false' }

/** Whether a condition is known to hold. */
export function isYes(condition: Condition): boolean {
  return condition === yes || ('test' in condition && condition.test === 'true')
}

/** Whether a condition is known not to hold. */
export function isNo(condition: Condition): boolean {
  return 'test' in condition && condition.test === 'false'
}

/** All of the conditions, simplified. */
export function allOf(conditions: readonly Condition[]): Condition {
  if (conditions.every(isYes)) return yes
  const [first, second] = conditions.filter((part) => !isYes(part))
  if (first !== undefined && second === undefined) return once(first)
  return simplified(conditions)
}

function simplified(conditions: readonly Condition[]): Condition {
  const parts = spare(
    distinct(conditions.flatMap((part) => ('all' in part ? part.all : [part])).filter((part) => !isYes(part))),
    (part) => ('any' in part ? part.any : undefined),
  )
  if (parts.some(isNo)) return no
  return parts.length === 0 ? yes : parts.length === 1 ? (parts[0] as Condition) : { all: parts }
}

const simple = new WeakMap<Condition, Condition>()

// The same condition is asked for in every start that its job could be part of.
function once(condition: Condition): Condition {
  if ('test' in condition) return condition
  const known = simple.get(condition)
  if (known !== undefined) return known
  const made = simplified([condition])
  simple.set(condition, made)
  return made
}

/** One of the conditions, simplified. */
export function anyOf(conditions: readonly Condition[]): Condition {
  const [first, second] = conditions.filter((part) => !isNo(part))
  if (first !== undefined && second === undefined && 'test' in first) return first
  const parts = spare(
    distinct(conditions.flatMap((part) => ('any' in part ? part.any : [part])).filter((part) => !isNo(part))),
    (part) => ('all' in part ? part.all : undefined),
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

// Beside a part, a choice that has it goes without saying: `a && (a || b)` is `a`, and so is `a || a && b`.
function spare(
  parts: readonly Condition[],
  choices: (part: Condition) => readonly Condition[] | undefined,
): readonly Condition[] {
  if (parts.length < 2 || !parts.some((part) => choices(part) !== undefined)) return parts
  const said = new Set(parts.map(keyOf))
  return parts.filter((part) => !choices(part)?.some((inner) => said.has(keyOf(inner))))
}

function distinct(conditions: readonly Condition[]): readonly Condition[] {
  if (conditions.length < 2) return conditions
  const seen = new Set<string>()
  return conditions.filter((condition) => {
    const key = keyOf(condition)
    return !seen.has(key) && seen.add(key)
  })
}

const keys = new WeakMap<Condition, string>()

// Conditions never change, and the same ones stand in those of many jobs.
function keyOf(condition: Condition): string {
  const known = keys.get(condition)
  if (known !== undefined) return known
  const made = JSON.stringify(condition)
  keys.set(condition, made)
  return made
}
