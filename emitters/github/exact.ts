import type { Job, Pipeline, Test } from '../../src/ir.ts'
import { refsOf } from './refs.ts'
import { inJob, type Scene } from './scene.ts'

/**
 * Whether a job holds something of value: an environment, a secret, a token, or rights to write. There a name that
 * differs in case only must not pass for the one meant.
 */
export function isValued(job: Job, pipeline: Pipeline): boolean {
  return (
    job.environment !== null ||
    Object.values(job.permissions ?? (pipeline.permissions === 'settings' ? {} : pipeline.permissions)).includes(
      'write',
    ) ||
    refsOf(job).some((ref) => ref.ref === 'secret' || ref.ref === 'idToken' || ref.ref === 'repositoryToken')
  )
}

/** Whether an expression tests exactly this, though it compares without regard to case. */
export function isExact(test: Test, scene: Scene): boolean {
  switch (test.test) {
    case 'branch':
    case 'tag':
    case 'targetBranch':
      return test.patterns.every(hasNoCase)
    case 'equals': {
      const { value, to } = test
      if (hasNoCase(to) || value.ref === 'context')
        return hasNoCase(to) || (value.ref === 'context' && fixed.has(value.name))
      if (value.ref === 'matrix') {
        const values = inJob(scene) ? (scene.job.matrix?.cells ?? []).map((cell) => cell[value.key] ?? '') : []
        return distinct([...new Set([...values, to])])
      }
      const input = value.ref === 'input' ? scene.inputs.get(value.name) : undefined
      if (input?.type === 'choice') return distinct(input.options)
      return input?.type === 'boolean' || input?.type === 'number'
    }
    default:
      return true
  }
}

const fixed: ReadonlySet<string> = new Set([
  'event',
  'job',
  'sha',
  'shortSha',
  'pullRequest.headSha',
  'pullRequest.baseSha',
  'pullRequest.fork',
])

function hasNoCase(text: string): boolean {
  return text.toLowerCase() === text.toUpperCase()
}

function distinct(options: readonly string[]): boolean {
  return new Set(options.map((option) => option.toLowerCase())).size === options.length
}
