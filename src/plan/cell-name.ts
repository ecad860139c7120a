import type { Cell } from '../ir.ts'

/** A job, or one run of a matrix job as `job[a,b]`. */
export function cellName(job: string, cell: Cell | null): string {
  return cell === null ? job : `${job}[${Object.values(cell).join(',')}]`
}
