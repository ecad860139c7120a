import type { Condition } from '../../../src/ir.ts'
import { canHoldWithout } from './worlds.ts'

/** Answers whether a job can be missing in a run that another one is part of, going by their conditions. */
export function mayMissAmong(conditionOf: (name: string) => Condition): (job: string, other: string) => boolean {
  // Asked for every entry of `needs`, and most jobs of a file share a few conditions.
  const known = new Map<string, boolean>()
  const words = new Map<string, string>()
  const wordOf = (name: string): string => {
    const word = words.get(name) ?? JSON.stringify(conditionOf(name))
    words.set(name, word)
    return word
  }
  return (job, other) => {
    const [one, two] = [wordOf(job), wordOf(other)]
    const key = `${one} ${two}`
    const answer = known.get(key) ?? (one !== two && canHoldWithout(conditionOf(job), conditionOf(other)))
    known.set(key, answer)
    return answer
  }
}
