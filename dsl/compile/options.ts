import { near } from '../../src/near.ts'
import { inside, type Origin } from '../../src/origin.ts'
import type { Scope } from './scope.ts'

/** Reports the keys of a specification that are no options. */
export function unknownOptions(spec: object, known: ReadonlySet<string>, what: string, at: Origin, scope: Scope): void {
  for (const option in spec) if (!known.has(option)) reportUnknown(option, [...known], what, at, scope)
}

/** Reports a key that is no option. */
export function reportUnknown(option: string, known: readonly string[], what: string, at: Origin, scope: Scope): void {
  scope.report('unknown-option', inside(at, option), { what, option, near: near(option, known) })
}
