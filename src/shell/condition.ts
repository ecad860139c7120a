import { isYes } from '../condition/build.ts'
import type { Condition, Test } from '../ir.ts'

/** A condition as a shell command that succeeds where it holds; `leaf` writes a test. */
export function conditionCommand(condition: Condition, leaf: (test: Test) => string): string {
  if ('not' in condition) return `! ${grouped(condition.not, leaf)}`
  if ('all' in condition) return condition.all.map((part) => grouped(part, leaf)).join(' && ')
  if ('any' in condition) return condition.any.map((part) => grouped(part, leaf)).join(' || ')
  return leaf(condition)
}

/** The commands that a condition comes to in a script: none where it is known to hold. */
export function conditionCommands(condition: Condition, leaf: (test: Test) => string): readonly string[] {
  return isYes(condition) ? [] : [conditionCommand(condition, leaf)]
}

function grouped(condition: Condition, leaf: (test: Test) => string): string {
  const text = conditionCommand(condition, leaf)
  const simple = 'test' in condition && /^\[ [^|&]* \]$/.test(text)
  return simple ? text : `{ ${text}; }`
}
