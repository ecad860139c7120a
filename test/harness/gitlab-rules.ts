import type { GitlabRule } from './gitlab-job.ts'

/** Variables that rules look at; a name that is missing is null. */
export type Given = Readonly<Record<string, string>>

type Value = string | null | RegExp | boolean

/**
 * Whether an expression of `rules:if` holds.
 *
 * @see https://docs.gitlab.com/ci/jobs/job_rules/#cicd-variable-expressions
 */
export function holds(expression: string, given: Given): boolean {
  const tokens = [...expression.matchAll(token)].map(([text]) => text)
  if (tokens.join('').replaceAll(/\s/g, '') !== expression.replaceAll(/\s/g, '')) {
    throw new Error(`no expression of GitLab: ${expression}`)
  }
  let at = 0
  const either = (): Value => {
    let left = both()
    while (tokens[at] === '||') {
      at += 1
      const right = both()
      left = truth(left) || truth(right)
    }
    return left
  }
  const both = (): Value => {
    let left = compared()
    while (tokens[at] === '&&') {
      at += 1
      const right = compared()
      left = truth(left) && truth(right)
    }
    return left
  }
  const compared = (): Value => {
    const left = operand()
    const operator = tokens[at] ?? ''
    if (!/^[=!][=~]$/.test(operator)) return left
    at += 1
    const right = operand()
    if (operator === '==') return left === right
    if (operator === '!=') return left !== right
    const found = right instanceof RegExp && typeof left === 'string' && right.test(left)
    return operator === '=~' ? found : !found
  }
  const operand = (): Value => {
    const text = tokens[at] ?? ''
    at += 1
    if (text === '(') {
      const inner = either()
      at += 1
      return inner
    }
    if (text === 'null') return null
    if (text.startsWith('$')) return given[text.slice(1)] ?? null
    if (text.startsWith('/')) return new RegExp(text.slice(1, text.lastIndexOf('/')), 'u')
    return text.slice(1, -1)
  }
  return truth(either())
}

/** The first of the rules that matches; no rules at all match everything. Changed paths are taken to be `changed`. */
export function ruleFor(
  rules: readonly GitlabRule[] | undefined,
  given: Given,
  changed = true,
): GitlabRule | undefined {
  if (rules === undefined || rules.length === 0) return {}
  return rules.find(
    (rule) => (rule.if === undefined || holds(rule.if, given)) && (rule.changes === undefined || changed),
  )
}

const token = /"[^"]*"|'[^']*'|\/(?:[^/\\\n]|\\.)+\/|\$\w+|&&|\|\||[=!][=~]|[()]|null/g

function truth(value: Value): boolean {
  return value !== null && value !== '' && value !== false
}
