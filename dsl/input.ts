import type { Origin } from '../src/origin.ts'
import { callSite } from './call-site.ts'

/** An input of a start by hand. */
export interface InputSpec<V extends string | number | boolean = string | number | boolean> {
  readonly kind: 'input'
  readonly type: 'string' | 'boolean' | 'number' | 'choice'
  readonly options: readonly string[]
  readonly default: V
  readonly description: string
  readonly origin: Origin
}

/** What an input can be. */
export type InputValue<I> = I extends InputSpec<infer V> ? V : never

interface Options<V> {
  /** What every other event has, and the form shows first. */
  readonly default?: V
  /** What the form says. */
  readonly description?: string
}

function choice<const V extends string>(options: readonly [V, ...V[]], spec: Options<NoInfer<V>> = {}): InputSpec<V> {
  return {
    kind: 'input',
    type: 'choice',
    options,
    default: spec.default ?? options[0],
    description: spec.description ?? '',
    origin: callSite(choice),
  }
}

function text(spec: Options<string> = {}): InputSpec<string> {
  return {
    kind: 'input',
    type: 'string',
    options: [],
    default: spec.default ?? '',
    description: spec.description ?? '',
    origin: callSite(text),
  }
}

function boolean(spec: Options<boolean> = {}): InputSpec<boolean> {
  return {
    kind: 'input',
    type: 'boolean',
    options: [],
    default: spec.default ?? false,
    description: spec.description ?? '',
    origin: callSite(boolean),
  }
}

function number(spec: Options<number> = {}): InputSpec<number> {
  return {
    kind: 'input',
    type: 'number',
    options: [],
    default: spec.default ?? 0,
    description: spec.description ?? '',
    origin: callSite(number),
  }
}

/**
 * The inputs of a start by hand.
 *
 * @example
 * manual({ inputs: { channel: input.choice(['beta', 'stable'], { description: 'Release channel' }), dryRun: input.boolean() } })
 */
export const input = {
  /** One of the options; the first is the default. */
  choice,
  /** Any text. */
  text,
  /** Yes or no. */
  boolean,
  /** A number. */
  number,
}
