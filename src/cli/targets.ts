import { collect } from '../diagnostics.ts'
import { findRoot } from '../load/root.ts'
import type { Vendor } from '../vendor.ts'
import { chooseVendors } from './choose-vendors.ts'
import { exit, type Io } from './command.ts'
import { exitCodeOf } from './exit-code.ts'
import { gatherStories } from './gather.ts'
import { locateFindings } from './locate-findings.ts'
import { misuse, readOptions } from './options.ts'
import { type Paint, painter } from './paint.ts'
import { printJson } from './print-json.ts'
import { type Rating, rateAll, rateStory } from './rate.ts'
import { sharedHelp, sharedOptions, sharedValues } from './shared-options.ts'
import { showFindings } from './show.ts'
import { writeTable } from './table.ts'

/** The text of `pipegen targets --help`. */
export const help = `  pipegen targets ci.story.ts      what each vendor makes of this story, row by row
  pipegen targets                  the whole table, without a story

Usage: pipegen targets [stories...] [options]

native: the vendor's own construct. lowered: the same in other words. setup: by hand, in the vendor's settings.
degraded: it means less. refused: it cannot be had.

  --to a,b             these vendors only
${sharedHelp}`

const options = { to: { type: 'string', multiple: true }, ...sharedOptions } as const

/** Shows what vendors make of stories, or of everything. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const given = readOptions('targets', args, options, io)
  if (given === undefined) return exit.world
  const { values, names } = given
  const shared = sharedValues(values)
  const vendors = chooseVendors(values.to ?? [])
  if (typeof shared === 'string' || typeof vendors === 'string') {
    io.err(misuse('targets', String([shared, vendors].find((one) => typeof one === 'string'))))
    return exit.world
  }
  const paint = painter(io.color)
  if (names.length === 0) {
    const rows = rateAll(vendors)
    if (shared.json) printJson([], { rows }, io)
    else io.out(tableOf(rows, vendors, paint))
    return exit.fine
  }
  const { report, found } = collect()
  const root = findRoot(io.cwd)
  const { pipelines, bundles } = await gatherStories({ cwd: io.cwd, root, names, seconds: shared.seconds }, report)
  const stories = pipelines.map((pipeline) => ({
    name: pipeline.name,
    source: pipeline.source,
    rows: rateStory(pipeline, vendors),
  }))
  if (shared.json) printJson(locateFindings(found, bundles, root), { stories }, io)
  else {
    for (const { name, source, rows } of stories)
      io.out(`${paint('bold', name)} (${source})\n\n${tableOf(rows, vendors, paint)}\n${wordsOf(rows, vendors, paint)}`)
    showFindings(found, bundles, { root, verbose: shared.verbose }, io)
  }
  return exitCodeOf(found)
}

function tableOf(rows: readonly Rating[], vendors: readonly Vendor[], paint: Paint): string {
  return writeTable(
    vendors.map((vendor) => vendor.id),
    rows.map(({ feature, vendors: answers }) => ({
      name: feature,
      levels: vendors.map((vendor) => answers[vendor.id]?.level),
    })),
    paint,
  )
}

// What is not native, in words; then a line that counts.
function wordsOf(rows: readonly Rating[], vendors: readonly Vendor[], paint: Paint): string {
  return vendors
    .map(({ id, title }) => {
      const answers = rows.flatMap((row) => (row.vendors[id] === undefined ? [] : [{ row, answer: row.vendors[id] }]))
      const lines = answers
        .filter(({ answer }) => answer.level !== 'native')
        .map(
          ({ row, answer: { level, text, uses } }) =>
            `  ${level.padEnd(9)} ${row.feature}: ${text} (${namesOf(uses)})\n`,
        )
      const native = answers.length - lines.length
      return `${paint('bold', title)}: ${native} of ${answers.length} rows native\n${lines.join('')}`
    })
    .join('')
}

function namesOf(uses: readonly string[]): string {
  return uses.length <= 3 ? uses.join(', ') : `${uses.slice(0, 3).join(', ')} and ${uses.length - 3} more`
}
