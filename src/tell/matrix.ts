import type { Matrix } from '../ir.ts'
import { type Desk, use } from './desk.ts'
import { list, literal, object } from './literal.ts'

/** A matrix: its axes alone, or with options; `open` is what it does at a failure where it says nothing. */
export function tellMatrix(
  { axes, exclude, include, failFast, maxParallel }: Matrix,
  open: Matrix['failFast'],
  desk: Desk,
): string {
  const row = (cell: Readonly<Record<string, string>>): string =>
    object(Object.entries(cell).map(([key, value]) => [key, literal(value)] as const))
  const plain = object(axes.map(({ name, values }) => [name, list(values.map(literal))] as const))
  const spec = object([
    ['exclude', exclude.length === 0 ? undefined : list(exclude.map(row))],
    ['include', include.length === 0 ? undefined : list(include.map(row))],
    ['failFast', failFast === open ? undefined : String(failFast ?? false)],
    ['maxParallel', maxParallel === null ? undefined : String(maxParallel)],
  ])
  return spec === '{}' ? plain : `${use(desk, 'matrix')}(${plain}, ${spec})`
}
