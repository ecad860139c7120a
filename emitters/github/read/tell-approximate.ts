import type { Report } from '../../../src/diagnostics.ts'
import type { Pipeline } from '../../../src/ir.ts'
import { addressOf } from '../../../src/read/cursor.ts'
import type { Path } from '../../../src/yaml/find.ts'
import { pathOf } from '../pipeline.ts'
import { versionInput } from './actions/tools.ts'
import type { ReadJob } from './job.ts'
import { portable } from './patterns.ts'
import { listOf, mapOf, type Source, wordOf } from './source.ts'
import { eventsOf } from './triggers.ts'

/** Tells of what other vendors get in place of what only this one can say exactly. */
export function tellApproximate(
  pipeline: Pipeline,
  jobs: ReadonlyMap<string, ReadJob>,
  source: Source,
  report: Report,
): void {
  const tell = (path: Path, from: string, to: string, why: string): void =>
    report('import-approximate', source.at(path), { address: addressOf(path), from, to, why })
  tellPatterns(source, tell)
  const path = pathOf(pipeline)
  if (source.path !== path)
    tell([], source.path, path, 'what is written for the story goes there: remove the old file then, or both will run')
  for (const job of pipeline.jobs) {
    const read = jobs.get(job.id)
    if (read === undefined) continue
    const at = (...path: Path): Path => ['jobs', job.id, ...path]
    const data = mapOf(mapOf(source.data.jobs)?.[job.id]) ?? {}
    for (const { step, value, guessed } of read.steps.tools) {
      const asked = versionInput(step.step)?.value ?? 'the version that a file names'
      if (guessed)
        tell(
          at('steps', step.index),
          asked,
          value.version.join(''),
          'other vendors need the version itself: set the one that you use',
        )
    }
    const system = job.runner.os[0]
    if (read.around.windows !== 'none' && system === 'linux')
      tell(at('runs-on'), 'several systems', 'linux', 'the system is not told by one value of the matrix')
    if (data.uses === undefined && read.unknownMachine)
      tell(
        at('runs-on'),
        listOf(data['runs-on'])
          .map((label) => wordOf(label) ?? '')
          .join(', ') || 'a group',
        String(system),
        'what system it has cannot be told from it',
      )
    if (job.environment !== null && job.environment.approval === 'none')
      tell(
        at('environment'),
        'an environment that may ask for approval in its settings',
        'an environment without approval',
        `the file does not say so: look under Settings > Environments, and where reviewers are named, write environment('${job.environment.name.map((part) => (typeof part === 'string' ? part : '...')).join('')}', { approval: 'manual' })`,
      )
  }
}

function tellPatterns(source: Source, tell: (path: Path, from: string, to: string, why: string) => void): void {
  for (const [event, settings] of Object.entries(eventsOf(source.data.on))) {
    if (event !== 'push' && event !== 'pull_request') continue
    for (const [key, value] of Object.entries(mapOf(settings) ?? {})) {
      if (!/^(branches|tags|paths)(-ignore)?$/.test(key)) continue
      const list = listOf(value).map((item) => wordOf(item) ?? '')
      for (const [index, name] of list.entries()) {
        const path: Path = Array.isArray(value) ? ['on', event, key, index] : ['on', event, key]
        if (portable(name) !== name.replaceAll(/\\(.)/g, '$1'))
          tell(path, name, portable(name), 'other vendors know * and ** alone, and take more')
      }
      if (
        list.findLastIndex((name) => !name.startsWith('!')) > list.findIndex((name) => name.startsWith('!')) &&
        list.some((name) => name.startsWith('!'))
      )
        tell(
          ['on', event, key],
          'patterns in order',
          'the same without order',
          'other vendors ask the patterns that leave out last',
        )
    }
  }
}
