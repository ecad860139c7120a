import type { Job } from '../../../src/ir.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import type { Path } from '../../../src/yaml/find.ts'
import { versionInput } from './actions/tools.ts'
import { differingKeys, isSame } from './difference.ts'
import type { ReadJob } from './job.ts'
import { joined } from './join-patches.ts'
import type { NormalJob } from './normal/job.ts'
import type { NormalWorkflow } from './normalise.ts'
import { listOf, mapOf, type Source } from './source.ts'
import { nativeOf } from './vendor-step.ts'

/** Takes the place of a part of the file that is kept as it stands. */
export type Keep = (path: Path) => void

/** A job with patches for the inputs of the steps that the writer makes itself. */
export function patchSetUp(
  job: Job,
  jobs: ReadonlyMap<string, ReadJob>,
  source: Source,
  output: Source,
  wanted: NormalWorkflow,
  found: NormalWorkflow,
  keep: Keep,
): Job {
  const [one, other] = [wanted.jobs[job.id], found.jobs[job.id]]
  const theirs = mapOf(mapOf(source.data.jobs)?.[job.id]) ?? {}
  const ours = mapOf(mapOf(output.data.jobs)?.[job.id]) ?? {}
  if (one === undefined || other === undefined || theirs.uses !== undefined) return job
  const read = jobs.get(job.id)
  const steps =
    read === undefined
      ? undefined
      : patchSteps(one, other, theirs, ours, read, (path) => keep(['jobs', job.id, ...path]))
  return steps === undefined ? job : { ...job, raw: joined(job.raw, { steps }, job.origin) }
}

function patchSteps(
  one: NormalJob,
  other: NormalJob,
  theirs: DataMap,
  ours: DataMap,
  read: ReadJob,
  keep: Keep,
): unknown {
  const [wanted, made] = [theirs, ours].map((job) => listOf(job.steps))
  const alike = (mine: readonly { readonly form: object }[], yours: readonly { readonly form: object }[]): boolean =>
    mine.length === yours.length && mine.every((step, index) => isSame(step.form, yours[index]?.form))
  // What cannot be laid side by side is kept whole.
  if (
    !alike(one.steps, other.steps) ||
    one.tools.length !== other.tools.length ||
    (one.checkout === undefined) !== (other.checkout === undefined)
  ) {
    keep(['steps'])
    return listOf(theirs.steps).map((step) => nativeOf(mapOf(step) ?? {}, read.around))
  }
  const patch: Record<string, unknown> = {}
  const pairs = [
    [one.checkout, other.checkout] as const,
    ...one.tools.map((tool, index) => [tool, other.tools[index]] as const),
  ]
  for (const [mine, yours] of pairs) {
    if (mine === undefined || yours === undefined || isSame(mine.form, yours.form)) continue
    const [from, to] = [mapOf(made?.[yours.index]), mapOf(wanted?.[mine.index])]
    const keys = differingKeys(withOf(mine.form), withOf(yours.form))
    const version = to === undefined ? undefined : versionInput(to)
    const said = { ...mapOf(to?.with), ...(version === undefined ? {} : { [version.name]: version.value }) } as DataMap
    const input = Object.fromEntries(keys.map((key) => [key, said[key] ?? null]))
    for (const key of keys) keep(['steps', mine.index, 'with', key])
    const kept = Object.entries(input).filter(([key, value]) => value !== null || key in (mapOf(from?.with) ?? {}))
    patch[String(yours.index - other.before.length)] = { with: Object.fromEntries(kept) }
  }
  return Object.keys(patch).length === 0 ? undefined : patch
}

function withOf(form: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return (form.with ?? {}) as Readonly<Record<string, unknown>>
}
