import { annotate, type Yaml } from '../../src/document.ts'
import type { Job, Pipeline } from '../../src/ir.ts'
import { takeName } from '../../src/take-name.ts'
import { upperSnake } from './names.ts'
import { tagsOf, tagVariable, variesByCell } from './runner.ts'

/** The most jobs that one matrix makes: https://docs.gitlab.com/ci/yaml/#parallelmatrix */
export const mostCells = 200

// What the shell, git or the runner read; a matrix must not change them.
const kept =
  /^(?:PATH|HOME|USER|SHELL|PWD|LANG|IFS|TERM|TMPDIR|HOSTNAME|ENV|BASH_ENV|CI|(?:CI|GITLAB|GIT|FF|PIPEGEN|DOCKER|RUNNER|CACHE)_\w*)$/

/** The variable of each axis: `node-version` becomes `NODE_VERSION`, unless the job gives that name to something else. */
export function axesOf(job: Job, pipeline: Pipeline): ReadonlyMap<string, string> {
  const [cell] = job.matrix?.cells ?? []
  const taken = new Set<string>()
  const others = new Map([...pipeline.env, ...job.env].map((entry) => [entry.name, entry.value]))
  return new Map(
    Object.keys(cell ?? {}).map((key) => {
      const wanted = upperSnake(key)
      const other = others.get(wanted)
      const [ref] = other ?? []
      const same =
        other === undefined ||
        (other.length === 1 && typeof ref === 'object' && ref.ref === 'matrix' && ref.key === key)
      const name = same && !kept.test(wanted) && /^[A-Z_]/.test(wanted) ? wanted : `MATRIX_${wanted}`
      return [key, takeName(name, taken, (number) => `${wanted}_${number}`)]
    }),
  )
}

/** The cells as entries of `parallel:matrix`: whole axes where nothing was taken out or added, else one by one. */
export function writeMatrix(job: Job, pipeline: Pipeline, axes: ReadonlyMap<string, string>): Yaml | undefined {
  const { matrix } = job
  if (matrix === null) return undefined
  const name = (key: string) => axes.get(key) ?? key
  const whole =
    matrix.axes.length > 0 && matrix.include.length === 0 && matrix.exclude.length === 0 && !variesByCell(job)
  if (whole) {
    return {
      matrix: [Object.fromEntries(matrix.axes.map((axis) => [name(axis.name), annotate(axis.values, { flow: true })]))],
    }
  }
  const cells = matrix.cells.map(
    (cell): Readonly<Record<string, string>> => ({
      ...Object.fromEntries(Object.entries(cell).map(([key, value]) => [name(key), value])),
      ...(variesByCell(job) ? { [tagVariable]: (tagsOf(job, pipeline, cell) ?? [])[0] ?? '' } : {}),
    }),
  )
  const [first] = cells
  const [only, ...more] = Object.keys(first ?? {})
  if (only !== undefined && more.length === 0) {
    return {
      matrix: [
        {
          [only]: annotate(
            cells.map((cell) => cell[only] ?? ''),
            { flow: true },
          ),
        },
      ],
    }
  }
  return { matrix: cells }
}
