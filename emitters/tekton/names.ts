import { hashOf } from '../../src/hash.ts'
import { takeName } from '../../src/take-name.ts'

/** What names Kubernetes takes for tasks, steps and volumes: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
const labelLimit = 63

/** Pipelines-as-Code and the pods of a run add to the name of a run. */
export const runNameLimit = 50

/** A name as a DNS label; one that has to be cut ends in a part of its hash. */
export function label(name: string, limit = labelLimit): string {
  const plain = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  if (plain === '') return `x-${hash(name)}`
  if (plain.length <= limit) return plain
  return `${plain.slice(0, limit - 9).replace(/-+$/, '')}-${hash(name)}`
}

/** Gives labels that differ from all that it gave before. */
export function labels(limit = labelLimit): (name: string) => string {
  const taken = new Set<string>()
  return (name) => takeName(label(name, limit), taken, (number) => label(`${name} ${number}`, limit))
}

/** A text that names a place in a script and stands nowhere in the given one. */
export function freeWord(wanted: string, text: string): string {
  let word = wanted
  for (let number = 2; text.includes(word); number++) word = `${wanted}_${number}`
  return word
}

function hash(text: string): string {
  return hashOf(text).slice(0, 8)
}
