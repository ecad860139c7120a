import type { DataMap } from '../../../../src/yaml/data.ts'
import type { Call } from './call.ts'
import { type Gate, isClosed, open, readGate, through } from './gate.ts'

interface StepGate {
  readonly gate: Gate
  /** Whether the step runs after more failures than it did. */
  readonly isLoose: boolean
}

/**
 * The gates of the steps with that of the call. Inside of an action, success and failure speak of its own steps alone,
 * so that only some pairs can be said outside.
 *
 * @see https://github.com/actions/runner/blob/main/docs/adrs/1438-conditional-composite.md
 */
export function gatesOf(
  { step: call, isFresh }: Pick<Call, 'step' | 'isFresh'>,
  steps: readonly DataMap[],
  isLeaving: boolean,
  tell: (why: string) => void,
): readonly StepGate[] {
  const outer = readGate(call.if)
  if (outer === undefined || outer.status === 'other' || outer.status === 'unfailed')
    tell('its condition is one that only the whole call can ask')
  const inner = steps.map((step) => readGate(step.if))
  const live = inner.flatMap((gate, index) => (gate !== undefined && isClosed(gate) ? [] : [index]))
  return inner.map((gate, index) => {
    if (gate === undefined || outer === undefined) {
      tell('the condition of one of its steps cannot be read')
      return { gate: open, isLoose: false }
    }
    const isFirst = index === live[0]
    // Where no more than the set-up can have failed before, other vendors do not tell that from the steps themselves.
    const isLoose = isFresh && isLeaving && outer.status === 'success' && gate.status !== 'success' && !isClosed(gate)
    const fits =
      isClosed(gate) ||
      isLoose ||
      (outer.status === 'success'
        ? gate.status === 'success'
        : gate.status === 'always' || (isFirst && gate.status === 'success'))
    if (!fits)
      tell(
        outer.status === 'success'
          ? 'one of its steps asks whether another one of them failed'
          : 'it runs whether the steps before failed, and then its own steps hang on each other alone',
      )
    return { gate: through(outer, gate), isLoose }
  })
}
