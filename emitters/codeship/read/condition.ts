import { allOf, anyOf, notOf, yes } from '../../../src/condition/build.ts'
import type { Condition } from '../../../src/ir.ts'
import { id } from '../title.ts'

/** A condition, and how it differs from what the file says. */
export interface ReadCondition {
  readonly condition: Condition
  /** Words of the file that became wider ones. */
  readonly wider: readonly { readonly from: string; readonly to: string }[]
}

/**
 * `tag` and `exclude`: regular expressions that the name of the branch or tag must match, or must not.
 *
 * @see https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/steps#_limiting_steps_to_specific_branches_or_tags
 */
export function readCondition(tag: string | undefined, exclude: string | undefined): ReadCondition {
  const wider: { from: string; to: string }[] = []
  const named = (source: string, mayWiden: boolean): Condition => {
    const patterns = source.split('|').map((one) => patternOf(strip(one, source)))
    if (patterns.some((pattern) => pattern === undefined) || (!mayWiden && patterns.some((one) => one?.wider)))
      return { test: 'vendor', texts: { [id]: source } }
    const names = patterns.map((pattern) => pattern?.pattern ?? '**')
    if (patterns.some((pattern) => pattern?.wider)) wider.push({ from: source, to: names.join(', ') })
    return anyOf([
      { test: 'branch', patterns: names },
      { test: 'tag', patterns: names },
    ])
  }
  const wanted = tag === undefined ? yes : named(tag, true)
  return { condition: exclude === undefined ? wanted : allOf([wanted, notOf(named(exclude, false))]), wider }
}

// `^(a|b)$` was split inside of its brackets; what has a beginning and no end goes on as it likes.
function strip(one: string, source: string): string {
  const whole = /^(\^?)\(.*\)(\$?)$/.exec(source)
  const text = whole === null ? one : one.replace(/^\^?\(/, '').replace(/\)\$?$/, '')
  const [begins, ends] =
    whole === null ? [one.startsWith('^'), one.endsWith('$')] : [whole[1] === '^', whole[2] === '$']
  if (begins && !ends && !/\.[*+]$/.test(text)) return `${text}.*`
  return ends && !begins && !/^\.[*+]/.test(text) ? `.*${text}` : text
}

function patternOf(source: string): { readonly pattern: string; readonly wider: boolean } | undefined {
  const text = source.replace(/^\^/, '').replace(/\$$/, '')
  let pattern = ''
  let wider = false
  for (let at = 0; at < text.length; ) {
    const piece =
      /^(?:(\.\*|\.\+)|(\[\^\/\][*+]|\[0-9\][+*]?|\\d[+*]?)|\\([./-])|([\w/@-]|\.(?![*+?])))(?![*+?{])/.exec(
        text.slice(at),
      )
    if (piece === null) return undefined
    pattern += piece[1] !== undefined ? '**' : piece[2] !== undefined ? '*' : (piece[3] ?? piece[4] ?? '')
    wider ||= piece[2] !== undefined && piece[2] !== '[^/]*'
    at += piece[0].length
  }
  return pattern === '' ? undefined : { pattern: pattern.replaceAll(/\*{3,}/g, '**'), wider }
}
