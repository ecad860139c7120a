import type { RunStep } from '../ir.ts'
import { isPlain } from './plain.ts'
import { markFor, shellWord } from './quote.ts'

/** How a step stands among the others of its job. */
export interface Standing {
  /** The commands that put its environment in place. */
  readonly env: readonly string[]
  /** Shell tests of which each must succeed, or the step does not run. */
  readonly tests: readonly string[]
  /** Whether a failure is kept for the steps after it, which run or not by it. */
  readonly tracked: boolean
}

/** The variable that holds the result of the steps so far. */
export const statusVariable = 'pipegen_status'

/** The shell test of the steps before, for each status that a step can wait for; null where it runs in any case. */
export const statusTests = {
  success: `[ "$${statusVariable}" = 0 ]`,
  failure: `[ "$${statusVariable}" != 0 ]`,
  always: null,
} as const

const mostOnLine = 100

/** A step as lines of a script: a process of its own, unless its commands leave no trace in the shell anyway. */
export function runLines(step: RunStep, { env, tests, tracked }: Standing): string {
  const simple = !tracked && !step.continueOnError && step.retry === 0 && step.timeoutMinutes === null
  const call = callOf(step, env, simple)
  const end = step.continueOnError ? ' || true' : tracked ? ` || ${statusVariable}=$?` : ''
  const text = step.retry > 0 ? retried(call, step, tracked) : call.head + end + call.body
  if (tests.length === 0) return text
  const body = call.body === '' ? text.replaceAll(/^(?=.)/gm, '  ') : text
  const test = tests.map((one) => (tests.length > 1 ? `{ ${one}; }` : one)).join(' && ')
  return `if ${test}; then\n${body}\nfi`
}

/** A command and the here-document behind it. */
export interface Call {
  readonly head: string
  readonly body: string
}

function callOf(step: RunStep, env: readonly string[], simple: boolean): Call {
  const script = step.script.replace(/\n+$/, '')
  const cd = step.workingDirectory === '.' ? [] : [`cd ${shellWord(step.workingDirectory)}`]
  const before = [...cd, ...env]
  const timeout = step.timeoutMinutes === null ? '' : `timeout ${step.timeoutMinutes * 60} `
  // Whoever reads the result of an `echo` by `$?` has mostly forgotten what it stands behind, which linters tell.
  if (isPlain(script) && (simple || !/^(?:echo|printf) /.test(script))) {
    const single = !script.includes('\n')
    if (before.length === 0 && (simple || single)) return { head: timeout + script, body: '' }
    const line = `(${[...before, script].join(' && ')})`
    const short =
      single && line.length <= mostOnLine && timeout === '' && before.every((part) => /^(?:cd|export) /.test(part))
    if (short && !line.includes('\n')) return { head: line, body: '' }
  }
  return process(
    `${timeout}${step.shell === 'sh' ? 'sh -e' : 'bash -eo pipefail'}`,
    [...before, script].join('\n'),
    'STEP',
    3,
  )
}

/** A shell that reads its script from a file descriptor, so that commands of the script can read the input. */
export function process(shell: string, script: string, wanted: string, descriptor: number): Call {
  const mark = markFor(script, wanted)
  return { head: `${shell} /dev/fd/${descriptor} ${descriptor}<<'${mark}'`, body: `\n${script}\n${mark}` }
}

/** A command that is tried again until it succeeds, and gives the exit code of the last try. */
export function again(call: Call, tries: number, failed: string): string {
  return [
    'pipegen_tries=1',
    `until ${call.head}${call.body}`,
    'do',
    '  pipegen_code=$?',
    `  [ "$pipegen_tries" -lt ${tries} ] || ${failed}`,
    '  pipegen_tries=$((pipegen_tries + 1))',
    'done',
  ].join('\n')
}

function retried(call: Call, step: RunStep, tracked: boolean): string {
  const failed = step.continueOnError
    ? 'break'
    : tracked
      ? `{ ${statusVariable}=$pipegen_code; break; }`
      : 'exit "$pipegen_code"'
  return again(call, step.retry + 1, failed)
}
