import { isNo, isYes } from '../../src/condition/build.ts'
import type { Job, RunStep, Step } from '../../src/ir.ts'
import { shellWord } from '../../src/shell/quote.ts'
import { matchesFunction, shellTest, usesPattern } from './condition-script.ts'
import type { Variables } from './env.ts'
import { inRun } from './runs.ts'
import type { TektonStep } from './schema.ts'
import type { Part } from './script.ts'
import { simplify } from './simplify.ts'
import { type Place, pieceOf } from './values.ts'

/** Portable steps that share a container, or a step that is Tekton's own. */
export type Segment = { readonly run: readonly RunStep[] } | { readonly native: TektonStep }

/** The steps of a job in a run, those left out that cannot run in it. */
export function segmentsOf(job: Job, place: Place): readonly Segment[] {
  const segments: Segment[] = []
  for (const step of job.steps) {
    if (isNo(simplify(inRun(step.condition, place.run), place))) continue
    const chosen = choose(step)
    if (chosen === undefined) continue
    const last = segments[segments.length - 1]
    if ('native' in chosen) segments.push(chosen)
    else if (last !== undefined && 'run' in last) segments[segments.length - 1] = { run: [...last.run, chosen.run] }
    else segments.push({ run: [chosen.run] })
  }
  return segments
}

function choose(step: Step): { readonly run: RunStep } | { readonly native: TektonStep } | undefined {
  if (step.kind === 'run') return { run: step }
  const variant = step.variants.tekton
  if (variant === undefined) return step.otherwise === null ? undefined : { run: step.otherwise }
  return 'run' in variant ? variant : { native: variant.native as TektonStep }
}

/** A portable step as part of a script; `alone` says that it has a container of its own. */
export function partOf(step: RunStep, alone: boolean, place: Place, vars: Variables): Part {
  const condition = simplify(inRun(step.condition, place.run), place)
  const test = isYes(condition)
    ? undefined
    : shellTest(condition, { word: vars.word, run: place.run, changed: undefined })
  const first: string[] = []
  if (step.workingDirectory !== '.') first.push(`cd ${shellWord(step.workingDirectory)}`)
  for (const { name, value } of step.env) {
    if (alone) vars.add(name, value)
    else if (value.every((part) => typeof part === 'string' || pieceOf(part, place).kind === 'text'))
      first.push(
        `export ${name}=${shellWord(value.map((part) => (typeof part === 'string' ? part : textIn(part, place))).join(''))}`,
      )
    else first.push(`export ${name}=${vars.word(name, value)}`)
  }
  return {
    title: step.name
      .map((part) => (typeof part === 'string' ? part : '…'))
      .join('')
      .replaceAll(/\s+/g, ' '),
    shell: step.shell === 'sh' ? 'sh' : 'bash',
    body: step.script,
    first,
    test,
    status: step.status,
    mayFail: step.continueOnError,
    timeoutMinutes: step.timeoutMinutes,
    retry: step.retry,
  }
}

/** The functions that the tests of steps use. */
export function testFunctions(steps: readonly RunStep[], place: Place): readonly string[] {
  return steps.some((step) => usesPattern(simplify(inRun(step.condition, place.run), place))) ? matchesFunction : []
}

function textIn(ref: Parameters<typeof pieceOf>[0], place: Place): string {
  const piece = pieceOf(ref, place)
  return piece.kind === 'text' ? piece.text : ''
}
