import type { GithubDefaults, GithubStep } from './schema.ts'

/** Steps, and what they all say of the shell. */
export interface Hoisted {
  readonly steps: readonly GithubStep[]
  readonly defaults: GithubDefaults | undefined
}

/** Says once for the job what all its scripts say of their shell and folder; `bash` is said once for the file. */
export function hoist(steps: readonly GithubStep[]): Hoisted {
  if (steps.every(isUsual)) return { steps: steps.map(withoutBash), defaults: undefined }
  const scripts = steps.filter((step) => step.run !== undefined)
  const shell = common(scripts, 'shell')
  const folder = common(scripts, 'working-directory')
  const defaults = {
    ...(shell !== undefined && shell !== 'bash' ? { shell } : {}),
    ...(folder !== undefined && scripts.length > 1 ? { 'working-directory': folder } : {}),
  }
  const isEmpty = Object.keys(defaults).length === 0
  return { steps: steps.map((step) => without(step, defaults)), defaults: isEmpty ? undefined : { run: defaults } }
}

function isUsual(step: GithubStep): boolean {
  return step.run === undefined || (step.shell === 'bash' && step['working-directory'] === undefined)
}

const usual = { shell: 'bash' }
const known = new WeakMap<GithubStep, GithubStep>()

// Many jobs have the same step, which stays one.
function withoutBash(step: GithubStep): GithubStep {
  const found = known.get(step)
  if (found !== undefined) return found
  const made = without(step, usual)
  known.set(step, made)
  return made
}

function without(
  step: GithubStep,
  defaults: { readonly shell?: string; readonly 'working-directory'?: string },
): GithubStep {
  if (step.run === undefined) return step
  const { shell: own, 'working-directory': place, ...rest } = step
  const { run, ...front } = rest
  return {
    ...front,
    ...(own === undefined || own === (defaults.shell ?? 'bash') ? {} : { shell: own }),
    ...(place === undefined || 'working-directory' in defaults ? {} : { 'working-directory': place }),
    run,
  } as GithubStep
}

function common(steps: readonly GithubStep[], key: 'shell' | 'working-directory'): string | undefined {
  const first = steps[0]?.[key]
  return steps.every((step) => step[key] === first) ? first : undefined
}
