import type { Environment, Lock } from '../../src/ir.ts'
import { inside, type Origin } from '../../src/origin.ts'
import type { Environment as EnvironmentValue } from '../environment.ts'
import type { Words } from '../value.ts'
import type { JobScope } from './scope.ts'
import { type Allowed, compileText, readable } from './text.ts'

const inNames: Allowed = ['context', 'matrix', 'input']

/** Where a job deploys to. */
export function compileEnvironment(made: EnvironmentValue | undefined, scope: JobScope): Environment | null {
  if (made === undefined) return null
  const { name, spec, origin } = made
  return {
    name: compileText(name, 'the name of an environment', inNames, origin, scope),
    url:
      spec.url === undefined
        ? null
        : compileText(spec.url, 'the address of an environment', readable, inside(origin, 'url'), scope),
    approval: spec.approval ?? 'none',
    tier: spec.tier ?? null,
    origin,
  }
}

/** What one job at a time holds: its lock, or the environment that it deploys to. */
export function compileLock(
  held: Words | boolean,
  environment: EnvironmentValue | undefined,
  at: (option: string) => Origin,
  scope: JobScope,
): Lock | null {
  const name = typeof held === 'boolean' ? (held ? environment?.name : undefined) : held
  if (name === undefined) return null
  const place = at(scope.job.spec.lock === undefined ? 'environment' : 'lock')
  return { name: compileText(name, 'a lock', inNames, place, scope), origin: at('lock') }
}
