import type { Vendor } from '../../../src/vendor.ts'
import { type Breach, tellBreach } from '../hold-law.ts'
import type { ImportVerdict } from './hold-import.ts'

/** What became of the files of one group. */
export interface LawRow {
  readonly name: string
  readonly verdicts: readonly ImportVerdict[]
}

/** What the law says of the files of a vendor, as text: the sums, then each story that it does not hold for. */
export function tellLaw({ title }: Pick<Vendor, 'title'>, rows: readonly LawRow[], verbose: boolean): string {
  const all = rows.flatMap(({ name, verdicts }) => verdicts.map((verdict) => ({ ...verdict, name })))
  const read = all.filter(({ unread }) => unread === undefined)
  const sum = (count: (verdict: ImportVerdict) => number): number =>
    read.reduce((total, verdict) => total + count(verdict), 0)
  const why = [...new Set(all.flatMap(({ unread }) => unread ?? []))].map(
    (reason) => `${all.filter(({ unread }) => unread === reason).length} ${reason}`,
  )
  const none = rows.filter(({ verdicts }) => verdicts.length === 0).length
  const [agreeing, breaches] = [sum((one) => one.agreeing), sum((one) => one.breaches.length)]
  const unknown = sum(({ unknown }) => [...unknown.values()].reduce((total, count) => total + count, 0))
  const lines = [
    `\n## ${title}: the plans of the stories, and of the files\n`,
    `- groups: ${rows.length}, without a story: ${none}; stories: ${all.length}, played: ${read.length}, not: ${all.length - read.length}${why.length === 0 ? '' : ` (${why.join('; ')})`}`,
    `- plans compared: ${agreeing + breaches}, agreeing: ${agreeing}, disagreeing: ${breaches}; different where the import said so: ${sum((one) => one.told)}; unknown: ${unknown}`,
    `- stories that agree throughout: ${read.filter((one) => one.breaches.length + one.told + one.unknown.size === 0).length}; that disagree: ${read.filter((one) => one.breaches.length > 0).length}; of which something is unknown: ${read.filter((one) => one.unknown.size > 0).length}`,
    `- the files and what is written of the stories: agreeing: ${sum((one) => one.back?.agreeing ?? 0)}, disagreeing: ${sum((one) => one.back?.breaches.length ?? 0)}, in stories: ${read.filter((one) => (one.back?.breaches.length ?? 0) > 0).length}; not written: ${read.filter((one) => one.back === undefined).length}`,
  ]
  const shown = verbose ? 1000 : 2
  for (const { name, story, unread, breaches, unknown, back } of all) {
    const told = [
      ...(unread === undefined || !verbose ? [] : [`not played: ${unread}`]),
      ...tellAll('', breaches, shown),
      ...tellAll('written back: ', back?.breaches ?? [], shown),
      ...(verbose ? [...unknown].map(([reason, count]) => `unknown ${count}: ${reason.slice(0, 200)}`) : []),
    ]
    if (told.length > 0) lines.push(`\n${name}: ${story}`, ...told.map((line) => `  ${line}`))
  }
  return lines.join('\n')
}

function tellAll(before: string, breaches: readonly Breach[], most: number): readonly string[] {
  const rest = breaches.length - most
  const lines = breaches.slice(0, most).map((breach) => `${before}${tellBreach(breach).slice(0, 400)}`)
  return rest > 0 ? [...lines, `${before}and ${rest} more`] : lines
}
