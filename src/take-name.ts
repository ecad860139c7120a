/** Names that are taken. */
export interface TakenNames {
  readonly has: (name: string) => boolean
  readonly add: (name: string) => unknown
}

/** Takes the wanted name, or the first with a number that is free: `name-2`, `name-3`. */
export function takeName(
  wanted: string,
  taken: TakenNames,
  numbered: (number: number) => string = (number) => `${wanted}-${number}`,
): string {
  if (!taken.has(wanted)) {
    taken.add(wanted)
    return wanted
  }
  // A thousand jobs of one name would else try all numbers again and again.
  const last = lastNumbers.get(taken) ?? new Map<string, number>()
  lastNumbers.set(taken, last)
  const form = numbered(2)
  let number = last.get(form) ?? 2
  while (taken.has(numbered(number))) number++
  last.set(form, number)
  taken.add(numbered(number))
  return numbered(number)
}

// Of what was taken nothing becomes free again, so that the numbers up to the last one stay taken.
const lastNumbers = new WeakMap<TakenNames, Map<string, number>>()

/** Names that are taken whatever the case of their letters. */
export function caseless(): TakenNames {
  const taken = new Set<string>()
  return { has: (name) => taken.has(name.toLowerCase()), add: (name) => taken.add(name.toLowerCase()) }
}

/** Names in the way of variables: `NAME_2`, `NAME_3`. */
export function takeVariable(wanted: string, taken: TakenNames): string {
  return takeName(wanted, taken, (number) => `${wanted}_${number}`)
}

/** A name of its own for each key, as near to the wanted one as can be: `NAME`, `NAME_2`. */
export function uniqueNames(wanted: readonly (readonly [key: string, name: string])[]): ReadonlyMap<string, string> {
  const taken = new Set<string>()
  return new Map(wanted.map(([key, name]) => [key, takeVariable(name, taken)]))
}
