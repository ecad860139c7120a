import { data, type Expr } from '@actions/expressions'
import {
  Binary,
  ContextAccess,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Unary,
} from '@actions/expressions/ast'
import { TokenType } from '@actions/expressions/lexer'
import { truthy } from '@actions/expressions/result'
import { type Contexts, evaluate, type Status, statusNames } from './expression.ts'

/** Whether an expression calls a status function. */
export function asksStatus(tree: Expr): boolean {
  return isStatus(tree) || partsOf(tree).some(asksStatus)
}

/**
 * Whether an expression can hold with these results of other jobs, if all else that it asks for were as it should be:
 * what looks at neither results nor status may hold and may not.
 */
export function canHold(tree: Expr, contexts: Contexts, status: Status): boolean {
  return answers(tree, contexts, status).yes
}

interface Answers {
  readonly yes: boolean
  readonly no: boolean
}

function answers(tree: Expr, contexts: Contexts, status: Status): Answers {
  if (tree instanceof Grouping) return answers(tree.group, contexts, status)
  if (tree instanceof Unary) {
    const inner = answers(tree.expr, contexts, status)
    return { yes: inner.no, no: inner.yes }
  }
  if (tree instanceof Logical) {
    const parts = tree.args.map((part) => answers(part, contexts, status))
    return tree.operator.type === TokenType.AND
      ? { yes: parts.every((part) => part.yes), no: parts.some((part) => part.no) }
      : { yes: parts.some((part) => part.yes), no: parts.every((part) => part.no) }
  }
  if (!asksResults(tree) && !(tree instanceof Literal)) return { yes: true, no: true }
  const answer = truthy(evaluate(tree, contexts, status) ?? new data.BooleanData(false))
  return { yes: answer, no: !answer }
}

function asksResults(tree: Expr): boolean {
  if (isStatus(tree)) return true
  if (tree instanceof IndexAccess && tree.index instanceof Literal && tree.index.literal.coerceString() === 'result')
    return mentionsNeeds(tree.expr)
  return partsOf(tree).some(asksResults)
}

function mentionsNeeds(tree: Expr): boolean {
  return (tree instanceof ContextAccess && tree.name.lexeme === 'needs') || partsOf(tree).some(mentionsNeeds)
}

function isStatus(tree: Expr): boolean {
  return (
    tree instanceof FunctionCall && (statusNames as readonly string[]).includes(tree.functionName.lexeme.toLowerCase())
  )
}

function partsOf(tree: Expr): readonly Expr[] {
  if (tree instanceof Grouping) return [tree.group]
  if (tree instanceof Unary) return [tree.expr]
  if (tree instanceof Binary) return [tree.left, tree.right]
  if (tree instanceof Logical || tree instanceof FunctionCall) return tree.args
  if (tree instanceof IndexAccess) return [tree.expr, tree.index]
  return []
}
