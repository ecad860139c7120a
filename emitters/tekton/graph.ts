/** For each job, by its place in the list, a set of all jobs that it waits for, as bits. */
export function ancestors(needs: readonly (readonly number[])[]): readonly Uint32Array[] {
  const width = Math.ceil(needs.length / 32)
  const sets: (Uint32Array | undefined)[] = needs.map(() => undefined)
  const visit = (start: number): Uint32Array => {
    const stack = [start]
    // A patch by hand can make jobs wait for each other, which is told elsewhere.
    const begun = new Set<number>()
    while (stack.length > 0) {
      const index = stack[stack.length - 1] as number
      begun.add(index)
      const open = (needs[index] ?? []).find((need) => sets[need] === undefined && !begun.has(need))
      if (open !== undefined) {
        stack.push(open)
        continue
      }
      stack.pop()
      if (sets[index] !== undefined) continue
      const set = new Uint32Array(width)
      for (const need of needs[index] ?? []) {
        const other = sets[need]
        if (other !== undefined) for (let word = 0; word < width; word++) (set[word] as number) |= other[word] as number
        ;(set[need >> 5] as number) |= 1 << (need & 31)
      }
      sets[index] = set
    }
    return sets[start] as Uint32Array
  }
  return needs.map((_, index) => sets[index] ?? visit(index))
}

/** Whether a set holds a job. */
export function holds(set: Uint32Array, index: number): boolean {
  return ((set[index >> 5] as number) & (1 << (index & 31))) !== 0
}

/** Whether a set holds a job that another one does not, beside the one left out. */
export function hasMore(set: Uint32Array, other: Uint32Array, leftOut: number): boolean {
  // A callback for each word would take many times as long, and each pair of jobs is asked about.
  for (let at = 0; at < set.length; at++) {
    const more = (set[at] as number) & ~(other[at] as number)
    if ((at === leftOut >> 5 ? more & ~(1 << (leftOut & 31)) : more) !== 0) return true
  }
  return false
}

/** The needs of each job without those that it waits for through another. */
export function direct(needs: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const before = ancestors(needs)
  return needs.map((own) => {
    if (own.length < 2) return own
    const beyond = new Uint32Array(Math.ceil(needs.length / 32))
    for (const need of own) {
      const other = before[need] as Uint32Array
      for (let word = 0; word < beyond.length; word++) (beyond[word] as number) |= other[word] as number
    }
    return own.filter((need) => !holds(beyond, need))
  })
}
