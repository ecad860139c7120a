import type { DataMap } from '../../../../src/yaml/data.ts'
import { type Gate, isClosed, open, readGate, through } from './gate.ts'

/**
 * The gates of the steps with that of the call. Inside of an action, success and failure speak of its own steps alone,
 * so that only some pairs can be said outside.
 *
 * @see https://github.com/actions/runner/blob/main/docs/adrs/1438-conditional-composite.md
 */
export function gatesOf(call: DataMap, steps: readonly DataMap[], tell: (why: string) => void): readonly Gate[] {
  const outer = readGate(call.if)
  if (outer === undefined || outer.status === 'other') tell('its condition is one that only the whole call can ask')
  const inner = steps.map((step) => readGate(step.if))
  const live = inner.flatMap((gate, index) => (gate !== undefined && isClosed(gate) ? [] : [index]))
  return inner.map((gate, index) => {
    if (gate === undefined || outer === undefined) {
      tell('the condition of one of its steps cannot be read')
      return open
    }
    const isFirst = index === live[0]
    const fits =
      isClosed(gate) ||
      (outer.status === 'success'
        ? gate.status === 'success'
        : gate.status === 'always' || (isFirst && gate.status === 'success'))
    if (!fits)
      tell(
        outer.status === 'success'
          ? 'one of its steps asks whether another one of them failed'
          : 'it runs whether the steps before failed, and then its own steps hang on each other alone',
      )
    return through(outer, gate)
  })
}
