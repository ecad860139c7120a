import { isNo } from '../../src/condition/build.ts'
import type { Yaml, YamlMap } from '../../src/document.ts'
import type { Condition, RunStep, Step, Text } from '../../src/ir.ts'
import { oneLine } from '../../src/shell/quote.ts'
import { runLines, statusTests, statusVariable } from '../../src/shell/run.ts'
import { fold } from './conditions/fold.ts'
import { guardsOf } from './conditions/guard.ts'
import { stepEnv } from './env.ts'
import { item } from './item.ts'
import { id } from './title.ts'
import type { Scope } from './values.ts'

/** A step that the output has: a portable one, or the vendor's own. */
export interface Part {
  readonly name: Text
  readonly condition: Condition
  readonly run: RunStep | null
  readonly native: Readonly<Record<string, unknown>> | null
}

/** The steps of a job that can run in a start and cell, each with what is left of its condition. */
export function partsOf(steps: readonly Step[], scope: Scope): readonly Part[] {
  return steps.flatMap((step): readonly Part[] => {
    const condition = fold(step.condition, scope.start, scope.cell)
    if (isNo(condition)) return []
    if (step.kind === 'run')
      return step.shell === 'pwsh' ? [] : [{ name: step.name, condition, run: step, native: null }]
    const variant = step.variants[id]
    if (variant !== undefined && 'native' in variant)
      return [{ name: step.name, condition, run: null, native: variant.native }]
    const run = variant?.run ?? step.otherwise
    if (run === null) return []
    const own = fold(run.condition, scope.start, scope.cell)
    return isNo(own) ? [] : [{ name: step.name, condition: own, run, native: null }]
  })
}

/** Whether a later step runs or not by the result of those before it. */
export function needsStatus(parts: readonly Part[]): boolean {
  return parts.some((part) => part.run !== null && part.run.status !== 'success')
}

/** The items of steps. */
export function writeSteps(parts: readonly Part[], scope: Scope): readonly Yaml[] {
  const tracked = needsStatus(parts)
  return [
    ...(tracked ? [item('', `${statusVariable}=0`)] : []),
    ...parts.map((part, index) => item(nameOf(part.name, scope), writePart(part, scope, tracked, index > 0))),
  ]
}

/** A text for people, in a cell of the matrix. */
export function nameOf(name: Text, { cell }: Pick<Scope, 'cell'>): string {
  return oneLine(
    name
      .map((part) => (typeof part === 'string' ? part : part.ref === 'matrix' ? (cell[part.key] ?? '') : ''))
      .join(''),
  )
}

function writePart({ run, condition, native }: Part, scope: Scope, tracked: boolean, later: boolean): Yaml {
  if (run === null) return native as YamlMap
  const when = tracked && (later || run.status !== 'success') ? statusTests[run.status] : null
  const tests = [...(when === null ? [] : [when]), ...guardsOf(condition, scope)]
  return runLines(run, { env: stepEnv(run.env, scope), tests, tracked })
}
