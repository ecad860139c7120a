/** Ids for names, in their order, which a story can have as keys: unique without regard to case. */
export function idsOf(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const plain = name
      .normalize('NFKD')
      .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
      .replaceAll(/^[^A-Za-z]+|-+$/g, '')
      .slice(0, 50)
    const wanted = plain === '' ? 'job' : plain
    let id = wanted
    for (let number = 2; taken.has(id.toLowerCase()); number++) id = `${wanted}-${number}`
    taken.add(id.toLowerCase())
    return id
  })
}
