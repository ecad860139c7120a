import { type Verdict, verdicts } from '../../check.ts'
import type { FeatureId } from '../../features.ts'
import type { Pipeline } from '../../ir.ts'
import type { Bundle } from '../../load/bundle.ts'
import { locate } from '../../load/locate.ts'
import { unfinished } from '../../read/unfinished.ts'
import type { Vendor } from '../../vendor.ts'
import { wrap } from '../wrap.ts'
import type { Showing } from './tell-import.ts'

// From the least work to the most.
const ways = {
  accept: 'go without it: accept: { ... } in the story, with the reason',
  '--unfinished': 'move again with it, and write the steps that fail',
  rewrite: 'say it in other words in the story',
} as const

type Way = keyof typeof ways

const indent = 28
const most = 4

/** What a vendor refuses of stories: a line for each row of the table, with the way out, those of the least work first. */
export function tellInTheWay(
  pipelines: readonly Pipeline[],
  vendor: Vendor,
  bundles: readonly Bundle[],
  { width, paint }: Pick<Showing, 'width' | 'paint'>,
): string {
  const refused = groupsOf(pipelines.flatMap((pipeline) => refusedOf(pipeline, vendor)))
  if (refused.size === 0) return ''
  const left = new Set(pipelines.flatMap((pipeline) => leftOf(pipeline, vendor)).map(({ feature }) => feature))
  const wayOf = (feature: FeatureId): Way =>
    spare.has(feature) ? 'accept' : left.has(feature) ? 'rewrite' : '--unfinished'
  const order = Object.keys(ways)
  const rows = [...refused]
    .map(([feature, found]) => ({ feature, found, way: wayOf(feature) }))
    .sort((a, b) => order.indexOf(a.way) - order.indexOf(b.way) || a.found.length - b.found.length)
  const lines = rows.flatMap(({ feature, found, way }) => {
    const count = `${found.length} ${found.length === 1 ? 'place' : 'places'}`
    return wrap(`  ${way.padEnd(14)}${count.padEnd(12)}`, `${feature} (${placesOf(found, bundles)})`, indent, width)
  })
  const used = order.filter((way): way is Way => rows.some((row) => row.way === way))
  const legend = used.flatMap((way) => wrap(`  ${way}: `, ways[way], 4, width))
  const head = paint('bold', `In the way of ${vendor.title}, from the least work to the most`)
  return ['', head, ...lines, ...legend].map((line) => `${line}\n`).join('')
}

// What a job does without, and is the same job; to go without anything else is no choice of a moment.
const spare: ReadonlySet<FeatureId> = new Set([
  'job.matrix.failFast',
  'job.matrix.maxParallel',
  'job.retry',
  'job.runner.size',
  'job.environment.url',
])

function refusedOf(pipeline: Pipeline, vendor: Vendor): readonly Verdict[] {
  return verdicts(pipeline, vendor).filter(({ cell, accepted }) => cell.level === 'refused' && accepted === undefined)
}

function leftOf(pipeline: Pipeline, vendor: Vendor): readonly Verdict[] {
  return refusedOf(
    unfinished(pipeline, vendor, () => undefined),
    vendor,
  )
}

function groupsOf(found: readonly Verdict[]): ReadonlyMap<FeatureId, readonly Verdict[]> {
  const groups = new Map<FeatureId, readonly Verdict[]>()
  for (const one of found) groups.set(one.feature, [...(groups.get(one.feature) ?? []), one])
  return groups
}

function placesOf(found: readonly Verdict[], bundles: readonly Bundle[]): string {
  const files = new Map<string, Set<number>>()
  for (const { use } of found) {
    const { file, line } = locate(use.origin, bundles)
    files.set(file, (files.get(file) ?? new Set()).add(line))
  }
  return [...files]
    .map(([file, lines]) => {
      const all = [...lines]
      const more = all.length > most ? ` and ${all.length - most} more` : ''
      return `${file}:${all.slice(0, most).join(', ')}${more}`
    })
    .join('; ')
}
