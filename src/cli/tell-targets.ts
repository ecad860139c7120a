import type { Vendor } from '../vendor.ts'
import type { Paint } from './paint.ts'
import type { Rating } from './rate.ts'
import { writeTable } from './table.ts'
import { wrap } from './wrap.ts'

/** How what vendors make of a story is shown. */
export interface Showing {
  /** How many columns there are. */
  readonly width: number
  /** Whether every place is named. */
  readonly verbose: boolean
  readonly paint: Paint
}

/** The vendors that are shown of all: another form of a vendor only where the story, or the command line, names it. */
export function shownVendors(all: readonly Vendor[], targets: readonly string[], named: boolean): readonly Vendor[] {
  return named ? all : all.filter(({ id, variantOf }) => variantOf === undefined || targets.includes(id))
}

/** The levels of rows on vendors, side by side. */
export function tellLevels(rows: readonly Rating[], vendors: readonly Vendor[], { width, paint }: Showing): string {
  return writeTable(
    vendors.map((vendor) => vendor.id),
    rows.map(({ feature, vendors: answers }) => ({
      name: feature,
      levels: vendors.map((vendor) => answers[vendor.id]?.level),
    })),
    width,
    paint,
  )
}

const indent = 12
// How many places are named before the others are counted.
const most = 5

/** What is not native, in words, vendor by vendor; rows with the same words stand together. */
export function tellWords(rows: readonly Rating[], vendors: readonly Vendor[], showing: Showing): string {
  return vendors.map((vendor) => wordsOf(rows, vendor, showing)).join('')
}

function wordsOf(rows: readonly Rating[], { id, title }: Vendor, { width, verbose, paint }: Showing): string {
  const answers = rows.flatMap((row) => (row.vendors[id] === undefined ? [] : [{ row, answer: row.vendors[id] }]))
  const groups = new Map<string, { level: string; features: string[]; text: string; uses: Set<string> }>()
  for (const { row, answer } of answers) {
    const { level, text, uses } = answer
    if (level === 'native') continue
    const key = `${level} ${text}`
    const group = groups.get(key) ?? { level, features: [], text, uses: new Set() }
    groups.set(key, group)
    group.features.push(row.feature)
    for (const use of uses) group.uses.add(use)
  }
  const lines = [...groups.values()].flatMap(({ level, features, text, uses }) => {
    const start = `  ${level.padEnd(indent - 2)}`
    return wrap(start, `${features.join(', ')}: ${text} (${placesOf([...uses], verbose)})`, indent, width)
  })
  const native = answers.filter(({ answer }) => answer.level === 'native').length
  const head = `${paint('bold', title)}: ${native} of ${answers.length} rows native`
  return [head, ...lines].map((line) => `${line}\n`).join('')
}

function placesOf(uses: readonly string[], verbose: boolean): string {
  return verbose || uses.length <= most + 1
    ? uses.join(', ')
    : `${uses.slice(0, most).join(', ')} and ${uses.length - most} more; --verbose names them`
}
