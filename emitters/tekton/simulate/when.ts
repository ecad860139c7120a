import type { Data } from '../../../src/yaml/data.ts'
import { listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { holdsExpression } from './expression.ts'
import { substitute, type Values } from './substitution.ts'

/**
 * Whether all tests of `when` hold.
 *
 * @see https://tekton.dev/docs/pipelines/pipelines/#guard-task-execution-using-when-expressions
 */
export function isMet(when: Data | undefined, values: Values): boolean {
  return listOf(when)
    .map(mapOf)
    .every((test) => {
      const expression = textOf(test.cel)
      if (expression !== undefined) return holdsExpression(substitute(expression, values), {})
      const input = substitute(textOf(test.input) ?? '', values)
      const among = textsOf(test.values)
        .map((value) => substitute(value, values))
        .includes(input)
      return test.operator === 'notin' ? !among : among
    })
}
