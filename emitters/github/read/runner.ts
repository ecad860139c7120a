import type { Matrix, Runner, Text } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { fillIn } from '../simulate/expression.ts'
import { pathsIn } from './expression.ts'
import { withRows } from './matrix.ts'
import { listOf, mapOf, wordOf } from './source.ts'
import { hasExpression, partsOf } from './template.ts'

/** A machine by what its label says. */
export interface Machine {
  readonly os: 'linux' | 'windows' | 'macos'
  readonly arch: 'x64' | 'arm64'
  /** Whether the vendor keeps it: else it is a machine of one's own. */
  readonly hosted: boolean
}

/**
 * The machine behind a label; undefined where the label does not tell its system.
 *
 * @see https://docs.github.com/actions/reference/runners/github-hosted-runners
 */
export function machineOf(label: string): Machine | undefined {
  const name = label.toLowerCase()
  const os = /ubuntu|linux|debian/.test(name)
    ? 'linux'
    : /windows/.test(name)
      ? 'windows'
      : /macos|mac-|^mac$/.test(name)
        ? 'macos'
        : undefined
  if (os === undefined) return undefined
  const hosted =
    /^(ubuntu-(latest|slim|\d\d\.\d\d)(-arm)?|windows-(latest|\d{4}|11-arm)|macos-(latest|\d\d)(-intel|-large|-xlarge)?)$/.test(
      name,
    )
  const intel = os === 'macos' && hosted ? /-intel|-large|macos-1[0-3]$/.test(name) : !/arm|aarch64/.test(name)
  return { os, arch: intel ? 'x64' : 'arm64', hosted }
}

/** What a job runs on, as far as it can be told. */
export interface ReadRunner {
  readonly labels: readonly string[]
  /** The machine in each cell; undefined where it cannot be told. */
  readonly machines: readonly (Machine | undefined)[]
  /** The key of the matrix that the system follows from, where there is one. */
  readonly axis?: string
  /** Whether its values are the names of the systems. */
  readonly isSystem?: boolean
}

/** Reads what a job runs on, for each cell of its matrix. */
export function readRunner(
  value: unknown,
  cells: readonly Readonly<Record<string, unknown>>[] | undefined,
): ReadRunner {
  const group = mapOf(value)
  const labels = listOf(group === undefined ? value : group.labels).map((label) => wordOf(label) ?? '')
  const [only = ''] = labels
  if (labels.length === 1 && hasExpression(only) && cells !== undefined && asksMatrixAlone(only)) {
    const machines = cells.map((matrix) => machineOf(fillIn(only, { matrix })))
    const keys = [...new Set(cells.flatMap((cell) => Object.keys(cell)))]
    // The key that the system follows from: best one that is the system itself.
    const told = keys.filter((key) => follows(cells, machines, key))
    const named = told.find((key) => cells.every((cell, index) => cell[key] === machines[index]?.os))
    const [axis = named] = told
    return {
      labels: [],
      machines,
      ...(axis === undefined ? {} : { axis: named ?? axis, isSystem: named !== undefined }),
    }
  }
  const count = cells?.length ?? 1
  const found = labels.some(hasExpression) ? undefined : machineOfAll(labels)
  const isOwn = group !== undefined || found?.hosted !== true
  const plain = labels.filter((label) => label !== '' && !hasExpression(label))
  return { labels: isOwn ? plain : [], machines: Array.from({ length: count }, () => found) }
}

function asksMatrixAlone(text: string): boolean {
  return partsOf(text).every(
    (part) =>
      typeof part === 'string' ||
      (part.node !== undefined && pathsIn(part.node).every(([context]) => context === 'matrix')),
  )
}

function follows(
  cells: readonly Readonly<Record<string, unknown>>[],
  machines: ReadRunner['machines'],
  key: string,
): boolean {
  const known = new Map<unknown, string | undefined>()
  return cells.every((cell, index) => {
    const os = machines[index]?.os
    if (!known.has(cell[key])) known.set(cell[key], os)
    return known.get(cell[key]) === os
  })
}

/** The machine as that of a pipeline; `systemKey` is the axis that tells the system, where there is one. */
export function toRunner(read: ReadRunner, systemKey: string | undefined, origin: Origin): Runner {
  const [first] = read.machines
  const os: Text = systemKey === undefined ? [first?.os ?? 'linux'] : [{ ref: 'matrix', key: systemKey }]
  const same = read.machines.every((machine) => machine?.arch === first?.arch)
  return { os, arch: [same ? (first?.arch ?? 'x64') : 'x64'], size: [], labels: read.labels, origin }
}

/** A matrix with a further key that tells the system of each cell, where it differs from cell to cell. */
export function withSystem(matrix: Matrix, read: ReadRunner): { readonly matrix: Matrix; readonly key?: string } {
  const systems = read.machines.map((machine) => machine?.os)
  if (read.axis === undefined || systems.includes(undefined) || new Set(systems).size < 2) return { matrix }
  const { axis } = read
  if (read.isSystem) return { matrix, key: axis }
  const key = ['system', 'runnerSystem'].find((name) => matrix.cells.every((cell) => !(name in cell)))
  if (key === undefined) return { matrix }
  const known = new Map(matrix.cells.map((cell, index) => [cell[axis] ?? '', systems[index] ?? '']))
  const rows =
    matrix.axes.length === 0
      ? systems.map((system) => ({ [key]: system ?? '' }))
      : [...known].map(([label, system]) => ({ [axis]: label, [key]: system }))
  const made = withRows(matrix, rows)
  // A row that stands alone would not take part in it.
  const isTold = made.cells.length === systems.length && made.cells.every((cell, index) => cell[key] === systems[index])
  return isTold ? { matrix: made, key } : { matrix }
}

function machineOfAll(labels: readonly string[]): Machine | undefined {
  const found = labels.map(machineOf).find((machine) => machine !== undefined)
  if (found === undefined) return undefined
  const arm = labels.some((label) => /^arm64$/i.test(label))
  const own = labels.length > 1 || labels.some((label) => /^self-hosted$/i.test(label))
  return { os: found.os, arch: arm ? 'arm64' : found.arch, hosted: found.hosted && !own }
}
