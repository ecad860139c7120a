import { cellName } from '../../plan/cell-name.ts'
import { stands } from '../../plan/mirror.ts'
import type { PlannedJob } from '../../plan/plan.ts'
import { fateWords } from '../../plan/tell.ts'
import type { Paint } from '../paint.ts'
import { colours, runName, runWidth } from './plan-words.ts'
import type { VendorPlan } from './planned-story.ts'

const widest = 80

/** Under each other what becomes of each job, with as many vendors beside the story as fit into 80 columns. */
export function writeVendors(
  jobs: readonly PlannedJob[],
  open: ReadonlyMap<string, unknown>,
  vendors: readonly VendorPlan[],
  paint: Paint,
): string {
  const played = vendors.filter(({ state }) => state === 'played')
  if (jobs.length === 0) return played.map(({ vendor, jobs: own }) => `  ${vendor.id}: ${startedBy(own)}\n`).join('')
  const first = runWidth(jobs)
  const wide = (one: VendorPlan): number => Math.max(9, one.vendor.id.length + 2)
  const blocks: VendorPlan[][] = []
  for (const one of played) {
    const block = blocks.at(-1)
    if (block !== undefined && [...block, one].reduce((sum, other) => sum + wide(other), first + 16) <= widest)
      block.push(one)
    else blocks.push([one])
  }
  const tables = blocks.map((block) => {
    const head = `     ${' '.repeat(first)}  ${paint('bold', 'story')}    ${block.map((one) => paint('bold', one.vendor.id) + ' '.repeat(wide(one) - one.vendor.id.length)).join('')}`
    const rows = jobs.map((run) => {
      const own = cellName(run.job, run.cell)
      const cells = block.map((one) => cellOf(run, own, one, wide(one), paint))
      return `     ${runName(run).padEnd(first)}  ${(open.has(own) ? 'unknown' : fateWords[run.fate]).padEnd(9)}${cells.join('')}`
    })
    return `\n${[head, ...rows].map((line) => `${line.trimEnd()}\n`).join('')}`
  })
  const others = vendors
    .filter(({ state }) => state !== 'played')
    .map(
      ({ vendor, state }) =>
        `  ${vendor.id}: ${state === 'refused' ? 'does not take this story' : 'cannot be played yet'}\n`,
    )
  return `${tables.join('')}${others.length === 0 ? '' : `\n${others.join('')}`}`
}

function startedBy(jobs: VendorPlan['jobs']): string {
  const started = [...jobs].filter(([, { fate }]) => stands(fate)).map(([job]) => job)
  return started.length === 0 ? 'nor does it there' : `runs ${started.join(', ')}`
}

function cellOf(run: PlannedJob, own: string, { jobs, differences }: VendorPlan, width: number, paint: Paint): string {
  const found = jobs.get(own) ?? jobs.get(run.job)
  const word = found === undefined ? 'absent' : fateWords[found.fate]
  const differs = differences.some((difference) => difference.run === own)
  const text = `${word}${differs ? ' !' : ''}`
  return paint(differs ? 'red' : colours[found?.fate ?? 'skipped'], text) + ' '.repeat(Math.max(1, width - text.length))
}
