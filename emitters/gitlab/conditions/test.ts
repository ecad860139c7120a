import { isNo, isYes } from '../../../src/condition/build.ts'
import type { Condition, ContextName, EventName, Test } from '../../../src/ir.ts'
import { isLiteral } from '../../../src/pattern.ts'
import { extendedOf } from '../pattern.ts'
import { shellWord } from '../shell.ts'
import { pieceOf, shellText, type Values } from '../values.ts'

/**
 * A condition as a command of the shell that succeeds where it holds; undefined where it asks for changed paths, which a
 * shallow clone does not know.
 */
export function testOf(condition: Condition, values: Values): string | undefined {
  return say(condition, false, values)?.text
}

interface Part {
  readonly text: string
  readonly joint: 'none' | '&&' | '||'
}

function say(condition: Condition, negated: boolean, values: Values): Part | undefined {
  if ('not' in condition) return say(condition.not, !negated, values)
  if ('all' in condition) return join(condition.all, negated ? '||' : '&&', negated, values)
  if ('any' in condition) return join(condition.any, negated ? '&&' : '||', negated, values)
  if (isYes(condition) || isNo(condition))
    return { text: isYes(condition) === negated ? 'false' : 'true', joint: 'none' }
  return leaf(condition, negated, values)
}

// The two joints bind alike in a shell, so that a group within another needs braces.
function join(
  conditions: readonly Condition[],
  joint: '&&' | '||',
  negated: boolean,
  values: Values,
): Part | undefined {
  const texts: string[] = []
  for (const condition of conditions) {
    const part = say(condition, negated, values)
    if (part === undefined) return undefined
    texts.push(part.joint === 'none' || part.joint === joint ? part.text : `{ ${part.text}; }`)
  }
  return { text: texts.join(` ${joint} `), joint }
}

function leaf(test: Test, negated: boolean, values: Values): Part | undefined {
  const one = (text: string): Part => ({ text, joint: 'none' })
  switch (test.test) {
    case 'branch':
      return named('branch', test.patterns, negated, values)
    case 'tag':
      return named('tag', test.patterns, negated, values)
    case 'targetBranch':
      return named('pullRequest.targetBranch', test.patterns, negated, values)
    case 'schedule':
      return one(`[ "$CI_PIPELINE_SCHEDULE_DESCRIPTION" ${negated ? '!=' : '='} ${shellWord(test.name)} ]`)
    case 'fork':
      return one(`[ "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID" ${negated ? '=' : '!='} "$CI_MERGE_REQUEST_PROJECT_ID" ]`)
    case 'event':
      return events(test.events, negated, values)
    case 'equals':
      return one(`[ ${shellText([pieceOf(test.value, values)])} ${negated ? '!=' : '='} ${shellWord(test.to)} ]`)
    default:
      return undefined
  }
}

function named(name: ContextName, patterns: readonly string[], negated: boolean, values: Values): Part {
  const value = shellText([pieceOf({ ref: 'context', name }, values)])
  const [only] = patterns
  if (patterns.includes('**')) return { text: `[ ${negated ? '-z' : '-n'} ${value} ]`, joint: 'none' }
  if (patterns.length === 1 && only !== undefined && isLiteral(only))
    return { text: `[ ${value} ${negated ? '!=' : '='} ${shellWord(only)} ]`, joint: 'none' }
  const found = `printf '%s\\n' ${value} | grep -Eqx ${shellWord(extendedOf(patterns))}`
  return { text: negated ? `! ${found}` : found, joint: 'none' }
}

function events(wanted: readonly EventName[], negated: boolean, { names }: Values): Part {
  const texts = wanted.map((event) => `[ "$${names.event()}" ${negated ? '!=' : '='} ${event} ]`)
  const joint = negated ? '&&' : '||'
  return { text: texts.join(` ${joint} `), joint: texts.length > 1 ? joint : 'none' }
}
