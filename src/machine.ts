import type { Cell, Job, Text } from './ir.ts'

/** A text in a cell of a matrix; what only a run knows is left out. */
export function textIn(text: Text, cell: Cell): string {
  const [first = ''] = text
  if (text.length < 2 && typeof first === 'string') return first
  return text
    .map((part) => (typeof part === 'string' ? part : part.ref === 'matrix' ? (cell[part.key] ?? '') : ''))
    .join('')
}

/** How a story calls the machine of a job in a cell of its matrix: `os/arch`, or `os/arch/size`. */
export function machineOf({ os, arch, size }: Job['runner'], cell: Cell = {}): string {
  return [os, arch, size]
    .map((part) => textIn(part, cell))
    .filter((part) => part !== '')
    .join('/')
}

/** The machine of a job in each cell of its matrix. */
export function machinesOf({ runner, matrix }: Pick<Job, 'runner' | 'matrix'>): readonly string[] {
  return (matrix?.cells ?? [{}]).map((cell) => machineOf(runner, cell))
}
