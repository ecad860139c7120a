import type { Pipeline } from '../../src/ir.ts'
import type { Run } from './runs.ts'
import type { TektonParam } from './schema.ts'
import { templates } from './values.ts'

/** Collects the parameters that a run needs. */
export interface Params {
  readonly use: (name: string) => string
  readonly list: () => readonly TektonParam[]
}

/** An empty collection for a run. */
export function params(run: Run, pipeline: Pipeline): Params {
  const used = new Set<string>()
  return {
    use: (name) => {
      used.add(name)
      return `$(params.${name})`
    },
    list: () =>
      [...used]
        .toSorted((a, b) => order(a) - order(b) || (a < b ? -1 : 1))
        .map((name) => ({ name, value: run.starting.valueOf(name, run, pipeline) })),
  }
}

function order(name: string): number {
  const index = Object.keys(templates).indexOf(name)
  return index < 0 ? 100 : index
}
