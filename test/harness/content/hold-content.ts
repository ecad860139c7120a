import type { Pipeline } from '../../../src/ir.ts'
import { answersOf } from '../../../src/plan/answers.ts'
import { cellName } from '../../../src/plan/cell-name.ts'
import { interpret } from '../../../src/plan/interpret.ts'
import { simulatorOf } from '../../../src/plan/play.ts'
import type { SimulatedJob } from '../../../src/plan/simulate.ts'
import { tellEvent } from '../../../src/plan/tell.ts'
import type { Settings } from '../../../src/plan/work.ts'
import type { SourceFile } from '../../../src/read/reading.ts'
import type { Vendor } from '../../../src/vendor.ts'
import type { Turn } from '../hold-law.ts'
import { workDifferences } from './compare-work.ts'
import { expectedOf } from './expected.ts'

/** How many runs of jobs were held against the story, and in what they differ. */
export interface ContentVerdict {
  readonly runs: number
  readonly differences: readonly string[]
}

/** Runs the jobs that files of a vendor start, and holds what they do against the story, until so many differences are found. */
export async function contentOf(
  pipeline: Pipeline,
  vendor: Vendor,
  files: readonly SourceFile[],
  turns: readonly Turn[],
  most = Number.POSITIVE_INFINITY,
): Promise<ContentVerdict> {
  const names = vendor.names?.([pipeline]) ?? new Map<string, string>()
  const simulate = await simulatorOf([pipeline], vendor, files)
  const settings = settingsOf(pipeline)
  const open = new Set(Object.values(settings))
  const blurred = answersOf(pipeline, vendor).some(({ text }) => /looks? like a push/.test(text))
  // Where scripts hand files over, they do so with those that somebody wants.
  const native = vendor.capabilities['job.artifacts'].level === 'native'
  const differences: string[] = []
  let runs = 0
  for (const { event, outcomes } of turns) {
    if (blurred && /manual|api|schedule/.test(event.name)) continue
    const found = standing(await simulate(event, outcomes), names)
    const plan = interpret(pipeline, event, outcomes)
    const running = new Set(plan.jobs.filter(({ fate }) => fate === 'succeeded').map(({ job }) => job))
    const takers = pipeline.jobs.filter(({ id }) => running.has(id)).flatMap(({ needs }) => needs)
    for (const { job: id, cell, fate } of plan.jobs) {
      const name = cellName(id, cell)
      const own = found.get(name)
      const job = pipeline.jobs.find((one) => one.id === id)
      // Which jobs run is held elsewhere.
      if (own?.work === undefined || job === undefined || fate !== 'succeeded' || own.fate !== 'succeeded') continue
      const work = own.work(settings)
      const takes = [...new Set(work.takes.flatMap((other) => names.get(other)?.replace(/\[.*/s, '') ?? []))]
      const leaves = native || takers.some((need) => need.job === id && need.artifacts)
      const wrong = workDifferences(pipeline, expectedOf(pipeline, job, cell, event, outcomes), work, {
        takes,
        leaves,
        open,
        images: !bare.includes(vendor.id) && job.runner.labels.length === 0,
      })
      runs++
      differences.push(...wrong.map((one) => `${tellEvent(event)}: ${name}: ${one}`))
      if (differences.length >= most) return { runs, differences }
    }
  }
  return { runs, differences }
}

// Where several of the vendor's jobs stand for one, the one that runs counts.
function standing(
  jobs: readonly SimulatedJob[],
  names: ReadonlyMap<string, string>,
): ReadonlyMap<string, SimulatedJob> {
  const found = new Map<string, SimulatedJob>()
  for (const job of jobs) {
    const own = names.get(job.name)
    if (own !== undefined && found.get(own)?.fate !== 'succeeded') found.set(own, job)
  }
  return found
}

// Files come in a packing of one line, and a token for the repository under the name that columns ask for.
function settingsOf(pipeline: Pipeline): Settings {
  const found = JSON.stringify(pipeline.jobs).matchAll(/"ref":"secret","name":"([^"]+)","file":(true|false)/g)
  const secrets = [...found].map(
    ([, name = '', file]) => [name, file === 'true' ? btoa(`<${name}>`) : `<${name}>`] as const,
  )
  return { REPOSITORY_ACCESS_TOKEN: '<token>', REPOSITORY_TOKEN: '<token>', ...Object.fromEntries(secrets) }
}

// Vendors with machines that need no image.
const bare: readonly string[] = ['github', 'codeship-basic']
