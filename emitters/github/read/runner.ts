import type { Matrix, Runner, Text } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { fillIn } from '../simulate/expression.ts'
import { pathsIn } from './expression.ts'
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
  /** The only label in each cell; empty where there are several, or none is known. */
  readonly names: readonly string[]
  /** The machine in each cell; undefined where it cannot be told. */
  readonly machines: readonly (Machine | undefined)[]
  /** The key of the matrix that the machine follows from, where there is one. */
  readonly axis?: string
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
    const names = cells.map((matrix) => fillIn(only, { matrix }))
    const machines = names.map(machineOf)
    const keys = [...new Set(cells.flatMap((cell) => Object.keys(cell)))]
    const axis = keys.find((key) => follows(cells, machines, key))
    return { labels: [], names, machines, ...(axis === undefined || machines.includes(undefined) ? {} : { axis }) }
  }
  const count = cells?.length ?? 1
  const found = labels.some(hasExpression) ? undefined : machineOfAll(labels)
  const isOwn = group !== undefined || found?.hosted !== true
  const plain = labels.filter((label) => label !== '' && !hasExpression(label))
  const name = plain.length === 1 && labels.length === 1 ? only : ''
  const each = <T>(one: T): readonly T[] => Array.from({ length: count }, () => one)
  return { labels: isOwn ? plain : [], names: each(name), machines: each(found) }
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
    const machine = `${machines[index]?.os}/${machines[index]?.arch}`
    if (!known.has(cell[key])) known.set(cell[key], machine)
    return known.get(cell[key]) === machine
  })
}

/** The machine as that of a pipeline, by the value of the matrix that it follows from, where there is one. */
export function toRunner(read: ReadRunner, matrix: Matrix | null, origin: Origin): Runner {
  const part = (of: (machine: Machine) => string, fallback: string): Text => {
    const parts = read.machines.map((machine) => (machine === undefined ? fallback : of(machine)))
    const [first = fallback] = parts
    const { axis } = read
    if (axis === undefined || matrix === null || parts.every((one) => one === first)) return [first]
    const as = Object.fromEntries(matrix.cells.map((cell, index) => [cell[axis] ?? '', parts[index] ?? fallback]))
    return [
      Object.entries(as).every(([value, one]) => value === one)
        ? { ref: 'matrix', key: axis }
        : { ref: 'matrix', key: axis, as },
    ]
  }
  return {
    os: part(({ os }) => os, 'linux'),
    arch: part(({ arch }) => arch, 'x64'),
    size: [],
    labels: read.labels,
    origin,
  }
}

function machineOfAll(labels: readonly string[]): Machine | undefined {
  const found = labels.map(machineOf).find((machine) => machine !== undefined)
  if (found === undefined) return undefined
  const arm = labels.some((label) => /^arm64$/i.test(label))
  const own = labels.length > 1 || labels.some((label) => /^self-hosted$/i.test(label))
  return { os: found.os, arch: arm ? 'arm64' : found.arch, hosted: found.hosted && !own }
}
