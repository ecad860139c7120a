import { list } from '../../diagnostics/rule.ts'
import { layersOf } from '../../lower/layers.ts'
import { cellName } from '../../plan/cell-name.ts'
import type { Fate, PlannedJob } from '../../plan/plan.ts'
import { fateWords, tellEvent, tellWhy } from '../../plan/tell.ts'
import type { VendorTest } from '../../plan/vendor-words.ts'
import type { Paint } from '../paint.ts'
import { colours, runName, runWidth } from './plan-words.ts'
import type { PlannedStory } from './planned-story.ts'
import { writeVendors } from './write-vendors.ts'

const widest = 80

/** A plan as a table of 80 columns: the layer, the job, what becomes of it and why, and where it deploys to. */
export function writePlan({ pipeline, event, plan, open, vendors }: PlannedStory, paint: Paint): string {
  const head = `${paint('bold', pipeline.title ?? pipeline.name)} (${pipeline.source}): ${tellEvent(event)}\n`
  if (!plan.starts)
    return `${head}\n  starts no run\n${vendors.length === 0 ? '' : writeVendors(plan.jobs, open, vendors, paint)}\n`
  const waits = new Map(plan.jobs.map(({ job, waits: list }) => [job, list]))
  const layers = layersOf([...waits.keys()], waits)
  const runs = layers.flatMap((layer, index) =>
    layer.flatMap((job) => plan.jobs.filter((run) => run.job === job).map((run) => ({ layer: index + 1, run }))),
  )
  const first = runWidth(plan.jobs)
  const rows = runs.map(({ layer, run }, index) => {
    const number = runs[index - 1]?.layer === layer ? '' : String(layer)
    const start = `${number.padStart(3)}  ${runName(run).padEnd(first)}  `
    const tests = open.get(cellName(run.job, run.cell))
    if (tests !== undefined) return wrap(start, `${paint('yellow', 'unknown')}  `, 9, openNotes(run, tests))
    return wrap(start, `${paint(colours[run.fate], fateWords[run.fate].padEnd(7))}  `, 9, notes(run))
  })
  const summary = (Object.keys(fateWords) as Fate[]).flatMap((fate) => {
    const count = plan.jobs.filter((run) => run.fate === fate && !open.has(cellName(run.job, run.cell))).length
    return count === 0 ? [] : [`${count} ${says[fate]}`]
  })
  return `${head}\n${rows.join('')}\n  ${[...summary, ...(open.size === 0 ? [] : [`${open.size} unknown`])].join(', ')}\n${writeVendors(plan.jobs, open, vendors, paint)}\n`
}

const says: Readonly<Record<Fate, string>> = {
  succeeded: 'run',
  failed: 'fail',
  skipped: 'skipped',
  held: 'held back',
  waiting: 'wait',
}

function openNotes(run: PlannedJob, tests: readonly VendorTest[]): string {
  const vendors = [...new Set(tests.flatMap(({ texts }) => Object.keys(texts)))]
  const first = vendors.length === 0 ? 'as open as what it waits for' : `decided by ${list(vendors)} alone`
  return [first, notes({ ...run, why: null })].filter((part) => part !== '').join('; ')
}

function notes({ why, environment, gate, fate }: PlannedJob): string {
  return [
    ...(why === null ? [] : [tellWhy(why)]),
    ...(environment === null ? [] : [`to ${environment}`]),
    ...(gate && fate !== 'waiting' ? ['behind a gate'] : []),
  ].join('; ')
}

// Notes that are too long go on below, at the same column.
function wrap(start: string, fate: string, width: number, text: string): string {
  const room = Math.max(20, widest - start.length - width)
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && `${last} ${word}`.length <= room) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
    .map((line, index) => `${index === 0 ? start + fate : ' '.repeat(start.length + width)}${line}`.trimEnd())
    .map((line) => `${line}\n`)
    .join('')
}
