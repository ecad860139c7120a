import { isNo, no, yes } from '../../src/condition/build.ts'
import { inCell } from '../../src/condition/given.ts'
import { reduce } from '../../src/condition/reduce.ts'
import type { Condition, RunStep, Step, Text } from '../../src/ir.ts'
import { oneLine } from '../../src/shell/quote.ts'
import { runLines, statusTests } from '../../src/shell/run.ts'
import { constantOf } from './conditions/fold.ts'
import { guardsOf } from './conditions/guard.ts'
import { writeEnv } from './env.ts'
import type { Scope } from './values.ts'

/** A step that the script has: with what is left of its condition. */
export interface Part {
  readonly name: Text
  readonly condition: Condition
  readonly run: RunStep
}

/** The portable steps of a job that can run in a cell. */
export function partsOf(steps: readonly Step[], scope: Scope): readonly Part[] {
  return steps.flatMap((step): readonly Part[] => {
    const run = step.kind === 'run' ? step : variantOf(step, scope)
    if (run === null || run.shell === 'pwsh') return []
    const condition = left(run.condition, scope)
    return isNo(condition) ? [] : [{ name: step.name, condition, run }]
  })
}

/** The steps of a job that are written for CodeShip by hand: what comes before the script, and what after it. */
export function nativeSteps(
  steps: readonly Step[],
  vendor: string,
): { readonly before: readonly Native[]; readonly after: readonly Native[] } {
  const natives = steps.map((step) => {
    const variant = step.kind === 'vendor' ? step.variants[vendor] : undefined
    return variant !== undefined && 'native' in variant ? variant.native : null
  })
  const first = natives.indexOf(null)
  const count = first < 0 ? natives.length : first
  const isNative = (one: Native | null): one is Native => one !== null
  return { before: natives.slice(0, count).filter(isNative), after: natives.slice(count).filter(isNative) }
}

/** A step of the steps file, as the story gives it. */
export type Native = Readonly<Record<string, unknown>>

/** Whether a later step runs or not by the result of those before it. */
export function needsStatus(parts: readonly Part[]): boolean {
  return parts.some((part) => part.run.status !== 'success')
}

/** The blocks of lines of steps. */
export function writeSteps(parts: readonly Part[], scope: Scope, tracked: boolean): readonly string[] {
  return parts.map((part, index) => {
    const name = nameOf(part.name, scope)
    const asks = tracked && (index > 0 || part.run.status !== 'success')
    const when = asks ? statusTests[part.run.status] : null
    const tests = [...(when === null ? [] : [when]), ...guardsOf(part.condition, scope)]
    const text = runLines(part.run, { env: writeEnv(part.run.env, scope), tests, tracked })
    return name === '' ? text : `# ${name}\n${text}`
  })
}

/** A text for people, in a cell of the matrix. */
export function nameOf(name: Text, { cell }: Pick<Scope, 'cell'>): string {
  return oneLine(
    name
      .map((part) => (typeof part === 'string' ? part : part.ref === 'matrix' ? (cell[part.key] ?? '') : ''))
      .join(''),
  )
}

function variantOf(step: Extract<Step, { kind: 'vendor' }>, { flavor }: Scope): RunStep | null {
  const variant = step.variants[flavor.id]
  if (variant === undefined) return step.otherwise
  return 'run' in variant ? variant.run : null
}

// What the kinds of builds decide alone, in which the job can run.
function left(condition: Condition, { cell, kinds, pipeline }: Scope): Condition {
  return reduce(inCell(condition, cell), (test) => {
    if (test.test === 'fork' || test.test === 'schedule') return no
    if (test.test === 'branch')
      return kinds.includes('push') ? { all: [{ test: 'event', events: ['push'] }, test] } : no
    if (test.test === 'tag') return kinds.includes('tag') ? { all: [{ test: 'event', events: ['tag'] }, test] } : no
    if (test.test === 'event') {
      const told = test.events.filter((event) => (kinds as readonly string[]).includes(event))
      return told.length === 0 ? no : told.length === kinds.length ? yes : { test: 'event', events: told }
    }
    if (test.test !== 'equals') return test
    const value = constantOf(test.value, kinds, pipeline)
    return value === undefined ? test : value === test.to ? yes : no
  })
}
