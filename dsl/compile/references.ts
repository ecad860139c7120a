import type { Job } from '../../src/ir.ts'
import { inside } from '../../src/origin.ts'
import { refsOfJob } from '../../src/refs.ts'
import type { Scope } from './scope.ts'

/** Reports outputs that no job declares, artifacts of one name, and outputs with names that no shell can carry. */
export function checkReferences(jobs: readonly Job[], scope: Scope): void {
  const byId = new Map(jobs.map((job) => [job.id, job]))
  const artifacts = new Map<string, string>()
  for (const job of jobs) {
    if (job.outputs.length > 0) checkOutputs(job, scope)
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

function checkOutputs(job: Job, scope: Scope): void {
  const seen = new Set<string>()
  for (const { name, origin } of job.outputs) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
      scope.report('invalid-name', origin, {
        what: 'an output',
        name,
        rule: 'begin with a letter, and use letters, digits and underscores',
      })
    if (seen.has(name.toLowerCase())) scope.report('duplicate-name', origin, { what: `outputs of '${job.id}'`, name })
    seen.add(name.toLowerCase())
  }
  if (job.matrix !== null) scope.report('matrix-output', inside(job.origin, 'outputs'), { job: job.id })
}
