import { collect } from '../diagnostics.ts'
import { findRoot } from '../load/root.ts'
import { chooseVendors } from './choose-vendors.ts'
import { exit, type Io } from './command.ts'
import { exitCodeOf } from './exit-code.ts'
import { gatherStories } from './gather.ts'
import { locateFindings } from './locate-findings.ts'
import { misuse, readOptions } from './options.ts'
import { painter } from './paint.ts'
import { printJson } from './print-json.ts'
import { rateAll, rateStory } from './rate.ts'
import { sharedHelp, sharedOptions, sharedValues } from './shared-options.ts'
import { showFindings } from './show.ts'
import { type Showing, shownVendors, tellLevels, tellWords } from './tell-targets.ts'
import { roomIn } from './wrap.ts'

/** The text of `pipegen targets --help`. */
export const help = `  pipegen targets ci.story.ts      what each vendor makes of this story, row by row
  pipegen targets                  the whole table, without a story

Usage: pipegen targets [stories...] [options]

native: the vendor's own construct. lowered: the same in other words. setup: by hand, in the vendor's settings.
degraded: it means less. refused: it cannot be had.

  --to a,b             these vendors only; it shows other forms of a vendor too
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
  const named = (values.to ?? []).length > 0
  const showing: Showing = { width: roomIn(io.columns()), verbose: shared.verbose, paint: painter(io.color) }
  if (names.length === 0) {
    const rows = rateAll(vendors)
    if (shared.json) printJson([], { rows }, io)
    else io.out(tellLevels(rows, shownVendors(vendors, [], named), showing))
    return exit.fine
  }
  const { report, found } = collect()
  const root = findRoot(io.cwd)
  const { pipelines, bundles } = await gatherStories(
    { cwd: io.cwd, root, names, seconds: shared.seconds, beside: vendors.map(({ id }) => id) },
    report,
  )
  const stories = pipelines.map((pipeline) => ({
    name: pipeline.name,
    source: pipeline.source,
    rows: rateStory(pipeline, vendors),
  }))
  if (shared.json) printJson(locateFindings(found, bundles, root), { stories }, io)
  else {
    stories.forEach(({ name, source, rows }, index) => {
      const shown = shownVendors(vendors, pipelines[index]?.targets ?? [], named)
      const head = showing.paint('bold', name)
      io.out(`${head} (${source})\n\n${tellLevels(rows, shown, showing)}\n${tellWords(rows, shown, showing)}`)
    })
    showFindings(found, bundles, { root, verbose: shared.verbose }, io)
  }
  return exitCodeOf(found)
}
