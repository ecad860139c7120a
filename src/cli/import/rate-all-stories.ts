import type { Pipeline } from '../../ir.ts'
import type { Level, Vendor } from '../../vendor.ts'
import { type Rating, rateStory } from '../rate.ts'

const order: readonly Level[] = ['native', 'lowered', 'setup', 'degraded', 'refused']

/** The rows that some of the stories use, each with the worst answer of all of them. */
export function rateAllStories(pipelines: readonly Pipeline[], vendors: readonly Vendor[]): readonly Rating[] {
  const rows = new Map<string, Rating>()
  for (const pipeline of pipelines) {
    for (const row of rateStory(pipeline, vendors)) {
      const before = rows.get(row.feature)
      rows.set(row.feature, before === undefined ? row : worseOf(before, row))
    }
  }
  return [...rows.values()]
}

function worseOf(one: Rating, other: Rating): Rating {
  const ids = new Set([...Object.keys(one.vendors), ...Object.keys(other.vendors)])
  const answers = [...ids].flatMap((id) => {
    const [a, b] = [one.vendors[id], other.vendors[id]]
    const worse = a === undefined || (b !== undefined && order.indexOf(b.level) > order.indexOf(a.level)) ? b : a
    return worse === undefined ? [] : [[id, worse] as const]
  })
  return { ...one, vendors: Object.fromEntries(answers) }
}
