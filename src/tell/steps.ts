import { runSteps } from '../features/use.ts'
import type { Job, RawPatch, RunStep, Step, VendorStep } from '../ir.ts'
import { tellWhen } from './condition.ts'
import { type Desk, oneLine, plainLength, scriptRef, share, use } from './desk.ts'
import { insertValues } from './insert.ts'
import { inScript, list, literal, tightObject } from './literal.ts'
import { options, remarks } from './remarks.ts'
import { isTemplate, tellData, tellEnv, tellText } from './value.ts'

/** What the steps of a job say together. */
export interface Usual {
  readonly shell: 'bash' | 'sh'
  readonly workingDirectory: string
}

/** The shell and the folder that most steps of a job have. */
export function usualOf(job: Job, otherwise: 'bash' | 'sh'): Usual {
  const steps = runSteps(job)
  const shells = steps.flatMap(({ shell }) => (shell === 'pwsh' ? [] : [shell]))
  const folders = new Set(steps.map(({ workingDirectory }) => workingDirectory))
  const [folder = '.'] = folders
  const first = shells[0] ?? otherwise
  const less = shells.filter((shell) => shell !== first).length * 2 > shells.length
  return {
    shell: less ? (first === 'sh' ? 'bash' : 'sh') : first,
    workingDirectory: folders.size === 1 ? folder : '.',
  }
}

// A step that is longer than this takes several lines.
const longest = 115

/** The steps of a job; one that takes several lines stands alone. */
export function tellSteps(job: Job, usual: Usual, desk: Desk): string {
  const told = job.steps.map((step) => above(tellStep(step, job, usual, desk), step, desk))
  const steps = told.map((code, index) => share(desk, hintOf(job.steps[index]), code))
  const [code = '', ...others] = told
  const isLong = code.includes('`\n') || plainLength(desk, code) > longest
  return others.length === 0 && isLong ? (steps[0] ?? '[]') : list(steps)
}

// The options of the step take the comments that are theirs first.
function above(code: string, step: Step, desk: Desk): string {
  return `${remarks(step, desk)}${code}`
}

function hintOf(step: Step | undefined): string {
  if (step === undefined) return 'step'
  const [name] = step.name
  if (typeof name === 'string') return name
  if (step.kind === 'run') return commandOf(step.script)
  const native = Object.values(step.variants).find((variant) => 'native' in variant)
  const uses = native !== undefined && 'native' in native ? native.native.uses : undefined
  return typeof uses === 'string' ? (uses.split('@')[0]?.split('/').pop() ?? 'step') : 'step'
}

// The command and its first words, without options, variables and paths.
function commandOf(script: string): string {
  const words = (script.split('\n', 1)[0] ?? '').split(/\s+/).filter((word) => /^[A-Za-z][\w.-]*$/.test(word))
  return words.length === 0 ? 'step' : words.slice(0, 3).join(' ')
}

function tellStep(step: Step, job: Job, usual: Usual, desk: Desk): string {
  return step.kind === 'run' ? tellRun(step, job, usual, desk, true) : tellVendorStep(step, job, usual, desk)
}

function tellRun(step: RunStep, job: Job, usual: Usual, desk: Desk, withWhen: boolean): string {
  const { shell, workingDirectory } = step
  const inserted = insertValues(step, job, desk)
  const run = tellScript(step, inserted?.code, desk)
  const spec = options(
    step,
    [
      ['name', step.name.length === 0 ? undefined : tellText(step.name, desk)],
      ['run', run],
      ['env', tellEnv(inserted?.env ?? step.env, desk)],
      ['when', withWhen ? tellWhen(step.status, step.condition, job, desk) : undefined],
      ['shell', shell === 'pwsh' || shell === usual.shell ? undefined : literal(shell)],
      ['workingDirectory', workingDirectory === usual.workingDirectory ? undefined : literal(workingDirectory)],
      ['continueOnError', step.continueOnError ? 'true' : undefined],
      ['timeout', step.timeoutMinutes === null ? undefined : String(step.timeoutMinutes)],
      ['retry', step.retry === 0 ? undefined : String(step.retry)],
      ['raw', tellRaw(step.raw, desk, step)],
    ],
    desk,
  )
  return spec === `{ run: ${run} }` ? run : `${use(desk, 'step')}(${spec})`
}

// A script of several lines is put in place when the layout is known; with values in it, it is laid out as one line.
function tellScript(step: RunStep, inserted: string | undefined, desk: Desk): string {
  const { script } = step
  const tag = use(desk, step.shell === 'pwsh' ? 'pwsh' : 'sh')
  if (!isTemplate(script))
    desk.problems.push({ what: 'a script whose lines are all indented, or end in carriage returns', node: step })
  // What ends in a backslash, or holds the signs of this writer, is put in place last as well.
  const several = /\n|\\$|[\ue000-\uf8ff]/.test(script)
  if (inserted !== undefined) return several ? `${tag}\`\n${oneLine(inserted)}\n\`` : `${tag}\`${inserted}\``
  return several ? `${tag}\`\n${scriptRef(desk, inScript(script))}\n\`` : `${tag}\`${inScript(script)}\``
}

function tellVendorStep(step: VendorStep, job: Job, usual: Usual, desk: Desk): string {
  // What it says of its own condition counts for all that it stands for.
  const when = tellWhen(step.status, step.condition, job, desk)
  const isOpen = when === undefined
  const on = Object.entries(step.variants).map(
    ([vendor, variant]) =>
      [
        vendor,
        'run' in variant ? tellRun(variant.run, job, usual, desk, isOpen) : tellData(variant.native, desk, step),
      ] as const,
  )
  return `${use(desk, 'vendorStep')}(${options(
    step,
    [
      ['name', step.name.length === 0 ? undefined : tellText(step.name, desk)],
      ['when', when],
      ...on,
      ['otherwise', step.otherwise === null ? undefined : tellRun(step.otherwise, job, usual, desk, isOpen)],
    ],
    desk,
  )})`
}

/** Raw patches, by vendor; undefined: there are none. */
export function tellRaw(raw: readonly RawPatch[], desk: Desk, node: object): string | undefined {
  return raw.length === 0
    ? undefined
    : tightObject(raw.map(({ vendor, patch }) => [vendor, tellData(patch, desk, node)] as const))
}
