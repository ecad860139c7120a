import type { Yaml } from '../../src/document.ts'
import type { Job, Ref } from '../../src/ir.ts'
import { refsOfJob } from '../../src/refs.ts'
import type { Plan } from './plan.ts'
import { item } from './steps.ts'

/** The file that brings outputs to later jobs: https://docs.gitlab.com/ci/yaml/artifacts_reports/#artifactsreportsdotenv */
export const outputFile = 'pipegen.env'

/** The most variables and bytes of such a file that every GitLab takes. */
export const mostOutputs = 20
const mostBytes = 5120

/** Whether outputs that were written before a failure must still arrive. */
export function survivesFailure(job: Job, plan: Plan): boolean {
  if (job.outputs.length === 0) return false
  return (
    job.allowFailure ||
    plan.readers(job).some((reader) => reader.status !== 'success' && readsFrom(reader, job.id, plan))
  )
}

/** Names the file that the steps write outputs to. */
export function openOutputs(): Yaml {
  return item('', 'export PIPEGEN_OUTPUT="$(mktemp)"')
}

/**
 * Hands the outputs over. The file takes one line a value and expands `$`, so that values travel as base64; of equal
 * names the last one counts. A file that is too large would be lost without an error here.
 */
export function writeOutputs(job: Job, plan: Plan): Yaml {
  const names = job.outputs.map((output) => output.name)
  const prefix = plan.names.output(job.id, '')
  return item(
    'Hand over the outputs',
    `while IFS= read -r line || [ -n "$line" ]; do
  name="\${line%%[=<]*}"
  value="\${line#*=}"
  case "$line" in
    "$name<<"*)
      end="\${line#*<<}" value= gap=
      while IFS= read -r line && [ "$line" != "$end" ]; do
        value="$value$gap$line" gap='
'
      done
      ;;
  esac
  case "$name" in
    ${names.join(' | ')}) printf '${prefix}%s=%s\\n' "$name" "$(printf %s "$value" | base64 | tr -d '\\n')" ;;
  esac
done < "$PIPEGEN_OUTPUT" > ${outputFile}
if [ "$(wc -c < ${outputFile})" -ge ${mostBytes} ]; then
  echo 'GitLab takes at most 5 KB of outputs.' >&2
  exit 1
fi`,
  )
}

/** Reads the outputs that a job uses; what `$(...)` would cut off at the end is kept behind a dot. */
export function readOutputs(job: Job, plan: Plan): readonly string[] {
  if (job.needs[0]?.by !== 'needs' || !job.needs.some((need) => hasOutputs(need.job, plan))) return []
  const refs = new Map(
    refsOfJob(job).flatMap(({ ref }) => (isOutput(ref) ? [[plan.names.output(ref.job, ref.name), ref] as const] : [])),
  )
  return [...refs.keys()].flatMap((name) => [
    `${name}="$(printf %s "$${name}" | base64 -d && echo .)"`,
    `${name}="\${${name}%.}"`,
  ])
}

/** Whether a job uses an output of another. */
export function readsFrom(job: Job, other: string, plan: Plan): boolean {
  return hasOutputs(other, plan) && refsOfJob(job).some(({ ref }) => isOutput(ref) && ref.job === other)
}

function isOutput(ref: Ref): ref is Extract<Ref, { ref: 'output' }> {
  return ref.ref === 'output'
}

function hasOutputs(id: string, plan: Plan): boolean {
  return (plan.jobs.get(id)?.outputs.length ?? 0) > 0
}
