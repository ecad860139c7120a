import type { Carried, Reading } from '../../read/reading.ts'
import { isTarget } from '../choose-vendors.ts'
import type { Paint } from '../paint.ts'
import { wrap } from '../wrap.ts'
import type { Imported } from './import-files.ts'

/** How many keys of the files became what. */
export interface Coverage {
  readonly carried: number
  readonly raw: number
  readonly lost: number
  /** Of all keys, those that the story says in words of its own. */
  readonly percent: number
}

/** Counts what became of the keys. */
export function countKeys({ coverage }: Pick<Reading, 'coverage'>): Coverage {
  const count = (how: string): number => coverage.filter((one) => one.how === how).length
  const all = coverage.length
  // Rounded down: 100 is said only of all.
  const percent = all === 0 ? 0 : Math.floor((count('carried') / all) * 1000) / 10
  return { carried: count('carried'), raw: count('raw'), lost: count('lost'), percent }
}

/** How an import is shown. */
export interface Showing {
  readonly width: number
  readonly verbose: boolean
  readonly paint: Paint
}

/** What became of the files, for people: a paragraph for each. */
export function tellImport({ vendor, reading, files, differences }: Imported, showing: Showing): string {
  const told = files.map(({ path }) => {
    const coverage = reading.coverage.filter(({ origin }) => origin.file === path)
    const apart = differences?.filter(({ file }) => file === path).length
    const back = isTarget(vendor) ? backOf(apart) : `nothing is written for ${vendor.title} to compare`
    return tellFile(path, coverage, back, vendor.title, showing)
  })
  const total =
    files.length < 2 ? [] : wrap('', `${files.length} files: ${sumOf(reading, vendor.title)}`, 2, showing.width)
  return [...told.flat(), ...total].map((line) => `${line}\n`).join('')
}

function sumOf(reading: Pick<Reading, 'coverage'>, title: string): string {
  const { carried, raw, lost, percent } = countKeys(reading)
  return `${percent} % of ${carried + raw + lost} keys are told, ${raw} stay as ${title} writes them, ${lost} are lost`
}

function backOf(apart: number | undefined): string {
  if (apart === undefined) return 'it could not be written back to compare'
  return apart === 0
    ? 'written back, it means the same'
    : `written back, it differs in ${apart === 1 ? 'one place' : `${apart} places`}`
}

function tellFile(
  path: string,
  coverage: Reading['coverage'],
  back: string,
  title: string,
  { width, verbose, paint }: Showing,
): readonly string[] {
  if (coverage.length === 0) return [`${paint('bold', path)}: nothing of it is in a story`]
  const [head = '', ...more] = wrap('', `${path}: ${sumOf({ coverage }, title)}; ${back}`, 2, width)
  const parts = topmost(coverage)
  const some = verbose
    ? parts.map(
        ({ how, path: key, origin }) =>
          `  ${paint(how === 'lost' ? 'yellow' : 'blue', label(how).padEnd(5))}${origin.file}:${origin.line}  ${key}`,
      )
    : (['raw', 'lost'] as const).flatMap((how) => inShort(how, parts, width))
  return [head.replace(path, paint('bold', path)), ...more, ...some]
}

const label = (how: Carried): string => (how === 'raw' ? 'raw' : 'lost')
const most = 15

// Keys of one name together, each with its lines.
function inShort(how: Carried, parts: Reading['coverage'], width: number): readonly string[] {
  const lines = new Map<string, Set<number>>()
  for (const { how: other, path, origin } of parts)
    if (other === how) lines.set(nameOf(path), (lines.get(nameOf(path)) ?? new Set()).add(origin.line))
  if (lines.size === 0) return []
  const names = [...lines].map(([name, at]) => `${name} (${listed([...at])})`)
  const left = names.length - most
  const text = names.slice(0, most).join(', ') + (left > 0 ? ` and ${left} more; --verbose names them` : '')
  return wrap(`  ${label(how).padEnd(5)}`, text, 7, width)
}

function listed(lines: readonly number[]): string {
  const some = lines.slice(0, 6).join(', ')
  return lines.length > 6 ? `${some} and ${lines.length - 6} more` : `${lines.length === 1 ? 'line' : 'lines'} ${some}`
}

// The last key; of an item, the list that it is of.
function nameOf(path: string): string {
  return /[^.[\]]+(?=(?:\[\d+\])*$)/.exec(path)?.[0] ?? path
}

// What stands inside of a part that became the same says nothing more.
function topmost(coverage: Reading['coverage']): Reading['coverage'] {
  const kept = new Set<string>()
  return coverage.filter(({ how, path }) => {
    if (how === 'carried') return false
    for (let end = path.length; end > 0; end = Math.max(path.lastIndexOf('.', end - 1), path.lastIndexOf('[', end - 1)))
      if (kept.has(`${how} ${path.slice(0, end)}`)) return false
    kept.add(`${how} ${path}`)
    return true
  })
}
