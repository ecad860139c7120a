import type { Pipeline } from '../../../src/ir.ts'
import { usualRunners } from '../../../src/usual.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { usual } from '../usual.ts'
import type { ReadJob } from './job.ts'
import { machineOf } from './runner.ts'
import { mapOf, wordsOf } from './source.ts'

// The label that stands for a machine where a project says nothing.
const plain: Readonly<Record<string, string>> = {
  'linux/x64': 'ubuntu-24.04',
  'linux/arm64': 'ubuntu-24.04-arm',
  'windows/x64': 'windows-2025',
  'windows/arm64': 'windows-11-arm',
  'macos/x64': 'macos-15-intel',
  'macos/arm64': 'macos-15',
}

/** How the project calls each kind of machine: by the label that most of its jobs have for it. */
export function runnersOf(data: DataMap, jobs: readonly ReadJob[], leaving: boolean): Pipeline['runners'] {
  const counts = new Map<string, Map<string, number>>()
  for (const { job } of jobs) {
    const [label, ...more] = wordsOf(mapOf(mapOf(data.jobs)?.[job.id])?.['runs-on']) ?? []
    const machine = label === undefined || label.includes('${{') ? undefined : machineOf(label)
    if (label === undefined || more.length > 0 || machine?.hosted !== true || job.runner.labels.length > 0) continue
    const labels = counts.get(`${machine.os}/${machine.arch}`) ?? new Map<string, number>()
    labels.set(label, (labels.get(label) ?? 0) + 1)
    counts.set(`${machine.os}/${machine.arch}`, labels)
  }
  const named = [...counts].flatMap(([machine, labels]) => {
    const [[label] = ['']] = [...labels].sort(([, one], [, other]) => other - one)
    return leaving && label === plain[machine] ? [] : [[machine, [label]] as const]
  })
  const others = leaving
    ? {}
    : usualRunners(
        usual,
        jobs.map(({ job }) => job),
      )
  const all = { ...others, ...Object.fromEntries(named) }
  return Object.keys(all).length === 0 ? {} : { github: all }
}
