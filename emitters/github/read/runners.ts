import type { Pipeline } from '../../../src/ir.ts'
import { machinesOf } from '../../../src/machine.ts'
import { usualRunners } from '../../../src/usual.ts'
import { usual } from '../usual.ts'
import type { ReadJob } from './job.ts'
import { machineOf } from './runner.ts'

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
export function runnersOf(jobs: readonly ReadJob[], leaving: boolean): Pipeline['runners'] {
  const counts = new Map<string, Map<string, number>>()
  for (const { job, machineNames } of jobs)
    for (const [index, machine] of machinesOf(job).entries()) {
      const label = machineNames[index] ?? ''
      if (job.runner.labels.length > 0 || machineOf(label)?.hosted !== true) continue
      const labels = counts.get(machine) ?? new Map<string, number>()
      labels.set(label, (labels.get(label) ?? 0) + 1)
      counts.set(machine, labels)
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
