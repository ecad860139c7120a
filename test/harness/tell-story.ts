import { textOf } from '../../src/features/jobs.ts'
import type { Job, Pipeline, Trigger } from '../../src/ir.ts'
import { tellCondition } from '../../src/plan/tell.ts'

/** What decides which jobs of a story run, in a few lines. */
export function tellStory({ triggers, jobs }: Pipeline): readonly string[] {
  return [`on ${triggers.map(tellTrigger).join('; ')}`, ...jobs.map(tellJob)]
}

function tellTrigger({ kind, ...rest }: Trigger): string {
  const filters = Object.entries(rest).filter(
    ([name, value]) => name !== 'origin' && name !== 'inputs' && value.length > 0,
  )
  return [kind, ...filters.map(([name, value]) => `${name} ${String(value)}`)].join(' ')
}

function tellJob({ id, stage, needs, status, condition, matrix, environment, allowFailure, outputs }: Job): string {
  const named = needs.map((need) => `${need.job}${need.by === 'stage' ? '~' : ''}${need.optional ? '?' : ''}`)
  const cells = matrix?.cells.map((cell) => Object.values(cell).join(','))
  return [
    `${stage}/${id}`,
    named.length === 0 ? '' : `needs ${named.join(' ')}`,
    status === 'success' ? '' : status,
    'test' in condition && condition.test === 'true' ? '' : `when ${tellCondition(condition)}`,
    cells === undefined
      ? ''
      : `cells ${cells.join(' ')}${matrix?.failFast ? ' failFast' : ''}${matrix?.maxParallel ? ` at most ${matrix.maxParallel}` : ''}`,
    environment === null ? '' : `to ${textOf(environment.name)}${environment.approval === 'manual' ? ' (gate)' : ''}`,
    allowFailure ? 'may fail' : '',
    outputs.length === 0 ? '' : `outputs ${outputs.map(({ name }) => name).join(' ')}`,
  ]
    .filter(Boolean)
    .join(' | ')
}
