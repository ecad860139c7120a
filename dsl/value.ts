import type { ContextName } from '../src/ir.ts'
import type { Condition } from './condition.ts'
import type { AxisValue, Choice, MatrixValue } from './matrix.ts'

/**
 * A value that is known only when the pipeline runs: an output, a matrix value, an input, a name of the event.
 * Use it in `env`, in a template string, or in `sh`; it never becomes text of a script.
 *
 * @example
 * steps: [sh`./deploy ${image.outputs.digest}`]
 */
export interface Value<V extends string | number | boolean = string> {
  readonly kind: 'value'
  /** Holds when the value is `to`. @example when: version.is('3.13') */
  readonly is: (to: V) => Condition
  /** Holds when the value is not `to`. */
  readonly isNot: (to: V) => Condition
  readonly toString: () => string
}

/**
 * A secret: kept in the vendor's settings, given to the jobs that name it in their `env`, and never part of a script,
 * a name or an address.
 *
 * @example
 * const token = secret('DEPLOY_TOKEN')
 * const deploy = job({ env: { DEPLOY_TOKEN: token }, steps: [sh`./deploy`] })
 */
export interface Secret {
  readonly kind: 'secret'
  readonly toString: () => string
}

/** What a value stands for, before the names of jobs and services are known. */
export type Source =
  | { readonly from: 'context'; readonly name: ContextName }
  | { readonly from: 'matrix'; readonly owner: object; readonly key: string }
  | { readonly from: 'output'; readonly owner: object; readonly name: string }
  | { readonly from: 'service'; readonly owner: object; readonly field: 'host' | 'port' }
  | { readonly from: 'input'; readonly owner: object; readonly name: string }
  | { readonly from: 'payload'; readonly owner: object; readonly name: string }
  | { readonly from: 'secret'; readonly name: string; readonly file: boolean }
  | { readonly from: 'idToken'; readonly audience: string }
  | { readonly from: 'repositoryToken' }

const sources = new WeakMap<object, Source>()
const marked: object[] = []
const marks = new WeakMap<object, string>()
// A string of a story cannot hold this mark by accident: it is drawn anew in each process, and never leaves it.
const nonce = Math.random().toString(36).slice(2)
const markPattern = new RegExp(`\u{e000}${nonce}:(\\d+)\u{e001}`, 'u')

/** Makes a value of a source. */
export function value<V extends string | number | boolean>(source: Source): Value<V> {
  const made: Value<V> = {
    kind: 'value',
    is: (to) => equals(made, to),
    isNot: (to) => ({ kind: 'condition', not: equals(made, to) }),
    toString: () => mark(made),
  }
  sources.set(made, source)
  return made
}

/** Makes a value of the matrix. */
export function matrixValue(owner: object, key: string): MatrixValue<AxisValue> {
  const made = value<AxisValue>({ from: 'matrix', owner, key })
  const as = <T extends string>(parts: object): Choice<T> => ({ kind: 'choice', of: made, parts: { ...parts } })
  return Object.assign(made, { as })
}

/** Makes a secret of a source. */
export function secretOf(source: Source): Secret {
  const made: Secret = { kind: 'secret', toString: () => mark(made) }
  sources.set(made, source)
  return made
}

/** What a value or secret stands for; undefined for anything else. */
export function sourceOf(value: unknown): Source | undefined {
  return typeof value === 'object' && value !== null ? sources.get(value) : undefined
}

/** Whether values stand in a string. */
export function isMarked(text: string): boolean {
  return marked.length > 0 && text.includes(nonce)
}

/** Splits a string that may have come from a template literal into its plain parts and its values. */
export function unmark(text: string): readonly (string | Source)[] {
  if (!isMarked(text)) return text === '' ? [] : [text]
  return text
    .split(markPattern)
    .map((part, index) => (index % 2 === 0 ? part : (sourceOf(marked[Number(part)]) ?? part)))
    .filter((part) => part !== '')
}

function equals<V extends string | number | boolean>(made: Value<V>, to: V): Condition {
  return { kind: 'condition', value: made as Value<never>, to: String(to) }
}

function mark(made: object): string {
  const known = marks.get(made)
  if (known !== undefined) return known
  const text = `\u{e000}${nonce}:${marked.push(made) - 1}\u{e001}`
  marks.set(made, text)
  return text
}

/** Plain text, or text with values in it: `` `registry.example.com/shop:${ctx.sha}` ``. */
export type Words = string | Value<string> | Value<number> | Value<boolean> | Value<never>

/** What an environment variable can hold. */
export type EnvSpec = Readonly<Record<string, Words | Secret | number | boolean>>
