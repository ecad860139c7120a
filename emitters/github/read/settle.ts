import { yes } from '../../../src/condition/build.ts'
import type { Job, RunStep, Step, VendorStep } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { differingKeys, isSame } from './difference.ts'
import type { ReadJob } from './job.ts'
import { joined } from './join-patches.ts'
import type { NormalWorkflow } from './normalise.ts'
import { listOf, mapOf, type Source } from './source.ts'
import { toVendorStep } from './vendor-step.ts'

/** A job whose steps come out as the file has them: patched, or kept whole where what they run would differ. */
export function settle(
  job: Job,
  jobs: ReadonlyMap<string, ReadJob>,
  source: Source,
  wanted: NormalWorkflow,
  found: NormalWorkflow,
): Job {
  const read = jobs.get(job.id)
  const [one, other] = [wanted.jobs[job.id], found.jobs[job.id]]
  if (read === undefined || one === undefined || other === undefined) return job
  if (one.steps.length !== other.steps.length || one.steps.length !== job.steps.length) return job
  const steps = job.steps.map((step, index) => {
    const [mine, theirs] = [one.steps[index], other.steps[index]]
    if (mine === undefined || theirs === undefined || isSame(mine.form, theirs.form)) return step
    const raw = stepAt(source.data, job.id, mine.index)
    return settleStep(
      step,
      raw,
      differingKeys(mine.form, theirs.form),
      read,
      mine.index,
      source.at(['jobs', job.id, 'steps', mine.index]),
    )
  })
  return steps.every((step, index) => step === job.steps[index]) ? job : { ...job, steps }
}

const patchable: ReadonlySet<string> = new Set(['id', 'name', 'if', 'timeout-minutes', 'continue-on-error'])

function settleStep(
  step: Step,
  raw: DataMap,
  keys: readonly string[],
  read: ReadJob,
  index: number,
  origin: Origin,
): Step {
  if (step.kind === 'vendor') return settleVendor(step, raw, keys)
  const openShell = keys.includes('shell') && raw.shell === 'bash'
  const rest = keys.filter((key) => key !== 'shell' || !openShell)
  if (!rest.every((key) => patchable.has(key))) return toVendorStep(raw, read, read.elsewhere(index), origin)
  const patch: Record<string, unknown> = Object.fromEntries(rest.map((key) => [key, raw[key] ?? null]))
  if (openShell) patch.shell = fullBash
  return { ...step, raw: joined(step.raw, patch, origin) }
}

function settleVendor(step: VendorStep, raw: DataMap, keys: readonly string[]): Step {
  const variants = Object.entries(step.variants).map(([vendor, variant]) => {
    if (!('native' in variant)) return [vendor, variant]
    const shell = keys.includes('shell') && raw.shell === 'bash' ? { shell: fullBash } : {}
    return [vendor, { native: { ...asWritten(raw, keys), ...variant.native, ...shell } }]
  })
  const open = keys.includes('if') ? ({ status: 'success', condition: yes } as const) : {}
  return {
    ...step,
    ...open,
    otherwise: keys.includes('if') ? unasked(step.otherwise) : step.otherwise,
    name: keys.includes('name') ? [] : step.name,
    variants: Object.fromEntries(variants),
  }
}

// A script whose condition stays in the vendor's words is none for others, unless it does nothing.
function unasked(otherwise: RunStep | null): RunStep | null {
  return otherwise?.script === ':' ? { ...otherwise, status: 'success', condition: yes } : null
}

function asWritten(raw: DataMap, keys: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    ['name', 'if'].filter((key) => keys.includes(key) && raw[key] !== undefined).map((key) => [key, raw[key]]),
  )
}

// The writer leaves out the short form, which it says once for the file; here it is not said.
const fullBash = 'bash --noprofile --norc -eo pipefail {0}'

function stepAt(data: DataMap, job: string, index: number): DataMap {
  return mapOf(listOf(mapOf(mapOf(data.jobs)?.[job])?.steps)[index]) ?? {}
}
