import type { GithubDefaults, GithubStep } from './schema.ts'

/** Steps, and what they all say of the shell. */
export interface Hoisted {
  readonly steps: readonly GithubStep[]
  readonly defaults: GithubDefaults | undefined
}

/** Says once for the job what all its scripts say of their shell and folder; `bash` is said once for the file. */
export function hoist(steps: readonly GithubStep[]): Hoisted {
  const scripts = steps.filter((step) => step.run !== undefined)
  const shell = common(scripts.map((step) => step.shell))
  const folder = common(scripts.map((step) => step['working-directory']))
  const defaults = {
    ...(shell !== undefined && shell !== 'bash' ? { shell } : {}),
    ...(folder !== undefined && scripts.length > 1 ? { 'working-directory': folder } : {}),
  }
  const usual = 'shell' in defaults ? shell : 'bash'
  return {
    steps: steps.map((step) => {
      if (step.run === undefined) return step
      const { shell: own, 'working-directory': place, ...rest } = step
      const { run, ...front } = rest
      return {
        ...front,
        ...(own === undefined || own === usual ? {} : { shell: own }),
        ...(place === undefined || 'working-directory' in defaults ? {} : { 'working-directory': place }),
        run,
      } as GithubStep
    }),
    defaults: Object.keys(defaults).length === 0 ? undefined : { run: defaults },
  }
}

function common(values: readonly (string | undefined)[]): string | undefined {
  return values.every((value) => value === values[0]) ? values[0] : undefined
}
