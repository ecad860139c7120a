import type { Pipeline } from '../../../src/ir.ts'
import { comparePlans, type Played } from '../../../src/plan/compare.ts'
import { interpret } from '../../../src/plan/interpret.ts'
import type { Mirror } from '../../../src/plan/mirror.ts'
import type { Decide } from '../../../src/plan/simulate.ts'
import { readBy } from '../../../src/plan/vendor-words.ts'
import type { Vendor } from '../../../src/vendor.ts'
import type { Breach, Turn } from '../hold-law.ts'
import { openPatch, openTest, whyStarted } from './known.ts'
import { differencesBetween, inCellsOf } from './mirrors.ts'
import type { NamedFiles } from './named-files.ts'

/** A story beside the files that it was read from. */
export interface Pair extends NamedFiles {
  readonly vendor: Vendor
  readonly pipeline: Pipeline
  readonly decide: Decide | undefined
  /** The jobs of which the import said that it reads them nearly. */
  readonly approximate: ReadonlySet<string>
}

/** What the law says of one turn; `idle`: nothing starts. */
export type TurnVerdict =
  | { readonly is: 'idle' | 'agreeing' | 'told' }
  | { readonly is: 'unknown'; readonly why: string }
  | { readonly is: 'breach'; readonly breach: Breach }

/** Holds what the files make of a turn against what the story means. */
export function holdTurn(pair: Pair, turn: Turn, mirror: Mirror, again: Played | undefined): TurnVerdict {
  const { vendor, pipeline, files, decide, approximate } = pair
  const { event, outcomes } = turn
  const { starts } = interpret(pipeline, event, outcomes)
  if (!starts && mirror.size === 0) return { is: 'idle' }
  const unsaid = starts ? undefined : whyStarted(pipeline, vendor, event)
  if (unsaid !== undefined) return { is: 'unknown', why: unsaid }
  const read = (one: Pipeline) => readBy(one, vendor.id, (text) => decide?.(text, files, event))
  const found = { mirror: inCellsOf(pipeline, mirror), answers: again?.answers ?? [], read }
  const differences = comparePlans(pipeline, event, outcomes, found)
  if (differences.length === 0) return { is: 'agreeing' }
  const why = openTest(pipeline, vendor, { decide, files, ...turn }) ?? openPatch(pipeline, vendor, differences)
  if (why !== undefined) return { is: 'unknown', why }
  if (differences.every(({ job }) => approximate.has(job))) return { is: 'told' }
  return { is: 'breach', breach: { ...turn, vendor: vendor.id, differences } }
}

/** Holds what the files make of a turn against what is written of the story. */
export function holdBack(
  { vendor, pipeline, approximate }: Pair,
  turn: Turn,
  mirror: Mirror,
  again: Played,
): TurnVerdict {
  const { starts } = interpret(pipeline, turn.event, turn.outcomes)
  const isOpen = !starts && whyStarted(pipeline, vendor, turn.event) !== undefined
  if (isOpen || mirror.size + again.mirror.size === 0) return { is: 'idle' }
  const differences = differencesBetween(mirror, again.mirror)
  if (differences.length === 0) return { is: 'agreeing' }
  if (differences.every(({ job }) => approximate.has(job))) return { is: 'told' }
  // Both may do what the column of the vendor says of the story, each in its way.
  const isMeant = comparePlans(pipeline, turn.event, turn.outcomes, again).length === 0
  if (isMeant && comparePlans(pipeline, turn.event, turn.outcomes, { ...again, mirror }).length === 0)
    return { is: 'told' }
  // Two jobs that a patch gives one name cannot be told apart.
  const named = pipeline.jobs.some(({ raw }) => raw.some(({ patch }) => 'name' in patch))
  return named
    ? { is: 'unknown', why: "a name in the vendor's own words" }
    : { is: 'breach', breach: { ...turn, vendor: vendor.id, differences } }
}
