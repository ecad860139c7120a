import { holds } from '../../plan/holds.ts'
import { runOrder } from '../../plan/run-order.ts'
import type { Facts } from '../../run/facts.ts'
import { endOf, hindranceOf, type JobEnd, skippedNeed } from '../../run/fate-of.ts'
import type { UnitEnd } from '../../run/result.ts'
import type { Order } from '../../run/run-pipeline.ts'
import { portable } from '../../run/run-steps.ts'
import { unitsOf } from '../../run/unit.ts'
import type { StoryRun } from './run-story.ts'

/** Tells what would run if every job succeeded and left no output, in an order that it could run in; runs nothing. */
export function dryRun({ pipeline, chosen, lacking }: Order, { event }: Facts, put: (bytes: Buffer) => void): StoryRun {
  const jobs = runOrder(pipeline.jobs.filter(({ id }) => chosen.has(id)))
  const units = unitsOf(jobs)
  const ends = new Map<string, JobEnd>()
  const all: UnitEnd[] = []
  for (const job of jobs) {
    const own = (units.get(job.id) ?? []).map((unit): UnitEnd => {
      const scope = { pipeline, event, job: job.id, cell: unit.cell, output: () => '' }
      const hindrance = hindranceOf(job, ends, false)
      const needed = skippedNeed(job, ends)
      const lack = lacking.get(job.id)
      if (hindrance !== null) return { unit, ...hindrance, result: null }
      if (!holds(job.condition, scope))
        return { unit, fate: 'skipped', why: 'its condition does not hold', result: null }
      if (needed !== undefined) return { unit, fate: 'skipped', why: `${needed} was skipped`, result: null }
      return { unit, fate: lack === undefined ? 'succeeded' : 'waiting', why: lack ?? '', result: null }
    })
    all.push(...own)
    ends.set(
      job.id,
      endOf(
        job,
        own.map(({ fate }) => fate),
        ends,
      ),
    )
  }
  for (const end of all) put(Buffer.from(lineOf(end)))
  return { story: pipeline.name, ends: all, seconds: 0, succeeded: true }
}

function lineOf({ unit, fate, why }: UnitEnd): string {
  if (fate !== 'succeeded') return `${unit.name}: does not run: ${why}\n`
  const waits = unit.job.needs.map(({ job }) => job)
  const head = `${unit.name}: runs${waits.length === 0 ? '' : ` after ${waits.join(', ')}`}\n`
  const scripts = unit.job.steps.map((step) => portable(step)?.script ?? '')
  return head + scripts.map((script) => `${script.trimEnd().replace(/^/gm, '    ')}\n`).join('')
}
