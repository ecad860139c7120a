import type { Cell, Pipeline } from '../../src/ir.ts'
import { keysOf } from './keys.ts'
import { planOf } from './plan.ts'
import { tagsOf, variesByCell } from './runner.ts'

/**
 * The story's jobs by what the file calls them, and the runs of matrix jobs as GitLab does: with the values of the
 * combination in brackets: https://docs.gitlab.com/ci/yaml/#parallelmatrix
 */
export function runNames(pipelines: readonly Pipeline[]): ReadonlyMap<string, string> {
  const plans = pipelines.map(planOf)
  const keys = keysOf(plans.map(({ pipeline }) => pipeline))
  return new Map(
    plans.flatMap(({ pipeline }, index) =>
      pipeline.jobs.flatMap((job): readonly (readonly [string, string])[] => {
        const key = keys.get(pipeline)?.get(job.id) ?? job.id
        const whole = pipelines[index]?.jobs ?? []
        // A part of a matrix job keeps the steps of the whole.
        const own = whole.find((one) => one.id === job.id) ?? whole.find((one) => one.steps === job.steps)
        const id = own?.id ?? job.id
        const tag = (cell: Cell) => (variesByCell(job) ? [(tagsOf(job, pipeline, cell) ?? [])[0] ?? ''] : [])
        return [
          [key, id],
          ...(job.matrix?.cells ?? []).map((cell): readonly [string, string] => [
            `${key}: [${[...Object.values(cell), ...tag(cell)].join(', ')}]`,
            `${id}[${Object.values(cell).join(',')}]`,
          ]),
        ]
      }),
    ),
  )
}
