import { relative, resolve, sep } from 'node:path'
import { collect, type Report } from '../diagnostics.ts'
import type { Output } from '../emit.ts'
import { findRoot } from '../load/root.ts'
import type { SourceFile } from '../read/reading.ts'
import { caseless, type TakenNames } from '../take-name.ts'
import type { Source } from '../vendor.ts'
import { allSources, chooseSource, chooseVendors, forVendors, isTarget } from './choose-vendors.ts'
import { exit, type Io } from './command.ts'
import { exitCodeOf } from './exit-code.ts'
import { decisionCodes, tellDecisions, watchDecisions } from './import/decisions.ts'
import { vendorOf } from './import/find-vendor.ts'
import { type Imported, importFiles } from './import/import-files.ts'
import { jsonOfImport } from './import/json-of-import.ts'
import { loadFile, withRelated } from './import/load-files.ts'
import { rateAllStories } from './import/rate-all-stories.ts'
import { resolveFiles } from './import/resolve-files.ts'
import { tellImport } from './import/tell-import.ts'
import { sameOf, tellSame } from './import/tell-same.ts'
import { writeStories } from './import/write-stories.ts'
import { locateFindings } from './locate-findings.ts'
import { misuse, readOptions } from './options.ts'
import { painter } from './paint.ts'
import { printJson } from './print-json.ts'
import { sharedHelp, sharedOptions, sharedValues } from './shared-options.ts'
import { showFindings } from './show.ts'
import { tellLevels, tellWords } from './tell-targets.ts'
import { roomIn } from './wrap.ts'

/** The text of `pipegen import --help`. */
export const help = `  pipegen import                   a story for each pipeline of the files here
  pipegen import ci.yml --from ID --stdout
  pipegen import ci.yml --to ID    and what another vendor would make of it

Usage: pipegen import [files...] [options]

Turns the YAML of a vendor into stories, writes that YAML again from them, and says where the two differ. What a story
has no words for stays in it as the vendor writes it, and is listed with its line; so is what is lost. Without names,
the files are those of the only vendor that has some here. Exit code 1: something was lost that decided what may run,
or with which rights, or a file could not be read.

  --from ID            whose files these are; told by their path or content where left out
  --to a,b|all         say what these vendors would make of the stories
  --out DIR            write the stories into this folder, which must be in the repository
  --stdout             print the stories instead
  --force              overwrite stories that are there
  --report json        the same as --format json
  --inline             put what the files call of the project itself (workflows, actions) in the place of the calls
  --explain-same       say what counts as the same where files are compared, and do nothing else
${sharedHelp}`

const options = {
  from: { type: 'string' },
  to: { type: 'string', multiple: true },
  out: { type: 'string' },
  stdout: { type: 'boolean' },
  force: { type: 'boolean' },
  report: { type: 'string' },
  inline: { type: 'boolean' },
  'explain-same': { type: 'boolean' },
  ...sharedOptions,
} as const

/** Turns files of vendors into stories. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const given = readOptions('import', args, options, io)
  if (given === undefined) return exit.world
  const { values, names } = given
  const shared = sharedValues({ ...values, format: values.report ?? values.format })
  const from = values.from === undefined ? [] : chooseSource(values.from)
  const to = chooseVendors((values.to ?? []).filter((list) => list !== 'all'))
  if (typeof shared === 'string' || typeof from === 'string' || typeof to === 'string') {
    io.err(misuse('import', String([shared, from, to].find((one) => typeof one === 'string'))))
    return exit.world
  }
  const asked = 'id' in from ? [from] : []
  if (values['explain-same'] === true) {
    const vendors = asked.length > 0 ? asked : allSources()
    const same = await Promise.all(vendors.map(async (vendor) => ({ vendor: vendor.id, same: await sameOf(vendor) })))
    const showing = { width: roomIn(io.columns()), verbose: shared.verbose, paint: painter(io.color) }
    if (shared.json) printJson([], { same }, io)
    else io.out(await tellSame(vendors, showing))
    return exit.fine
  }
  const { report: collecting, found } = collect()
  const { report, decisions } = watchDecisions(collecting)
  const root = findRoot(io.cwd)
  const folder = relative(root, resolve(io.cwd, values.out ?? '.')).replaceAll(sep, '/') || '.'
  const wanted = values.to === undefined || values.to.includes('all') ? [] : to.map(({ id }) => id)
  const groups = await gather(names, asked, { cwd: io.cwd, root }, report)
  const taken = caseless()
  const storyNames = caseless()
  const all: Imported[] = []
  for (const [vendor, files] of groups)
    all.push(
      ...(await importEach(
        vendor,
        files,
        { folder, root, seconds: shared.seconds, wanted, inlining: values.inline === true, taken, names: storyNames },
        report,
      )),
    )
  const stories = all.flatMap((one) =>
    one.stories.map((story): Output => ({ ...story, executable: false, vendor: one.vendor.id })),
  )
  const rows =
    values.to === undefined
      ? []
      : rateAllStories(
          await forVendors(
            all.flatMap(({ pipelines }) => pipelines),
            to,
          ),
          to,
        )
  const printed = values.stdout === true
  if (printed && !shared.json)
    io.out(stories.map(({ path, text }) => (stories.length === 1 ? text : `// ----- ${path}\n${text}`)).join(''))
  const force = values.force === true
  const written = printed ? [] : writeStories(stories, { cwd: io.cwd, root, force, dry: false }, report)
  const bundles = all.flatMap((one) => one.bundles)
  if (shared.json) printJson(locateFindings(found, bundles, root), { imports: all.map(jsonOfImport), rows }, io)
  else {
    const paint = painter(io.color)
    const showing = { width: roomIn(io.columns()), verbose: shared.verbose, paint }
    for (const one of all) io.err(tellImport(one, showing))
    if (!shared.verbose) io.err(tellDecisions(decisions(), bundles, showing))
    if (written.length > 0) io.err(`\n${written.join('')}`)
    if (rows.length > 0) {
      io.err(`\n${tellLevels(rows, to, showing)}\n${tellWords(rows, to, showing)}\n`)
    }
    const told = shared.verbose ? undefined : decisionCodes
    showFindings(found, bundles, { root, verbose: shared.verbose, ...(told && { told }) }, io)
  }
  return exitCodeOf(found)
}

/** Where the files of an import are. */
interface Place {
  readonly cwd: string
  readonly root: string
}

async function gather(
  names: readonly string[],
  asked: readonly Source[],
  { cwd, root }: Place,
  report: Report,
): Promise<ReadonlyMap<Source, readonly SourceFile[]>> {
  const known = allSources()
  const groups = new Map<Source, SourceFile[]>()
  const paths = resolveFiles(names, asked.length > 0 ? asked : known, cwd)
  if (paths.length === 0)
    report('import-nothing', null, {
      vendor: asked[0]?.title ?? 'a vendor',
      looked: names.length === 0 ? ['.'] : names,
    })
  for (const path of paths) {
    const file = loadFile(path, root, report)
    if (file === undefined) continue
    const vendor = asked[0] ?? (await vendorOf(file, known))
    if (vendor === undefined) report('import-vendor', null, { file: file.path, known: known.map(({ id }) => id) })
    else groups.set(vendor, [...(groups.get(vendor) ?? []), file])
  }
  if (names.length > 0 || groups.size < 2) return groups
  const vendors = [...groups.keys()]
  report('import-several', null, { vendors: vendors.map(({ title }) => title), ids: vendors.map(({ id }) => id) })
  return new Map()
}

// Files of which each holds pipelines of its own are told one by one, so that each has its own numbers.
async function importEach(
  vendor: Source,
  files: readonly SourceFile[],
  {
    folder,
    root,
    seconds,
    wanted,
    inlining,
    taken,
    names,
  }: {
    readonly folder: string
    readonly root: string
    readonly seconds: number
    /** What the stories of a vendor that nothing is written for are for. */
    readonly wanted: readonly string[]
    readonly inlining: boolean
    readonly taken: TakenNames
    readonly names: TakenNames
  },
  report: Report,
): Promise<readonly Imported[]> {
  const reader = await vendor.read?.()
  if (reader === undefined) {
    report('import-vendor', null, { file: files[0]?.path ?? '', known: [] })
    return []
  }
  const whole = withRelated(files, reader, root, report, { leaving: false, inlining })
  return [
    await importFiles(
      vendor,
      whole,
      { folder, targets: isTarget(vendor) ? [] : wanted, seconds, inlining, taken, names },
      report,
    ),
  ]
}
