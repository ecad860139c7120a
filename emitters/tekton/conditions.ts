import type { Report } from '../../src/diagnostics.ts'
import type { Condition, Ref, Test } from '../../src/ir.ts'
import type { Origin } from '../../src/origin.ts'
import { isLiteral } from '../../src/pattern.ts'
import { takeLiterally } from './collisions.ts'
import type { Params } from './params.ts'
import type { TektonWhen } from './schema.ts'
import { type Place, pieceOf } from './values.ts'

/** A condition as tests of Tekton that must all hold; undefined: it says more than they can. */
export function nativeWhen(
  condition: Condition,
  place: Place,
  params: Params,
  at: Origin,
  report: Report,
): readonly TektonWhen[] | undefined {
  if ('all' in condition) {
    const parts = condition.all.map((part) => nativeWhen(part, place, params, at, report))
    return parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part ?? [])
  }
  if ('not' in condition) {
    if ('test' in condition.not && condition.not.test === 'fork')
      return [{ input: params.use('fork'), operator: 'in', values: ['false'] }]
    const inner = nativeWhen(condition.not, place, params, at, report)
    if (inner === undefined || inner.length !== 1) return undefined
    const [one] = inner as readonly [TektonWhen]
    return [{ ...one, operator: one.operator === 'in' ? 'notin' : 'in' }]
  }
  if ('test' in condition && condition.test === 'vendor') return inOwnWords(condition.texts.tekton)
  if ('any' in condition) return oneInput(condition.any.map((part) => nativeWhen(part, place, params, at, report)))
  const said = told(condition, place, params)
  if (said === undefined) return undefined
  const { input, operator, values } = said
  return [
    { input, operator, values: values.map((value) => takeLiterally(value, 'a value of a condition', at, report)) },
  ]
}

// A test as Tekton writes it, as JSON.
function inOwnWords(text: string | undefined): readonly TektonWhen[] | undefined {
  try {
    const said: unknown = JSON.parse(text ?? '')
    return typeof said === 'object' && said !== null ? [said as TektonWhen] : undefined
  } catch {
    return undefined
  }
}

// A list of values is the only «or» that Tekton knows: https://tekton.dev/docs/pipelines/pipelines/#guard-task-execution-using-when-expressions
function oneInput(parts: readonly (readonly TektonWhen[] | undefined)[]): readonly TektonWhen[] | undefined {
  const tests = parts.map((part) => (part?.length === 1 ? part[0] : undefined))
  const [first] = tests
  if (first === undefined || tests.some((one) => one?.input !== first.input || one?.operator !== 'in')) return undefined
  return [{ ...first, values: [...new Set(tests.flatMap((one) => one?.values ?? []))] }]
}

function told(
  test: Test,
  place: Place,
  params: Params,
): Required<Pick<TektonWhen, 'input' | 'operator' | 'values'>> | undefined {
  const among = (input: string, values: readonly string[]) => ({ input, operator: 'in' as const, values })
  switch (test.test) {
    case 'branch':
    case 'targetBranch':
      return test.patterns.every(isLiteral)
        ? among(params.use(test.test === 'branch' ? 'branch' : 'target-branch'), test.patterns)
        : undefined
    case 'tag':
      return test.patterns.every(isLiteral) ? among(params.use('tag'), test.patterns) : undefined
    case 'fork':
      return among(params.use('fork'), ['true'])
    case 'equals': {
      const input = inputOf(test.value, place, params)
      return input === undefined
        ? undefined
        : among(input, [test.value.ref === 'output' ? test.to.replaceAll('$', '$$$$') : test.to])
    }
    default:
      return undefined
  }
}

function inputOf(ref: Ref, place: Place, params: Params): string | undefined {
  const piece = pieceOf(ref, place)
  if (piece.kind === 'param') return params.use(piece.name)
  return piece.kind === 'own' ? piece.value : undefined
}

/**
 * A job that holds something of value asks again what its trigger has said: people may start any run by its name from a
 * pull request, and its filters are not looked at then.
 *
 * @see https://pipelinesascode.com/docs/guides/gitops-commands/
 */
export function notPullRequest(params: Params): TektonWhen {
  return { input: params.use('from-pull-request'), operator: 'in', values: ['false'] }
}

/** The test that one of the tasks failed. */
export function anyFailed(tasks: readonly string[]): TektonWhen {
  return { input: 'Failed', operator: 'in', values: tasks.map((task) => `$(tasks.${task}.status)`) }
}
