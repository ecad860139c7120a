import { layersOf } from '../../lower/layers.ts'
import type { Fate, PlannedJob } from '../../plan/plan.ts'
import { fateWords, tellEvent, tellWhy } from '../../plan/tell.ts'
import type { Paint } from '../paint.ts'
import { colours, runName, runWidth } from './plan-words.ts'
import type { PlannedStory } from './planned-story.ts'
import { writeVendors } from './write-vendors.ts'

const widest = 80

/** A plan as a table of 80 columns: the layer, the job, what becomes of it and why, and where it deploys to. */
export function writePlan({ pipeline, event, plan, vendors }: PlannedStory, paint: Paint): string {
  const head = `${paint('bold', pipeline.name)} (${pipeline.source}): ${tellEvent(event)}\n`
  if (!plan.starts)
    return `${head}\n  starts no run\n${vendors.length === 0 ? '' : writeVendors(plan.jobs, vendors, paint)}\n`
  const waits = new Map(plan.jobs.map(({ job, waits: list }) => [job, list]))
  const layers = layersOf([...waits.keys()], waits)
  const runs = layers.flatMap((layer, index) =>
    layer.flatMap((job) => plan.jobs.filter((run) => run.job === job).map((run) => ({ layer: index + 1, run }))),
  )
  const first = runWidth(plan.jobs)
  const rows = runs.map(({ layer, run }, index) => {
    const number = runs[index - 1]?.layer === layer ? '' : String(layer)
    const start = `${number.padStart(3)}  ${runName(run).padEnd(first)}  `
    return wrap(start, `${paint(colours[run.fate], fateWords[run.fate].padEnd(7))}  `, 9, notes(run))
  })
  const summary = (Object.keys(fateWords) as Fate[]).flatMap((fate) => {
    const count = plan.jobs.filter((run) => run.fate === fate).length
    return count === 0 ? [] : [`${count} ${says[fate]}`]
  })
  return `${head}\n${rows.join('')}\n  ${summary.join(', ')}\n${writeVendors(plan.jobs, vendors, paint)}\n`
}

const says: Readonly<Record<Fate, string>> = {
  succeeded: 'run',
  failed: 'fail',
  skipped: 'skipped',
  held: 'held back',
  waiting: 'wait',
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
