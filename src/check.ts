import type { Report } from './diagnostics.ts'
import { type FeatureId, featureIds, featureOf, type Use } from './features.ts'
import type { Pipeline } from './ir.ts'
import { near } from './near.ts'
import { asWritten } from './own-words.ts'
import type { Cell, Level, Vendor } from './vendor.ts'

/** One use of a feature, and what a vendor makes of it. */
export interface Verdict {
  readonly feature: FeatureId
  readonly title: string
  readonly use: Use
  readonly cell: Cell
  /** `level:vendor/feature`: the name that a story accepts it by. */
  readonly finding: string
  /** The reason, where the story accepts it. */
  readonly accepted?: string
}

/** What a vendor makes of each use of each feature; a use that is native is listed too. */
export function verdicts(pipeline: Pipeline, vendor: Vendor): readonly Verdict[] {
  const seen = asWritten(pipeline, vendor.id)
  return featureIds.flatMap((feature) =>
    featureOf(feature)
      .find(seen)
      .map((use) => judge(feature, use, seen, vendor)),
  )
}

/**
 * Reports what the vendor does not do in its own way: what is lost or missing at each place; what is said in other
 * words, or set up elsewhere, once for all places that are alike.
 */
export function checkCapabilities(pipeline: Pipeline, vendor: Vendor, report: Report): void {
  const groups = new Map<string, { readonly first: Verdict; count: number }>()
  const add = (key: string, first: Verdict, count: number): void => {
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { first, count })
    else group.count += count
  }
  for (const feature of featureIds) {
    const cell = vendor.capabilities[feature]
    if (cell.refine === undefined && cell.level === 'native') continue
    const uses = featureOf(feature).find(pipeline)
    const [first] = uses
    if (first === undefined) continue
    if (cell.refine === undefined && cell.level === 'lowered') {
      add(feature, judge(feature, first, pipeline, vendor), uses.length)
      continue
    }
    for (const use of uses) {
      const verdict = judge(feature, use, pipeline, vendor)
      const { level, text } = verdict.cell
      if (level === 'degraded' || level === 'refused') reportVerdict(verdict, 1, vendor, report)
      else if (level !== 'native')
        add(`${feature} ${level} ${text} ${level === 'setup' ? (use.detail ?? '') : ''}`, verdict, 1)
    }
  }
  for (const { first, count } of groups.values()) reportVerdict(first, count, vendor, report)
}

function judge(feature: FeatureId, use: Use, pipeline: Pipeline, vendor: Vendor): Verdict {
  const row = featureOf(feature)
  const cell = vendor.capabilities[feature]
  const answer = cell.refine?.(use, pipeline) ?? cell
  const level: Level = row.safety === true && answer.level === 'degraded' ? 'refused' : answer.level
  const finding = `${level}:${vendor.id}/${feature}`
  const reason =
    level === 'degraded' || level === 'refused'
      ? pipeline.accepted.find((acceptance) => acceptance.finding === finding)?.reason
      : undefined
  const accepted = reason === undefined ? {} : { accepted: reason }
  return {
    feature,
    title: row.title,
    use,
    cell: level === answer.level ? answer : { ...answer, level },
    finding,
    ...accepted,
  }
}

function reportVerdict(verdict: Verdict, count: number, vendor: Vendor, report: Report): void {
  const { title, use, cell, finding, accepted } = verdict
  const alike = count === 1 ? '' : `, and ${count - 1} more`
  const detail = use.detail === undefined || use.subject.includes(`'${use.detail}'`) ? '' : `, ${use.detail}`
  const words = {
    finding,
    vendor: vendor.title,
    feature: `${title} (${use.subject}${detail}${alike})`,
    text: cell.text,
  }
  if (accepted !== undefined) report('feature-accepted', use.origin, { ...words, reason: accepted }, cell.docs)
  else if (cell.level !== 'native') report(codes[cell.level], use.origin, words, cell.docs)
}

/** Reports acceptances that no finding of any of the vendors needs. */
export function checkAcceptances(pipeline: Pipeline, vendors: readonly Vendor[], report: Report): void {
  if (pipeline.accepted.length === 0) return
  const needed = new Set(vendors.flatMap((vendor) => verdicts(pipeline, vendor).map((verdict) => verdict.finding)))
  const targets = new Set(vendors.map((vendor) => vendor.id))
  for (const { finding, origin } of pipeline.accepted) {
    const vendor = /^\w+:([\w-]+)\//.exec(finding)?.[1]
    if (vendor !== undefined && !targets.has(vendor) && pipeline.targets.includes(vendor)) continue
    if (!needed.has(finding)) report('acceptance-unused', origin, { finding, near: near(finding, [...needed]) })
  }
}

const codes = {
  lowered: 'feature-lowered',
  setup: 'feature-setup',
  degraded: 'feature-degraded',
  refused: 'feature-refused',
} as const
