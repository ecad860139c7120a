import type { Origin } from '../src/origin.ts'
import { callSite } from './call-site.ts'
import type { Value } from './value.ts'

/** A value on an axis of a matrix; it reaches the job as text. */
export type AxisValue = string | number | boolean

/** The axes of a matrix: names and their values. */
export type Axes = Readonly<Record<string, readonly AxisValue[]>>

/** One combination, in part. */
export type Row<A extends Axes> = { readonly [K in keyof A]?: A[K][number] }

/** The values of the cell that a job runs for. */
export type Cell<A extends Axes> = { readonly [K in keyof A]: MatrixValue<A[K][number]> }

/** A value of the cell that a job runs for. */
export interface MatrixValue<V extends AxisValue> extends Value<V> {
  /**
   * What part of a machine each value stands for.
   *
   * @example
   * runner: ({ os }) => ({ os: os.as({ 'ubuntu-latest': 'linux', 'macos-latest': 'macos' }) })
   */
  as<const M extends { readonly [K in `${V}`]: string }>(parts: M): Choice<M[keyof M]>
}

/** What each value of the matrix stands for; made by `as`. */
export interface Choice<T extends string> {
  readonly kind: 'choice'
  readonly of: Value<never>
  readonly parts: Readonly<Record<string, T>>
}

declare const uses: unique symbol

/** A matrix with options; see `matrix`. */
export interface Matrix<A extends Axes, U extends string = string> {
  readonly kind: 'matrix'
  readonly axes: Axes
  readonly spec: MatrixSpec<A, string>
  readonly origin: Origin
  readonly [uses]?: { readonly axes: A; readonly uses: U }
}

/** Options of `matrix`. */
export interface MatrixSpec<A extends Axes, E extends string> {
  /** Combinations to leave out: every cell that has all these values. */
  readonly exclude?: readonly Row<A>[]
  /**
   * Rows that add to the matrix: a row whose values of the axes match cells adds its further values to them; a row
   * that matches none becomes a cell of its own.
   */
  readonly include?: readonly (Row<{ readonly [K in keyof A]: readonly AxisValue[] }> & {
    readonly [K in E]?: AxisValue
  })[]
  /** Whether a failed cell cancels the others; `false` where left out. */
  readonly failFast?: boolean
  /** How many cells run at once at most. */
  readonly maxParallel?: number
}

type Widen<A extends Axes, E extends string> = {
  readonly [K in keyof A | E]: K extends keyof A
    ? readonly (A[K][number] | (string & Record<never, never>))[]
    : readonly string[]
}

/**
 * A matrix with further options; a plain object of axes does for one without.
 *
 * @example
 * matrix: matrix({ version: ['22', '24'], os: ['linux', 'macos'] }, { exclude: [{ version: '22', os: 'macos' }] })
 */
export function matrix<
  const A extends Axes,
  const K extends keyof MatrixSpec<A, string> = never,
  const E extends string = never,
>(
  axes: A,
  spec: MatrixSpec<A, E> & { readonly [P in K]?: unknown } = {} as never,
): Matrix<[E] extends [never] ? A : Widen<A, E>, `matrix.${K}`> {
  return { kind: 'matrix', axes, spec: spec as MatrixSpec<never, string>, origin: callSite(matrix) }
}
