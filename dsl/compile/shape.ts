import { inside, type Origin } from '../../src/origin.ts'
import { reportUnknown } from './options.ts'
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

/** A specification that has all its options; those that it did not set are undefined. */
export type Whole<S> = { readonly [K in keyof S]-?: S[K] | undefined }

/** An object with all options of a table, and none of them set. */
export function blankOf(known: Readonly<Record<string, Shape>>): object {
  return Object.fromEntries(Object.keys(known).map((option) => [option, undefined]))
}

/**
 * The options of a specification that are what they must be, in a copy of `blank`; all else in it is reported. Objects of
 * stories are each of their own kind to the engine, and to ask one for an option that it does not have is slow.
 */
export function shaped<S extends object>(
  spec: S,
  blank: object,
  known: Readonly<Record<string, Shape>>,
  what: string,
  at: Origin,
  scope: Scope,
): Whole<S> {
  const right: Record<string, unknown> = { ...blank }
  for (const option in spec) {
    const shape = Object.hasOwn(known, option) ? known[option] : undefined
    const value = spec[option]
    if (shape === undefined) reportUnknown(option, Object.keys(known), what, at, scope)
    else if (value === undefined) continue
    else if (shape.holds(value)) right[option] = value
    else
      scope.report('wrong-type', inside(at, option), { what: option, expected: shape.expected, found: typeName(value) })
  }
  return right as Whole<S>
}
