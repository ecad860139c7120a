import type { Cell, Job, Pipeline } from '../../src/ir.ts'
import { machineOf, machinesOf, textIn } from '../../src/machine.ts'
import { embed, escapeText, quote } from './expression.ts'
import type { JobScene } from './scene.ts'
import type { GithubStepsJob } from './schema.ts'

/**
 * The machines of the vendor by system and processor. There are no sizes without a name of one's own.
 *
 * @see https://docs.github.com/actions/reference/runners/github-hosted-runners
 */
const machines: Readonly<Record<string, readonly string[]>> = {
  'linux/x64': ['ubuntu-24.04'],
  'linux/arm64': ['ubuntu-24.04-arm'],
  'windows/x64': ['windows-2025'],
  'windows/arm64': ['windows-11-arm'],
  'macos/x64': ['macos-15-intel'],
  'macos/arm64': ['macos-15'],
}

/** The labels of a machine, by what the project or the vendor calls it; undefined where neither has a name. */
export function labelsOf(machine: string, pipeline: Pipeline): readonly string[] | undefined {
  return pipeline.runners.github?.[machine] ?? machines[machine]
}

/** The system of a job in each cell of its matrix. */
export function systemsOf({ runner, matrix }: Job): readonly string[] {
  const cells: readonly Cell[] = matrix?.cells ?? [{}]
  return [...new Set(cells.map((cell) => textIn(runner.os, cell)))]
}

/** What a job runs on. */
export function writeRunner(scene: JobScene): GithubStepsJob['runs-on'] {
  const { job, pipeline } = scene
  if (job.runner.labels.length > 0) return one(job.runner.labels)
  if (job.matrix === null) return onMachine(machineOf(job.runner), pipeline)
  const named = new Map(machinesOf(job).map((machine) => [machine, labelsOf(machine, pipeline) ?? [machine]]))
  const [first = []] = named.values()
  if (new Set([...named.values()].map((labels) => labels.join())).size === 1) return one(first)
  return choice(job, named)
}

function onMachine(machine: string, pipeline: Pipeline): string | readonly string[] {
  return one(labelsOf(machine, pipeline) ?? [machine])
}

function one(labels: readonly string[]): string | readonly string[] {
  return labels.length === 1 ? escapeText(labels[0] ?? '') : labels.map(escapeText)
}

// By a value of the matrix: `a == 'x' && 'm' || 'n'`, or a table where it is more than one name each.
function choice({ runner, matrix }: Job, named: ReadonlyMap<string, readonly string[]>): string {
  const parts = [runner.os, runner.arch, runner.size].flat().filter((part) => typeof part !== 'string')
  const keys = [...new Set(parts.flatMap((part) => (part.ref === 'matrix' ? [part.key] : [])))]
  const single = [...named.values()].every((labels) => labels.length === 1)
  const cells: readonly Cell[] = matrix?.cells ?? []
  const rows = new Map(
    cells.map((cell, index) => {
      const machine = machinesOf({ runner, matrix })[index] ?? ''
      return [keys.map((key) => cell[key] ?? '').join('/'), named.get(machine) ?? []] as const
    }),
  )
  const key =
    keys.length === 1
      ? `matrix.${keys[0]}`
      : `format('${keys.map((_, at) => `{${at}}`).join('/')}', ${keys.map((name) => `matrix.${name}`).join(', ')})`
  const around =
    single && keys.length === 1 ? aroundValues([...rows].map(([value, [label = '']]) => [value, label])) : undefined
  if (around !== undefined) return `${around[0]}${embed(key)}${around[1]}`
  if (single && keys.length === 1 && rows.size <= 3) {
    const [last, ...others] = [...rows].reverse()
    const tests = others.reverse().map(([value, labels]) => `${key} == ${quote(value)} && ${quote(labels[0] ?? '')}`)
    return embed([...tests, quote(last?.[1][0] ?? '')].join(' || '))
  }
  const table = Object.fromEntries([...rows].map(([value, labels]) => [value, single ? labels[0] : labels]))
  return embed(`fromJSON(${quote(JSON.stringify(table))})[${key}]`)
}

// What stands before and behind the value in all labels, where they are made of it: `${{ matrix.os }}-latest`.
function aroundValues(rows: readonly (readonly [string, string])[]): readonly [string, string] | undefined {
  const [[value = '', label = ''] = []] = rows
  const at = value === '' ? -1 : label.indexOf(value)
  if (at < 0) return undefined
  const [before, behind] = [label.slice(0, at), label.slice(at + value.length)]
  return rows.every(([own, name]) => name === `${before}${own}${behind}`) ? [before, behind] : undefined
}
