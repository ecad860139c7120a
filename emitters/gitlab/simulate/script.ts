import { runShell } from '../../../src/plan/shell/run.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { listOf, textOf } from '../../../src/yaml/look.ts'
import { type Variables, valueIn } from './variables.ts'

/**
 * Whether a job ends at once because of what it finds, as files of pipegen have it: a condition on outputs is asked when
 * the job has begun. GitLab takes such a job for one that passed.
 */
export function endsAtOnce(job: DataMap, variables: Variables, outputs: ReadonlyMap<string, string>): boolean {
  const test = scriptOf(job).find((item) => item.includes("echo 'Nothing to do:") && /^exit 0$/m.test(item))
  if (test === undefined) return false
  const known = [...variables.keys()].map((name) => [name, valueIn(variables, name) ?? ''] as const)
  const outcome = runShell(test, { variables: new Map([...known, ...outputs]), files: new Map(), commands: {} })
  return outcome?.early === true
}

/** The variables in which a job hands its outputs on, as files of pipegen have it. */
export function outputsIn(job: DataMap, outputs: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const prefix = scriptOf(job)
    .map((item) => /printf '(\w+__)%s=%s\\n' "\$name"/.exec(item)?.[1])
    .find((found) => found !== undefined)
  if (prefix === undefined) return new Map()
  return new Map(Object.entries(outputs).map(([name, value]) => [`${prefix}${name}`, value]))
}

function scriptOf(job: DataMap): readonly string[] {
  return flat(job.script)
}

function flat(items: Data | undefined): readonly string[] {
  return listOf(items).flatMap((item) => (Array.isArray(item) ? flat(item as readonly Data[]) : (textOf(item) ?? [])))
}
