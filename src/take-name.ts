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
  let name = wanted
  for (let number = 2; taken.has(name); number++) name = numbered(number)
  taken.add(name)
  return name
}

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
