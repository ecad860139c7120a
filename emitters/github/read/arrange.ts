import type { Artifact, Cache, Checkout, Tool } from '../../../src/ir.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import type { Path } from '../../../src/yaml/find.ts'
import { actionOf, isPlainCall } from './action.ts'
import { readDownload, readUpload } from './actions/artifacts.ts'
import { readCache } from './actions/cache.ts'
import { readCheckout } from './actions/checkout.ts'
import { readTool } from './actions/tools.ts'
import type { Known } from './known.ts'
import { isApproval, isGuard, reportOf } from './own-steps.ts'
import { type Source, wordOf } from './source.ts'

/** The steps of a job, parted into what the pipeline says in other words and what stays a step. */
export interface Arranged {
  /** Steps that must run before the sources are there, and mean something there. */
  readonly before: readonly Placed[]
  readonly checkout: { readonly value: Checkout; readonly step: Placed } | undefined
  readonly tools: readonly { readonly value: Tool; readonly step: Placed; readonly guessed: boolean }[]
  readonly caches: readonly { readonly value: Cache; readonly step: Placed; readonly own: boolean }[]
  readonly downloads: readonly { readonly name: string; readonly step: Placed }[]
  readonly uploads: readonly { readonly value: Artifact; readonly step: Placed }[]
  readonly rest: readonly Placed[]
}

/** A step of the file with its number. */
export interface Placed {
  readonly index: number
  readonly step: DataMap
}

/** Parts the steps of a job. `asked` are the ids of steps whose results something asks for. */
export function arrange(
  steps: readonly DataMap[],
  job: string,
  asked: ReadonlySet<string>,
  known: Known,
  source: Source,
): Arranged {
  const placed = steps
    .map((step, index) => ({ index, step }))
    .filter(({ step }) => !isGuard(step) && !isApproval(step) && reportOf(step, job) === undefined)
  const pathOf = ({ index }: Placed): Path => ['jobs', job, 'steps', index]
  const checkout = placed.flatMap((one) => {
    const call = isPlainCall(one.step, asked) ? actionOf(one.step) : undefined
    const value = call === undefined ? undefined : readCheckout(call, known, source.at(pathOf(one)))
    return value === undefined ? [] : [{ value, step: one }]
  })[0]
  const tools: { value: Tool; step: Placed; guessed: boolean }[] = []
  const caches: { value: Cache; step: Placed; own: boolean }[] = []
  const downloads: { name: string; step: Placed }[] = []
  const uploads: { value: Artifact; step: Placed }[] = []
  const before: Placed[] = []
  const rest: Placed[] = []
  let isPreparing = true
  for (const one of placed) {
    if (one === checkout?.step) continue
    const call = isPreparing && isPlainCall(one.step, asked) ? actionOf(one.step) : undefined
    const origin = source.at(pathOf(one))
    const found = call === undefined || known.job?.inContainer ? undefined : readTool(call, known, origin)
    if (found !== undefined && !tools.some(({ value }) => value.name === found.tool.name)) {
      tools.push({ value: found.tool, step: one, guessed: found.guessed })
      const { cache } = found
      if (cache !== undefined && !caches.some(({ value }) => value.name === cache.name))
        caches.push({ value: cache, step: one, own: false })
      continue
    }
    const cache = call === undefined ? undefined : readCache(call, known, origin)
    if (cache !== undefined && !caches.some(({ value }) => value.name === cache.name)) {
      caches.push({ value: cache, step: one, own: true })
      continue
    }
    const upload = readUpload(one.step, asked)
    if (upload !== undefined && known.artifacts.get(upload.name) === job) {
      uploads.push({ value: { ...upload, origin }, step: one })
      continue
    }
    const download = readDownload(one.step, asked)
    if (download !== undefined && known.artifacts.has(download.name)) {
      downloads.push({ name: download.name, step: one })
      continue
    }
    if (checkout !== undefined && one.index < checkout.step.index && isEarly(one.step)) before.push(one)
    else {
      rest.push(one)
      isPreparing &&= prepares(one.step)
    }
  }
  return { before, checkout, tools, caches, downloads, uploads, rest }
}

// What watches the whole job or changes how git works must stay in front of the sources.
function isEarly(step: DataMap): boolean {
  const run = wordOf(step.run)
  return run === undefined || /\bgit\b/.test(run)
}

// Steps that bring in programs leave it open in which order toolchains come.
function prepares(step: DataMap): boolean {
  const run = wordOf(step.run)
  if (run === undefined)
    return step.uses !== undefined && !/^\.|(upload|download)-artifact/.test(wordOf(step.uses) ?? '')
  return run
    .split('\n')
    .every((line) =>
      /^\s*((sudo\s+)?(apt|apt-get|apk|brew|choco|snap|corepack)\b.*|git config\b.*|echo\b[^|>]*|#.*)?$/.test(line),
    )
}
