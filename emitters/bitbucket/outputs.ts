import type { Yaml } from '../../src/document.ts'
import type { Job, Ref } from '../../src/ir.ts'
import { refsOfJob } from '../../src/refs.ts'
import { eachOutput, newlineCommand } from '../../src/shell/outputs.ts'
import { item } from './item.ts'
import type { Start } from './start.ts'

/** A text as it stands in an output variable: never empty, and of harmless letters. */
export function encode(text: string): string {
  return Buffer.from(`${text}.`).toString('base64')
}

/**
 * Hands the outputs over, of equal names the last. They travel as base64 of the text and a dot behind it, for a variable
 * takes one line, and `$(...)` would cut line breaks off its end.
 * https://www.atlassian.com/blog/bitbucket/easily-share-data-between-steps-in-bitbucket-pipelines
 */
export function writeOutputs(job: Job, start: Start): Yaml {
  const variables = job.outputs.map(({ name }) => [name, start.names.output(job.id, name)] as const)
  const hand = (name: string, variable: string) =>
    `${name}) printf '${variable}=%s\\n' "$(printf '%s.' "$value" | base64 | tr -d '\\n')" ;;`
  return item(
    'Hand over the outputs',
    [
      newlineCommand,
      '{',
      ...variables.map(([, variable]) => `  echo '${variable}=${encode('')}'`),
      ...eachOutput(
        variables.map(([name, variable]) => hand(name, variable)),
        '  ',
      ),
      '} >>"$BITBUCKET_PIPELINES_VARIABLES_PATH"',
    ].join('\n'),
  )
}

/** The output variables that a job reads. */
export function outputsRead(job: Job, start: Start): readonly string[] {
  const refs = refsOfJob(job).flatMap(({ ref }) => (isOutput(ref) ? [start.names.output(ref.job, ref.name)] : []))
  return [...new Set(refs)]
}

/** The commands that read outputs. */
export function readOutputs(variables: readonly string[]): readonly Yaml[] {
  const lines = variables.flatMap((name) => [`${name}=$(printf %s "$${name}" | base64 -d)`, `${name}=\${${name}%.}`])
  return lines.length === 0 ? [] : [item('Read the outputs of other steps', lines.join('\n'))]
}

/** Whether a reference is to an output. */
function isOutput(ref: Ref): ref is Extract<Ref, { ref: 'output' }> {
  return ref.ref === 'output'
}
