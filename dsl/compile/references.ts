import type { Job } from '../../src/ir.ts'
import { inside } from '../../src/origin.ts'
import { refsOfJob } from '../../src/refs.ts'
import type { Scope } from './scope.ts'

/** Reports outputs that no job declares, artifacts of one name, and outputs with names that no shell can carry. */
export function checkReferences(jobs: readonly Job[], scope: Scope): void {
  const byId = new Map(jobs.map((job) => [job.id, job]))
  const artifacts = new Map<string, string>()
  for (const job of jobs) {
    const seen = new Set<string>()
    for (const output of job.outputs) {
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(output.name))
        scope.report('invalid-name', output.origin, {
          what: 'an output',
          name: output.name,
          rule: 'begin with a letter, and use letters, digits and underscores',
        })
      if (seen.has(output.name.toLowerCase()))
        scope.report('duplicate-name', output.origin, { what: `outputs of '${job.id}'`, name: output.name })
      seen.add(output.name.toLowerCase())
    }
    if (job.matrix !== null && job.outputs.length > 0)
      scope.report('matrix-output', inside(job.origin, 'outputs'), { job: job.id })
    for (const { ref, origin } of refsOfJob(job)) {
      if (ref.ref !== 'output') continue
      const known = byId.get(ref.job)?.outputs.map((output) => output.name) ?? []
      if (!known.includes(ref.name)) scope.report('unknown-output', origin, { job: ref.job, output: ref.name, known })
    }
    for (const artifact of job.artifacts) {
      const other = artifacts.get(artifact.name.toLowerCase())
      if (other !== undefined)
        scope.report('duplicate-name', artifact.origin, {
          what: 'artifacts',
          name: artifact.name,
          other: `that of '${other}'`,
        })
      artifacts.set(artifact.name.toLowerCase(), job.id)
    }
  }
}
