import type { Report } from '../../src/diagnostics.ts'
import type { Stage } from '../../src/ir.ts'
import { inside } from '../../src/origin.ts'
import type { AnyJob, JobData } from '../job.ts'
import type { Story } from '../story.ts'
import { typeName } from './text.ts'

/** A job with its place in the story. */
export interface Entry {
  readonly data: JobData
  readonly id: string
  readonly stage: string
}

/** The stages of a story, its jobs in order, and the key of each. */
export function stagesOf(
  story: Story,
  report: Report,
): {
  readonly stages: readonly Stage[]
  readonly ids: ReadonlyMap<object, string>
  readonly entries: readonly Entry[]
} {
  const at = inside(story.origin, 'stages')
  const ids = new Map<object, string>()
  const lower = new Map<string, string>()
  const entries: Entry[] = []
  const stages: Stage[] = []
  const addJob = (data: AnyJob, id: string, stage: string, place: Story['origin']): void => {
    const name = id.toLowerCase()
    const other = lower.get(name)
    const known = ids.get(data)
    if (other !== undefined && known === undefined) report('duplicate-name', place, { what: 'jobs', name: id, other })
    if (known !== undefined) report('job-twice', place, { job: id, other: known })
    lower.set(name, id)
    ids.set(data, id)
    entries.push({ data: data as JobData, id, stage })
  }
  for (const [stage, jobs] of Object.entries(story.spec.stages ?? {})) {
    const origin = inside(at, stage)
    checkName(stage, 'a stage', origin, report)
    stages.push({ name: stage, origin })
    if (isJob(jobs)) {
      addJob(jobs, stage, stage, origin)
      continue
    }
    if (typeof jobs !== 'object' || jobs === null) {
      report('wrong-type', origin, {
        what: `the stage '${stage}'`,
        expected: 'a job, or an object of jobs',
        found: typeName(jobs),
      })
      continue
    }
    const own = Object.entries(jobs)
    if (own.length === 0) report('empty-stage', origin, { stage })
    for (const [id, data] of own) {
      const place = inside(origin, id)
      if (!isJob(data)) {
        report('wrong-type', place, {
          what: `'${id}' in the stage '${stage}'`,
          expected: 'a job, made by job()',
          found: typeName(data),
        })
        continue
      }
      checkName(id, 'a job', place, report)
      addJob(data, id, stage, place)
    }
  }
  // What a raw patch brings in may be all that there is.
  if (stages.length === 0 && Object.keys(story.spec.raw ?? {}).length === 0)
    report('empty-story', at, { story: String(story.name) })
  return { stages, ids, entries }
}

function isJob(value: unknown): value is AnyJob {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'job'
}

function checkName(name: string, what: string, at: Story['origin'], report: Report): void {
  if (/^[A-Za-z][A-Za-z0-9_-]{0,62}$/.test(name)) return
  report('invalid-name', at, {
    what,
    name,
    rule: 'begin with a letter, and use up to 63 letters, digits, dashes and underscores; a text for people goes into name',
  })
}
