import type { Matrix } from '../ir.ts'
import { type Desk, use } from './desk.ts'
import { list, literal, object } from './literal.ts'

/** A matrix: its axes alone, or with options. */
export function tellMatrix({ axes, exclude, include, failFast, maxParallel }: Matrix, desk: Desk): string {
  const row = (cell: Readonly<Record<string, string>>): string =>
    object(Object.entries(cell).map(([key, value]) => [key, literal(value)] as const))
  const plain = object(axes.map(({ name, values }) => [name, list(values.map(literal))] as const))
  const spec = object([
    ['exclude', exclude.length === 0 ? undefined : list(exclude.map(row))],
    ['include', include.length === 0 ? undefined : list(include.map(row))],
    ['failFast', failFast ? 'true' : undefined],
    ['maxParallel', maxParallel === null ? undefined : String(maxParallel)],
  ])
  return spec === '{}' ? plain : `${use(desk, 'matrix')}(${plain}, ${spec})`
}
