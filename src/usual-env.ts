import { runSteps } from './features/use.ts'
import type { Env, Job } from './ir.ts'
import { variablesRead } from './read/shell-names.ts'
import type { Usual } from './usual.ts'

/** The variables that the scripts of a job read, and that its vendor sets where nothing else does. */
export function usualEnv(job: Job, outer: Env, usual: NonNullable<Usual['env']>): Env {
  const steps = runSteps(job)
  const set = new Set([...outer, ...job.env, ...steps.flatMap((step) => step.env)].map(({ name }) => name))
  return variablesRead(steps.map(({ script }) => script).join('\n')).flatMap((name): Env => {
    const context = Object.hasOwn(usual, name) ? usual[name] : undefined
    return context === undefined || set.has(name)
      ? []
      : [{ name, value: [{ ref: 'context', name: context }], origin: job.origin }]
  })
}
