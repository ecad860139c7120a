import { allOf, anyOf, isNo, isYes, no, notOf, yes } from '../../src/condition/build.ts'
import { given } from '../../src/condition/given.ts'
import { tests } from '../../src/condition/tests.ts'
import type { Condition, Pipeline, Test, Trigger } from '../../src/ir.ts'
import type { Scene } from './scene.ts'

/** Whether events start the pipeline of which no trigger tells what they decide. */
export function isOpen(pipeline: Pipeline): boolean {
  return pipeline.vendorTriggers.some((trigger) => trigger.vendor === 'github')
}

/** A condition without what the triggers of the pipeline decide already; beside events of the vendor they decide nothing. */
export function simplify(condition: Condition, pipeline: Pipeline, triggers = pipeline.triggers): Condition {
  return isOpen(pipeline) ? condition : simplifyBy(condition, triggers)
}

/** A condition without what the triggers decide. */
export function simplifyBy(condition: Condition, triggers: readonly Trigger[]): Condition {
  if (isYes(condition)) return condition
  const left = triggers.map((trigger) => given(condition, trigger))
  if (left.every(isYes)) return yes
  if (left.every(isNo)) return no
  if ('all' in condition) return allOf(needed(condition.all, triggers).map((part) => simplifyBy(part, triggers)))
  if ('any' in condition) return anyOf(condition.any.map((part) => simplifyBy(part, triggers)))
  if ('not' in condition) return notOf(simplifyBy(condition.not, triggers))
  return condition
}

/** The tests that are left undecided in some run: the triggers' own filters do not answer them. */
export function undecided(condition: Condition, triggers: readonly Trigger[]): readonly Test[] {
  const left = triggers.flatMap((trigger) => tests(given(condition, trigger)))
  const seen = new Map(left.map((test) => [JSON.stringify(test), test]))
  return [...seen.values()].filter((test) => !isYes(test) && !isNo(test))
}

/** Whether the triggers' own filters answer a test in every run. */
export function isDecided(test: Test, { pipeline, triggers }: Pick<Scene, 'pipeline' | 'triggers'>): boolean {
  if (isOpen(pipeline)) return false
  return triggers.every((trigger) => {
    const left = given(test, trigger)
    return isYes(left) || isNo(left)
  })
}

// A part counts only if it fails in some run in which the others hold.
function needed(parts: readonly Condition[], triggers: readonly Trigger[]): readonly Condition[] {
  let kept = parts
  for (const part of parts) {
    const others = kept.filter((other) => other !== part)
    const idle = triggers.every((trigger) => isNo(given(allOf(others), trigger)) || isYes(given(part, trigger)))
    if (idle) kept = others
  }
  return kept
}
