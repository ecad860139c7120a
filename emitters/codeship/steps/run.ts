import { isYes } from '../../../src/condition/build.ts'
import type { Condition, RunStep } from '../../../src/ir.ts'
import { guardOf } from '../conditions/guard.ts'
import { writeEnv } from '../env.ts'
import { markFor, shellWord } from '../shell.ts'
import type { Scope } from '../values.ts'
import { isPlain } from './plain.ts'

/** How a step stands among the others of its job. */
export interface Standing {
  /** What is left of its condition. */
  readonly condition: Condition
  /** Whether a failure is kept for the steps after it, which run or not by it. */
  readonly tracked: boolean
  /** A shell test of the steps before it, where it depends on them. */
  readonly when: string | null
}

/** The variable that holds the result of the steps so far. */
export const statusVariable = 'pipegen_status'

const mostOnLine = 100

/** A step as lines of the script: a process of its own, unless its commands leave no trace in the shell anyway. */
export function writeRun(step: RunStep, scope: Scope, { condition, tracked, when }: Standing): string {
  const tests = [...(when === null ? [] : [when]), ...(isYes(condition) ? [] : [guardOf(condition, scope)])]
  const simple = !tracked && !step.continueOnError && step.retry === 0 && step.timeoutMinutes === null
  const call = callOf(step, scope, simple)
  const end = step.continueOnError ? ' || true' : tracked ? ` || ${statusVariable}=$?` : ''
  const text = step.retry > 0 ? retried(call, step, tracked) : call.head + end + call.body
  if (tests.length === 0) return text
  const body = call.body === '' ? text.replaceAll(/^(?=.)/gm, '  ') : text
  const test = tests.map((one) => (tests.length > 1 ? `{ ${one}; }` : one)).join(' && ')
  return `if ${test}; then\n${body}\nfi`
}

/** A command and the here-document behind it. */
interface Call {
  readonly head: string
  readonly body: string
}

function callOf(step: RunStep, scope: Scope, simple: boolean): Call {
  const script = step.script.replace(/\n+$/, '')
  const cd = step.workingDirectory === '.' ? [] : [`cd ${shellWord(step.workingDirectory)}`]
  const before = [...cd, ...writeEnv(step.env, scope)]
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
  return process(`${timeout}${step.shell === 'sh' ? 'sh -e' : 'bash -eo pipefail'}`, [...before, script].join('\n'))
}

// The script comes from a file descriptor, so that its commands can read the input.
function process(shell: string, script: string): Call {
  const mark = markFor(script, 'STEP')
  return { head: `${shell} /dev/fd/3 3<<'${mark}'`, body: `\n${script}\n${mark}` }
}

function retried({ head, body }: Call, step: RunStep, tracked: boolean): string {
  const failed = step.continueOnError
    ? 'break'
    : tracked
      ? `{ ${statusVariable}=$pipegen_code; break; }`
      : 'exit "$pipegen_code"'
  return [
    'pipegen_tries=1',
    `until ${head}${body}`,
    'do',
    '  pipegen_code=$?',
    `  [ "$pipegen_tries" -lt ${step.retry + 1} ] || ${failed}`,
    '  pipegen_tries=$((pipegen_tries + 1))',
    'done',
  ].join('\n')
}
