import type { RunStep } from '../../src/ir.ts'

const interpreters = { bash: 'bash --noprofile --norc -eo pipefail', sh: 'sh -e' } as const

/**
 * A script that runs another one until it succeeds. Each try is a process of its own: in an `if` or before `||` the
 * shell would not stop at failures of a script in its own process.
 */
export function retried(step: RunStep, script: string): string {
  if (step.retry === 0 || step.shell === 'pwsh') return script
  const tries = Array.from({ length: step.retry + 1 }, (_, index) => index + 1)
  const end = freeMark(script)
  return [
    `cat > "$RUNNER_TEMP/attempt.sh" << '${end}'`,
    script.replace(/\n$/, ''),
    end,
    `for attempt in ${tries.join(' ')}; do`,
    `  ${interpreters[step.shell]} "$RUNNER_TEMP/attempt.sh" && exit 0 || code=$?`,
    `  echo "attempt $attempt of ${tries.length} failed" >&2`,
    'done',
    'exit "$code"',
  ].join('\n')
}

// A mark that is no line of the script.
function freeMark(script: string): string {
  const lines = new Set(script.split('\n'))
  let mark = 'SCRIPT'
  while (lines.has(mark)) mark = `${mark}_END`
  return mark
}
