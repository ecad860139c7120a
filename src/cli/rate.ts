import { type Verdict, verdicts } from '../check.ts'
import { type FeatureId, featureIds, featureOf } from '../features.ts'
import type { Pipeline } from '../ir.ts'
import type { Cell, Level, Vendor } from '../vendor.ts'

/** What vendors make of a feature: of all uses in a story, or of it as such. */
export interface Rating {
  readonly feature: FeatureId
  readonly title: string
  /** By vendor id. */
  readonly vendors: Readonly<Record<string, Answer>>
}

/** A vendor's answer: the worst level of all uses, with its words. */
export interface Answer {
  readonly level: Level
  readonly text: string
  readonly docs: string
  /** Where a story uses it; empty for the whole table. */
  readonly uses: readonly string[]
}

const order: readonly Level[] = ['native', 'lowered', 'setup', 'degraded', 'refused']

/** Every row of the table. */
export function rateAll(vendors: readonly Vendor[]): readonly Rating[] {
  return featureIds.map((feature) => ({
    feature,
    title: featureOf(feature).title,
    vendors: Object.fromEntries(vendors.map(({ id, capabilities }) => [id, answer(capabilities[feature], [])])),
  }))
}

/** The rows that a story uses. */
export function rateStory(pipeline: Pipeline, vendors: readonly Vendor[]): readonly Rating[] {
  const found = vendors.map((vendor) => ({ id: vendor.id, rows: byFeature(verdicts(pipeline, vendor)) }))
  return featureIds.flatMap((feature) => {
    const answers = found.flatMap(({ id, rows }) => {
      const own = rows.get(feature)
      return own === undefined ? [] : [[id, worst(own)] as const]
    })
    return answers.length === 0
      ? []
      : [{ feature, title: featureOf(feature).title, vendors: Object.fromEntries(answers) }]
  })
}

function worst(found: readonly Verdict[]): Answer {
  const level = order[Math.max(...found.map(({ cell }) => order.indexOf(cell.level)))]!
  const own = found.filter(({ cell }) => cell.level === level)
  return answer(
    own[0]!.cell,
    own.map(({ use }) => use.subject),
  )
}

function answer({ level, text, docs }: Cell, uses: readonly string[]): Answer {
  return { level, text, docs, uses: [...new Set(uses)] }
}

function byFeature(found: readonly Verdict[]): ReadonlyMap<FeatureId, readonly Verdict[]> {
  const groups = new Map<FeatureId, Verdict[]>()
  for (const verdict of found) {
    const group = groups.get(verdict.feature)
    if (group === undefined) groups.set(verdict.feature, [verdict])
    else group.push(verdict)
  }
  return groups
}
