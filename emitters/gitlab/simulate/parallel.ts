import type { Data } from '../../../src/yaml/data.ts'
import { listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { type Variables, withVariables } from './variables.ts'

/** One run of a job: its name in the pipeline, and what it knows. */
export interface Run {
  readonly name: string
  readonly variables: Variables
  /** The combination of the matrix; empty without one. */
  readonly cell: Readonly<Record<string, string>>
}

/**
 * The runs of a job: one, or as many as `parallel` says.
 *
 * @see https://docs.gitlab.com/ci/yaml/#parallel
 */
export function runsOf(name: string, parallel: Data | undefined, variables: Variables): readonly Run[] {
  const { matrix } = mapOf(parallel)
  if (matrix !== undefined)
    return cellsOf(matrix).map((cell) => ({
      name: `${name}: [${Object.values(cell).join(', ')}]`,
      variables: withVariables(variables, cell),
      cell,
    }))
  const count = Number(textOf(parallel) ?? 1)
  if (!(count > 1)) return [{ name, variables, cell: {} }]
  return Array.from({ length: count }, (_, index) => {
    const place = { CI_NODE_INDEX: String(index + 1), CI_NODE_TOTAL: String(count) }
    return { name: `${name} ${index + 1}/${count}`, variables: withVariables(variables, place), cell: {} }
  })
}

/** The combinations of a matrix: within an entry all of its values, the entries one after the other. */
export function cellsOf(matrix: Data): readonly Readonly<Record<string, string>>[] {
  return listOf(matrix).flatMap((entry) =>
    Object.entries(mapOf(entry)).reduce<readonly Readonly<Record<string, string>>[]>(
      (cells, [name, values]) => cells.flatMap((cell) => textsOf(values).map((value) => ({ ...cell, [name]: value }))),
      [{}],
    ),
  )
}
