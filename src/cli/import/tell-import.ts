import type { Reading } from '../../read/reading.ts'
import type { Paint } from '../paint.ts'
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
export function countKeys({ coverage }: Reading): Coverage {
  const count = (how: string): number => coverage.filter((one) => one.how === how).length
  const all = coverage.length
  // Rounded down: 100 is said only of all.
  const percent = all === 0 ? 0 : Math.floor((count('carried') / all) * 1000) / 10
  return { carried: count('carried'), raw: count('raw'), lost: count('lost'), percent }
}

const shown = 20

/** What became of the files, for people. */
export function tellImport(imported: Imported, verbose: boolean, paint: Paint): string {
  const { vendor, reading, files, differences } = imported
  const { carried, raw, lost, percent } = countKeys(reading)
  const names = files.map(({ path }) => path).join(', ')
  const back =
    differences === undefined
      ? 'it could not be written back to compare'
      : differences.length === 0
        ? 'written back, it means the same'
        : `written back, it differs in ${differences.length === 1 ? 'one place' : `${differences.length} places`}`
  const head = `${paint('bold', names)}: ${percent} % of ${carried + raw + lost} keys are told, ${raw} stay as ${vendor.title} writes them, ${lost} are lost; ${back}`
  const parts = topmost(reading).filter(({ how }) => how !== 'carried')
  const some = verbose ? parts : parts.slice(0, shown)
  const more = parts.length - some.length
  return [
    head,
    ...some.map(
      ({ how, path, origin }) =>
        `  ${paint(how === 'lost' ? 'yellow' : 'blue', how.padEnd(5))}${origin.file}:${origin.line}  ${path}`,
    ),
    ...(more === 0 ? [] : [`  and ${more} more (--verbose shows them)`]),
    '',
  ].join('\n')
}

// What stands inside of a part that became the same says nothing more.
function topmost({ coverage }: Reading): Reading['coverage'] {
  const kept: Reading['coverage'][number][] = []
  let last: Reading['coverage'][number] | undefined
  for (const one of coverage) {
    const inside =
      last !== undefined &&
      last.how === one.how &&
      last.origin.file === one.origin.file &&
      (one.path.startsWith(`${last.path}.`) || one.path.startsWith(`${last.path}[`))
    if (inside) continue
    kept.push(one)
    last = one
  }
  return kept
}
