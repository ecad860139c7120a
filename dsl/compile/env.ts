import type { Env } from '../../src/ir.ts'
import { inside, type Origin } from '../../src/origin.ts'
import type { EnvSpec } from '../value.ts'
import type { Scope } from './scope.ts'
import { type Allowed, compileText, typeName } from './text.ts'

const none: Env = []

/** The environment of a story, job, step or service. */
export function compileEnv(spec: EnvSpec | undefined, allowed: Allowed, at: Origin, scope: Scope): Env {
  if (spec === undefined) return none
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) {
    scope.report('wrong-type', at, { what: 'env', expected: 'an object of names and values', found: typeName(spec) })
    return []
  }
  return Object.keys(spec).map((name) => {
    const origin = inside(at, name)
    const why = envNameFault(name)
    if (why !== undefined) scope.report('bad-env-name', origin, { name, why })
    return {
      name,
      value: compileText(spec[name], `the environment variable '${name}'`, allowed, origin, scope),
      origin,
    }
  })
}

/** Why an environment variable cannot have this name; undefined if it can. */
export function envNameFault(name: string): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return 'only letters, digits and underscores are safe in every shell'
  if (name === '__proto__') return 'the name has a meaning of its own'
  if (name.startsWith('PIPEGEN_')) return 'names that begin with PIPEGEN_ are those of pipegen'
  return undefined
}
