import { isNo, isYes } from '../../src/condition/build.ts'
import { annotate, type Yaml } from '../../src/document.ts'
import { textOf } from '../../src/features/jobs.ts'
import type { RunStep, Step, Text, Trigger } from '../../src/ir.ts'
import { plainStep } from '../../src/plain-step.ts'
import { oneLine } from '../../src/shell/quote.ts'
import { settle } from './conditions/settle.ts'
import { testOf } from './conditions/test.ts'
import { exportsOf } from './env.ts'
import { shellWord } from './shell.ts'
import { childOf, type Interpreter, type Tail } from './steps/command.ts'
import { plainScript } from './steps/plain.ts'
import type { Values } from './values.ts'

/** What is known of the shell that GitLab runs the script with. */
export type Shell = 'bash' | 'sh' | 'unknown'

/** What the steps of a job stand in. */
export interface Setting {
  readonly values: Values
  readonly triggers: readonly Trigger[]
  readonly shell: Shell
  /** Whether something comes after the last step. */
  readonly goesOn: boolean
  /** Whether a failed step must not end the script, because something is done after it. */
  readonly keepsStatus: boolean
}

/** A portable step, with the name that people read. */
interface Named {
  readonly step: RunStep
  readonly name: Text
}

/** The portable steps of a job on GitLab, for PowerShell or for the other shells; a native step is a script too. */
export function stepsOf(steps: readonly Step[], power = false): readonly Named[] {
  return all(steps, power).filter(({ step }) => (step.shell === 'pwsh') === power)
}

function all(steps: readonly Step[], power: boolean): readonly Named[] {
  return steps.flatMap((step): readonly Named[] => {
    if (step.kind === 'run') return [{ step, name: step.name }]
    const variant = step.variants.gitlab
    const name = (run: RunStep) => (step.name.length > 0 ? step.name : run.name)
    if (variant === undefined)
      return step.otherwise === null ? [] : [{ step: step.otherwise, name: name(step.otherwise) }]
    if ('run' in variant) return [{ step: variant.run, name: name(variant.run) }]
    const script = variant.native.script
    return [{ step: nativeStep(step, linesOf(script), power ? 'pwsh' : 'bash'), name: step.name }]
  })
}

/** Whether the steps need the status of those before them, so that the script has to keep it. */
export function needsStatus(steps: readonly Step[]): boolean {
  return stepsOf(steps).some(({ step }) => step.status !== 'success')
}

/** The steps of a job as entries of its script. */
export function writeSteps(steps: readonly Step[], setting: Setting): readonly Yaml[] {
  const named = stepsOf(steps)
  return named.flatMap(({ step, name }, index): readonly Yaml[] => {
    const replaced = step.raw.find((patch) => patch.vendor === 'gitlab')?.patch.script
    if (replaced === null) return []
    const text =
      replaced !== undefined
        ? linesOf(replaced)
        : writeStep(step, index, setting, index < named.length - 1 || setting.goesOn)
    return text === undefined ? [] : [item(oneLine(textOf(name)), text)]
  })
}

/** One entry of a script; its name stands where the reader of the file and of the log sees it. */
export function item(name: string, text: string): Yaml {
  if (text.includes('\n')) return `${name === '' ? '' : `# ${name}\n`}${text.replace(/\n+$/, '')}\n`
  return name === '' ? text : annotate(text, { before: [name] })
}

function writeStep(step: RunStep, index: number, setting: Setting, followed: boolean): string | undefined {
  const condition = settle(step.condition, setting.triggers)
  if (isNo(condition)) return undefined
  const test = isYes(condition) ? undefined : testOf(condition, setting.values)
  const cd =
    step.workingDirectory === '.'
      ? []
      : [
          `cd ${shellWord(step.workingDirectory.startsWith('-') ? `./${step.workingDirectory}` : step.workingDirectory)}`,
        ]
  const before = [...cd, ...exportsOf(step.env, setting.values)]
  const script = step.script.replace(/\n+$/, '')
  // Brackets, and a test, need a command in them.
  const body = [...before, script, ...(/^\s*[^#\s]/m.test(script) ? [] : [':'])].join('\n')
  const own = step.continueOnError || step.retry > 0 || step.timeoutMinutes !== null || setting.keepsStatus
  if (own) return guarded(step, body, test, index, setting)
  const text = isDirect(step, setting.shell)
    ? directText(step, cd, before, body, followed)
    : child(step, setting, body, '', '')
  return test === undefined ? text : `if ${test}; then\n${text}\nfi`
}

// The script of GitLab runs in bash where the image has it, else in sh: https://docs.gitlab.com/runner/shells/
// Brackets have the number of the shell around them, so that a script that asks for its own is a process of its own.
function isDirect(step: RunStep, shell: Shell): boolean {
  if (step.shell === 'bash') return !/\$(?:\$|\{\$|\{?PPID)/.test(step.script)
  const plain = plainScript(step.script)
  return plain !== undefined && !plain.pipes && (shell === 'sh' || !plain.echoes)
}

// Brackets keep what the step does to its shell from the steps after it, and let its last line fail the job.
function directText(
  step: RunStep,
  cd: readonly string[],
  before: readonly string[],
  body: string,
  followed: boolean,
): string {
  const plain = plainScript(step.script)
  const clean = plain !== undefined && !plain.chained
  if (!followed || (clean && before.length === 0)) return body
  const line = step.script.trim()
  const brief = clean && cd.length === 1 && before.length === 1 && !/[;\n]/.test(line)
  return brief ? `(${cd.join('')} && ${line})` : `(\n${body}\n)`
}

function child(step: RunStep, setting: Setting, body: string, head: string, tail: Tail): string {
  const interpreter: Interpreter = step.shell === 'sh' || setting.shell === 'sh' ? 'sh -e' : 'bash -eo pipefail'
  return childOf(step, interpreter, body, head, tail)
}

function guarded(step: RunStep, body: string, test: string | undefined, index: number, setting: Setting): string {
  const tail: Tail = step.continueOnError ? ' || true' : setting.keepsStatus ? ' || PIPEGEN_STATUS=$?' : ''
  const status = !setting.keepsStatus || step.status === 'always' ? undefined : step.status === 'failure' ? '!=' : '='
  const known = index === 0 && step.status === 'success'
  if (test === undefined && (status === undefined || known)) return child(step, setting, body, '', tail)
  if (test === undefined && tail !== '')
    return child(step, setting, body, `[ "$PIPEGEN_STATUS" ${status === '=' ? '!=' : '='} 0 ] || `, tail)
  const tests = [
    ...(status === undefined || known ? [] : [`[ "$PIPEGEN_STATUS" ${status} 0 ]`]),
    ...(test === undefined ? [] : [test.includes('||') ? `{ ${test}; }` : test]),
  ]
  return `if ${tests.join(' && ')}; then\n${child(step, setting, body, '', tail)}\nfi`
}

function linesOf(script: unknown): string {
  return Array.isArray(script) ? script.join('\n') : String(script ?? '')
}

function nativeStep(step: Extract<Step, { kind: 'vendor' }>, script: string, shell: RunStep['shell']): RunStep {
  const { status, condition, origin, name } = step
  return { ...plainStep(script, origin, shell), name, status, condition }
}
