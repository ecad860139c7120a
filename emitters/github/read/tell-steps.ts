import type { Report } from '../../../src/diagnostics.ts'
import type { Pipeline } from '../../../src/ir.ts'
import { addressOf } from '../../../src/read/cursor.ts'
import type { OpenDocument } from '../../../src/read/open.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import type { Path } from '../../../src/yaml/find.ts'
import { actionOf } from './action.ts'
import { adviceFor } from './actions/advice.ts'
import type { ReadJob } from './job.ts'
import { type Source, wordOf } from './source.ts'

/** Tells of the steps that stay those of their vendor, and of the names of steps that the pipeline makes itself. */
export function tellSteps(
  pipeline: Pipeline,
  jobs: ReadonlyMap<string, ReadJob>,
  { at, why: whyCalled }: Source,
  mark: OpenDocument['mark'],
  report: Report,
): void {
  const names: Path[] = []
  for (const job of pipeline.jobs) {
    const read = jobs.get(job.id)
    if (read === undefined) continue
    const { before, checkout, tools, caches, downloads, uploads, rest } = read.steps
    for (const { index, step } of before)
      tell(step, ['jobs', job.id, 'steps', index], 'it must run before the sources are there')
    for (const [position, { index, step }] of rest.entries()) {
      const own = job.steps[position]
      if (own?.kind !== 'vendor') {
        if (own !== undefined && own.kind === 'run')
          unused(
            step,
            job.id,
            index,
            own.raw.some(({ patch }) => 'id' in patch),
          )
        continue
      }
      if (own.otherwise !== null && actionOf(step)?.action === 'actions/upload-artifact')
        report('import-approximate', at(['jobs', job.id, 'steps', index]), {
          address: addressOf(['jobs', job.id, 'steps', index]),
          from: 'files that are kept',
          to: 'nothing',
          why: 'this holds for other vendors: say the files as an artifact of the job',
        })
      const why =
        whyCalled?.(['jobs', job.id, 'steps', index]) ??
        read.reasons.get(index) ??
        (own.otherwise === null ? 'no concept of a story does what it does' : undefined)
      if (why !== undefined) tell(step, ['jobs', job.id, 'steps', index], why)
    }
    for (const { step } of [
      ...(checkout === undefined ? [] : [checkout]),
      ...tools,
      ...caches,
      ...downloads,
      ...uploads,
    ])
      for (const key of ['name', 'id'])
        if (step.step[key] !== undefined) names.push(['jobs', job.id, 'steps', step.index, key])
  }
  const [first] = names
  if (first === undefined) return
  const count = names.length === 1 ? '' : `, and ${names.length - 1} more`
  report('import-lost', at(first), {
    vendor: 'GitHub',
    address: `${addressOf(first)}${count}`,
    why: 'what a story says in a word has a name of its own',
  })
  for (const path of names) mark(path, 'lost')

  function tell(step: DataMap, path: Path, why: string): void {
    const what = wordOf(step.uses) ?? wordOf(step.name) ?? addressOf(path)
    report('import-as-is', at(path), { what: `'${what}'`, why, instead: adviceFor(actionOf(step)?.action) })
  }

  // A name that nothing asks for names nothing.
  function unused(step: DataMap, job: string, index: number, isKept: boolean): void {
    if (step.id !== undefined && !isKept) mark(['jobs', job, 'steps', index, 'id'], 'carried')
  }
}
