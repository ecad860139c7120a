import type { Cell, Job, Matrix, MatrixRef, Text } from './ir.ts'

/** A text in a cell of a matrix; what only a run knows is left out. */
export function textIn(text: Text, cell: Cell): string {
  const [first = ''] = text
  if (text.length < 2 && typeof first === 'string') return first
  return text
    .map((part) => (typeof part === 'string' ? part : part.ref === 'matrix' ? valueIn(part, cell) : ''))
    .join('')
}

/** What a value of the matrix stands for in a cell. */
export function valueIn({ key, as }: MatrixRef, cell: Cell): string {
  const value = cell[key] ?? ''
  return as === undefined ? value : (as[value] ?? '')
}

/** The processor that a machine has where nothing is said: that of most machines with its system. */
export function usualArch(os: Text, matrix: Matrix | null): Text {
  const systems = (matrix?.cells ?? [{}]).map((cell) => archOf(textIn(os, cell)))
  const [first = 'x64'] = systems
  const [part] = os
  if (matrix === null || systems.every((arch) => arch === first) || os.length > 1) return [first]
  if (typeof part !== 'object' || part.ref !== 'matrix') return [first]
  const { key } = part
  return [
    {
      ref: 'matrix',
      key,
      as: Object.fromEntries(matrix.cells.map((cell, at) => [cell[key] ?? '', systems[at] ?? ''])),
    },
  ]
}

function archOf(os: string): string {
  return os === 'macos' ? 'arm64' : 'x64'
}

/** How a story calls the machine of a job in a cell of its matrix: `os/arch`, or `os/arch/size`. */
export function machineOf({ os, arch, size }: Job['runner'], cell: Cell = {}): string {
  let name = ''
  for (const part of [os, arch, size]) {
    const text = textIn(part, cell)
    if (text !== '') name += name === '' ? text : `/${text}`
  }
  return name
}

/** The machine of a job in each cell of its matrix. */
export function machinesOf({ runner, matrix }: Pick<Job, 'runner' | 'matrix'>): readonly string[] {
  return (matrix?.cells ?? [{}]).map((cell) => machineOf(runner, cell))
}
