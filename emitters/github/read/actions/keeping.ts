import type { DataMap } from '../../../../src/yaml/data.ts'
import { actionOf, inputOf } from '../action.ts'
import { listOf, mapOf } from '../source.ts'
import type { Cook } from './recipe.ts'

/** Artifacts that are kept for people alone: a story says such files for a whole job, and others do without them. */
export const keeping: Readonly<Record<string, Cook>> = {
  'actions/upload-artifact': (_, { asked, taken }) => (asked || taken ? undefined : { script: ':' }),
}

/** Whether a step keeps an artifact that some step of the workflow may take. */
export function mayBeTaken(step: DataMap, workflow: DataMap): boolean {
  const kept = actionOf(step)
  if (kept?.action !== 'actions/upload-artifact') return false
  const name = inputOf(kept, 'name') ?? 'artifact'
  return Object.values(mapOf(workflow.jobs) ?? {}).some((job) =>
    listOf(mapOf(job)?.steps).some((other) => {
      const call = actionOf(mapOf(other) ?? {})
      if (call === undefined || !/(download-|merge)/.test(call.action)) return false
      const wanted = inputOf(call, 'name') ?? inputOf(call, 'pattern') ?? '*'
      return meet(fixedStart(name), fixedStart(wanted), isFixed(name) && isFixed(wanted))
    }),
  )
}

// Two names can be one if what is fixed of them agrees as far as it goes.
function meet(one: string, other: string, both: boolean): boolean {
  return both ? one === other : one.startsWith(other) || other.startsWith(one)
}

function fixedStart(name: string): string {
  return name.split(/\$\{\{|[*?[{]/)[0] ?? ''
}

function isFixed(name: string): boolean {
  return fixedStart(name) === name
}
