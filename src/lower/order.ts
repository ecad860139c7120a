/** What a job waits for, by job. */
export type Waits = ReadonlyMap<string, readonly string[]>

/** A strict order of jobs, by their numbers; each set of numbers is a row of bits. */
export interface Order {
  readonly jobs: readonly string[]
  /** By number: the jobs that have ended before this one starts. */
  readonly before: readonly Uint32Array[]
}

/** The order that jobs are in when each waits for others, and so for what those wait for. Waits must not lead in circles. */
export function orderOf(jobs: readonly string[], waits: Waits): Order {
  const numbers = new Map(jobs.map((job, index) => [job, index]))
  const words = Math.ceil(jobs.length / 32)
  const before: Uint32Array[] = jobs.map(() => new Uint32Array(words))
  const done = new Uint8Array(jobs.length)
  const stack: Open[] = []
  const open = (job: number): Open => ({ job, list: waits.get(jobs[job] as string) ?? [], next: 0 })
  for (let start = 0; start < jobs.length; start++) {
    if (done[start] === 0) stack.push(open(start))
    while (stack.length > 0) {
      const top = stack[stack.length - 1] as Open
      const row = before[top.job] as Uint32Array
      const { list } = top
      // Backwards, since the last of them mostly waits for all others.
      const needed = numbers.get(list[list.length - 1 - top.next] ?? '')
      if (top.next >= list.length) {
        done[top.job] = 1
        stack.pop()
      } else if (needed !== undefined && done[needed] === 0) stack.push(open(needed))
      else {
        top.next += 1
        if (needed !== undefined && !has(row, needed)) add(row, before[needed] as Uint32Array, needed)
      }
    }
  }
  return { jobs, before }
}

interface Open {
  readonly job: number
  readonly list: readonly string[]
  next: number
}

/** Whether the first job ends before the second starts. */
export function precedes(order: Order, first: number, second: number): boolean {
  return has(order.before[second] as Uint32Array, first)
}

function has(row: Uint32Array, number: number): boolean {
  return ((row[number >>> 5] as number) & (1 << (number & 31))) !== 0
}

/** How many bits are set in both rows. */
export function countBoth(one: Uint32Array, other: Uint32Array): number {
  let count = 0
  for (let index = 0; index < one.length; index++) {
    let word = (one[index] as number) & (other[index] as number)
    word -= (word >>> 1) & 0x55555555
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333)
    count += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
  }
  return count
}

/** The numbers as a row of bits. */
export function rowOf(numbers: readonly number[], size: number): Uint32Array {
  const row = new Uint32Array(Math.ceil(size / 32))
  for (const number of numbers) row[number >>> 5] = (row[number >>> 5] as number) | (1 << (number & 31))
  return row
}

function add(row: Uint32Array, other: Uint32Array, number: number): void {
  for (let index = 0; index < row.length; index++) row[index] = (row[index] as number) | (other[index] as number)
  row[number >>> 5] = (row[number >>> 5] as number) | (1 << (number & 31))
}
