import type { Origin } from '../../src/origin.ts'
import type { Scope } from './scope.ts'

/** A time of the story in whole minutes; `fallback` where it is left out or wrong. */
export function compileMinutes<F extends number | null>(
  spec: unknown,
  fallback: F,
  at: Origin,
  scope: Scope,
): number | F {
  if (spec === undefined) return fallback
  const text = /^(\d+(?:\.\d+)?)(m|h)$/.exec(String(spec))
  const minutes =
    typeof spec === 'number' ? spec : text === null ? Number.NaN : Number(text[1]) * (text[2] === 'h' ? 60 : 1)
  if (Number.isInteger(minutes) && minutes >= 1) return minutes
  scope.report('bad-value', at, {
    what: 'a timeout',
    value: typeof spec === 'string' ? `'${spec}'` : String(spec),
    expected: "whole minutes from 1, as in 30, '90m' or '2h'",
  })
  return fallback
}
