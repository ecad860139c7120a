import { data, type Expr } from '@actions/expressions'
import { truthy } from '@actions/expressions/result'
import type { Data } from '../../../src/yaml/data.ts'
import { textOf } from '../../../src/yaml/look.ts'
import { type Contexts, evaluate, fillIn, parseExpression, type Status, wholeExpression } from './expression.ts'
import { asksStatus, canHold } from './parts.ts'

/** A condition of a job, read. */
export interface Condition {
  /** Undefined: a text that is no expression, which holds where it is not empty. */
  readonly tree: Expr | undefined
  readonly text: string
  /** Whether success of what was before is asked for beside it, as it names no status itself. */
  readonly afterSuccess: boolean
}

/**
 * The condition of a job: an expression with braces around it or without. Text around the braces makes it a text, and
 * a text that is not empty holds.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idif
 */
export function readCondition(value: Data | undefined): Condition {
  const text = (textOf(value) ?? '').trim()
  const expression = text === '' ? 'success()' : text.includes('${{') ? wholeExpression(text) : text
  const tree = expression === undefined ? undefined : parseExpression(expression)
  return { tree, text, afterSuccess: tree === undefined || !asksStatus(tree) }
}

/** Whether a condition holds. An expression that cannot be worked out does not. */
export function holds({ tree, text, afterSuccess }: Condition, contexts: Contexts, status: Status): boolean {
  if (afterSuccess && !status.success) return false
  if (tree === undefined) return text.includes('${{') && fillIn(text, contexts) !== ''
  return truthy(evaluate(tree, contexts, status) ?? new data.BooleanData(false))
}

/** Whether what became of the jobs before it is enough to keep a job from running, whatever else the condition asks for. */
export function isBarred({ tree, afterSuccess }: Condition, contexts: Contexts, status: Status): boolean {
  if (afterSuccess && !status.success) return true
  return tree !== undefined && !canHold(tree, contexts, status)
}
