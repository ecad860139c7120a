import { camel } from '../camel.ts'
import { caseless, takeName } from '../take-name.ts'

/** Ids for names, in their order, which a story can have as keys: unique without regard to case, and what can be one stays. */
export function idsOf(names: readonly string[]): readonly string[] {
  const taken = caseless()
  return names.map((name) => {
    if (/^[A-Za-z][A-Za-z0-9_-]{0,62}$/.test(name)) return takeName(name.slice(0, 50), taken)
    const plain = camel(name).replace(/^[^A-Za-z]+/, '')
    const wanted = plain === '' ? 'job' : plain.charAt(0).toLowerCase() + plain.slice(1)
    return takeName(wanted, taken, (number) => `${wanted}${number}`)
  })
}
