import type { EventName, Pipeline, RawPatch } from '../../../src/ir.ts'
import { inOwnWords } from '../../../src/own-words.ts'
import type { Difference } from '../../../src/plan/difference.ts'
import { ancestorsIn } from '../../../src/plan/differences.ts'
import type { PlanEvent } from '../../../src/plan/event.ts'
import type { Decide } from '../../../src/plan/simulate.ts'
import { vendorTests } from '../../../src/plan/vendor-words.ts'
import type { SourceFile } from '../../../src/read/reading.ts'
import type { Vendor } from '../../../src/vendor.ts'
import type { Turn } from '../hold-law.ts'

// What jobs there are, and which of them run after which: told by a patch, a story alone does not have it.
const deciding = new Set(
  [
    'if when on only except rules condition conditions workflow include extends needs dependsOn runAfter finally',
    'pipelines strategy parallel matrix trigger continue-on-error allow_failure onError changesets tag exclude type',
  ].flatMap((line) => line.split(' ')),
)

/** The test in the vendor's own words that its rules do not answer for a turn; undefined: they answer all. */
export function openTest(
  pipeline: Pipeline,
  { id }: Vendor,
  ask: Turn & { readonly decide: Decide | undefined; readonly files: readonly SourceFile[] },
): string | undefined {
  const texts = inOwnWords(pipeline, id)
    .jobs.flatMap((job) => vendorTests(job.condition))
    .map((test) => test.texts[id] ?? '')
  const open = texts.find((text) => ask.decide?.(text, ask.files, ask.event) === undefined || asksEnds(text, ask))
  return open === undefined ? undefined : `a condition in the vendor's own words: ${open}`
}

// Where nothing has failed, a text that asks for it has its answer.
function asksEnds(text: string, { outcomes }: Turn): boolean {
  return outcomes.failing.length > 0 && /\b(?:success|failure|always|cancelled)\(\)/.test(text)
}

/** The patch in the vendor's own words that may make these differences; undefined: there is none. */
export function openPatch(pipeline: Pipeline, { id }: Vendor, differences: readonly Difference[]): string | undefined {
  const { raw, jobs } = inOwnWords(pipeline, id)
  const before = ancestorsIn(jobs)
  const patched = new Map(jobs.map((job) => [job.id, job.raw.flatMap(decidingKeys)[0]]))
  const keyOf = ({ job }: Difference): string | undefined =>
    [job, ...(before.get(job) ?? [])].flatMap((one) => patched.get(one) ?? [])[0]
  const keys = differences.map((difference) => raw.flatMap(decidingKeys)[0] ?? keyOf(difference))
  return keys.includes(undefined) ? undefined : `a patch in the vendor's own words: ${keys[0]}`
}

function decidingKeys({ patch }: RawPatch): readonly string[] {
  return Object.entries(patch).flatMap(([key, value]) => (deciding.has(key) && value !== null ? [key] : []))
}

/** What texts in a vendor's own words name in quotes: branches, tags. */
export function namesInWords(pipeline: Pipeline, { id }: Vendor): readonly string[] {
  const texts = pipeline.jobs.flatMap((job) => vendorTests(job.condition)).map((test) => test.texts[id] ?? '')
  const quoted = texts.flatMap((text) => [...text.matchAll(/(["'])(?:refs\/(?:heads|tags)\/)?([\w./-]+)\1/g)])
  return [...new Set(quoted.flatMap(([, , name = '']) => name || []))]
}

// What the files cannot say: the settings of a project and people say it, and the rules take what the event wants.
const elsewhere: Readonly<Record<string, readonly EventName[]>> = {
  codeship: ['pullRequest', 'schedule', 'manual', 'api'],
  bitbucket: ['schedule', 'manual', 'api'],
  gitlab: ['schedule', 'api'],
}

/** Why files may start what a story does not; undefined: they may not. */
export function whyStarted({ vendorTriggers }: Pipeline, { id }: Vendor, { name }: PlanEvent): string | undefined {
  if (elsewhere[id]?.includes(name)) return `who starts it by ${name} stands in the settings`
  return vendorTriggers.some(({ vendor }) => vendor === id) ? "an event in the vendor's own words" : undefined
}
