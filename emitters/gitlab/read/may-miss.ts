import type { Condition } from '../../../src/ir.ts'
import { canHoldWithout } from './worlds.ts'

/** Answers whether a job can be missing in a run that another one is part of, going by their conditions. */
export function mayMissAmong(conditionOf: (name: string) => Condition): (job: string, other: string) => boolean {
  // Asked for every entry of `needs`, and most jobs of a file share a few conditions: each of these has a number.
  const numbers = new Map<string, number>()
  const ofJobs = new Map<string, number>()
  const known = new Map<number, Map<number, boolean>>()
  const numberOf = (name: string): number => {
    const own = ofJobs.get(name)
    if (own !== undefined) return own
    const word = JSON.stringify(conditionOf(name))
    const number = numbers.get(word) ?? numbers.size
    numbers.set(word, number)
    ofJobs.set(name, number)
    return number
  }
  return (job, other) => {
    const [one, two] = [numberOf(job), numberOf(other)]
    if (one === two) return false
    const answers = known.get(one) ?? new Map<number, boolean>()
    const answer = answers.get(two) ?? canHoldWithout(conditionOf(job), conditionOf(other))
    known.set(one, answers.set(two, answer))
    return answer
  }
}
