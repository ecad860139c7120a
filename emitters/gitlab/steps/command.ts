import type { RunStep } from '../../../src/ir.ts'
import { heredoc } from '../shell.ts'

/** What runs a script in a process of its own. */
export type Interpreter = 'bash -eo pipefail' | 'sh -e'

/** The end of the line that starts a script: what is done with its result. */
export type Tail = '' | ' || true' | ' || PIPEGEN_STATUS=$?'

/**
 * A script in a process of its own, with its limit of time and its further tries. Only so a failure inside it stops it
 * though a `||` stands behind it. The script comes by a descriptor, for its standard input is that of the job.
 */
export function childOf(
  step: Pick<RunStep, 'retry' | 'timeoutMinutes'>,
  interpreter: Interpreter,
  body: string,
  head: string,
  tail: Tail,
): string {
  const limit = step.timeoutMinutes === null ? '' : `timeout ${step.timeoutMinutes * 60} `
  const run = `${limit}${interpreter} /dev/fd/3 3`
  if (step.retry === 0) return heredoc(`${head}${run}`, body, tail)
  return `${head}(
PIPEGEN_TRIES=${step.retry}
until ${heredoc(run, body)}
do
  [ "$PIPEGEN_TRIES" -gt 0 ] || exit 1
  PIPEGEN_TRIES=$((PIPEGEN_TRIES - 1))
  echo 'The step failed and is tried again.'
done
)${tail}`
}
