import { inside, type Origin } from '../../src/origin.ts'
import type { Scope } from './scope.ts'
import { typeName } from './text.ts'

/** What an option can be, in words and as a test. */
export interface Shape {
  readonly expected: string
  readonly holds: (value: unknown) => boolean
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const kind = (name: string, expected: string): Shape => ({
  expected,
  holds: (value) => isObject(value) && 'kind' in value && value.kind === name,
})

function isStep(value: unknown): boolean {
  return isObject(value) && 'kind' in value && ['command', 'step', 'vendorStep'].includes(String(value.kind))
}

/** Shapes of options. */
export const shapes = {
  list: { expected: 'a list', holds: Array.isArray },
  object: { expected: 'an object', holds: isObject },
  truth: { expected: 'true or false', holds: (value) => typeof value === 'boolean' },
  text: { expected: 'text', holds: (value) => typeof value === 'string' },
  number: { expected: 'a number', holds: (value) => typeof value === 'number' },
  checkout: { expected: 'an object, or false', holds: (value) => value === false || isObject(value) },
  environment: kind('environment', 'an environment, made by environment()'),
  steps: {
    expected: 'a list of steps, or one step',
    holds: (value) => Array.isArray(value) || isStep(value),
  },
  any: { expected: '', holds: () => true },
} as const satisfies Readonly<Record<string, Shape>>

/** The same, or a function of the cell, which is looked at when it has given something. */
export function perCell({ expected, holds }: Shape): Shape {
  return { expected, holds: (value) => typeof value === 'function' || holds(value) }
}

/** A copy of a specification without the options that are not what they must be; each is reported. */
export function shaped<S extends object>(spec: S, known: Readonly<Record<string, Shape>>, at: Origin, scope: Scope): S {
  let right: Record<string, unknown> | undefined
  for (const option in spec) {
    const value = spec[option]
    const shape = known[option]
    if (value === undefined || shape === undefined || shape.holds(value)) continue
    scope.report('wrong-type', inside(at, option), { what: option, expected: shape.expected, found: typeName(value) })
    const copy: Record<string, unknown> = right ?? { ...(spec as Record<string, unknown>) }
    delete copy[option]
    right = copy
  }
  return (right ?? spec) as S
}
