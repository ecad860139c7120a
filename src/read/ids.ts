import { caseless, takeName } from '../take-name.ts'

/** Ids for names, in their order, which a story can have as keys: unique without regard to case. */
export function idsOf(names: readonly string[]): readonly string[] {
  const taken = caseless()
  return names.map((name) => {
    const plain = name
      .normalize('NFKD')
      .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
      .replaceAll(/^[^A-Za-z]+|-+$/g, '')
      .slice(0, 50)
    const wanted = plain === '' ? 'job' : plain
    return takeName(wanted, taken)
  })
}
