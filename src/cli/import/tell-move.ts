import type { Pipeline } from '../../ir.ts'
import { refsOf } from '../../refs.ts'
import type { Level, Vendor } from '../../vendor.ts'
import type { Rating } from '../rate.ts'
import { wrap } from '../wrap.ts'
import type { Showing } from './tell-import.ts'

const indent = 12
const most = 4

interface Group {
  readonly features: string[]
  readonly uses: Set<string>
}

/** What a vendor makes of each row that the stories use, and what is to be set up there. */
export function tellMove(
  rows: readonly Rating[],
  pipelines: readonly Pipeline[],
  vendor: Vendor,
  showing: Showing,
): string {
  const { width, paint } = showing
  const of = (level: Level): readonly string[] =>
    rows.filter(({ vendors }) => vendors[vendor.id]?.level === level).map(({ feature }) => feature)
  const levels = (['native', 'lowered', 'setup', 'degraded', 'refused'] as const)
    .map((level) => [level, of(level)] as const)
    .filter(([, features]) => features.length > 0)
  const head = `${paint('bold', vendor.title)}: ${levels.map(([level, features]) => `${features.length} ${level}`).join(', ')}`
  const lines = levels.flatMap(([level, features]) => {
    const start = `  ${level.padEnd(indent - 2)}`
    if (level !== 'lowered') return wrap(start, features.join(', '), indent, width)
    return [...groupsOf(rows, vendor, level)].flatMap(([text, group]) =>
      wrap(start, `${group.features.join(', ')}: ${text}${usesOf(group, showing)}`, indent, width),
    )
  })
  const toDo = [...groupsOf(rows, vendor, 'setup')].flatMap(([text, group]) => {
    const names = group.features.flatMap((feature) => namesOf(feature, pipelines))
    const of = names.length === 0 ? '' : `${[...new Set(names)].join(', ')}: `
    return wrap('  [ ] ', `${of}${text}${usesOf(group, showing)}`, 6, width)
  })
  const checklist = toDo.length === 0 ? [] : ['', paint('bold', `To set up at ${vendor.title}`), ...toDo]
  return ['', head, ...lines, ...checklist].map((line) => `${line}\n`).join('')
}

// What is to be set up has a name there.
function namesOf(feature: string, pipelines: readonly Pipeline[]): readonly string[] {
  if (feature.startsWith('value.secret'))
    return pipelines.flatMap((pipeline) =>
      refsOf(pipeline).flatMap(({ ref }) => (ref.ref === 'secret' ? [ref.name] : [])),
    )
  if (!feature.startsWith('job.environment')) return []
  const environments = pipelines.flatMap(({ jobs }) => jobs.flatMap(({ environment }) => environment ?? []))
  return environments.flatMap(({ name: [only] }) => (typeof only === 'string' ? [only] : []))
}

// Rows with the same words stand together.
function groupsOf(rows: readonly Rating[], { id }: Vendor, level: Level): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>()
  for (const { feature, vendors } of rows) {
    const answer = vendors[id]
    if (answer?.level !== level) continue
    const group = groups.get(answer.text) ?? { features: [], uses: new Set() }
    groups.set(answer.text, group)
    group.features.push(feature)
    for (const use of answer.uses) group.uses.add(use)
  }
  return groups
}

function usesOf({ uses }: Group, { verbose }: Showing): string {
  const all = [...uses]
  if (all.length === 0) return ''
  if (verbose || all.length <= most + 1) return ` (${all.join(', ')})`
  return ` (${all.slice(0, most).join(', ')} and ${all.length - most} more)`
}
