import { Environment } from '@marcbachmann/cel-js'
import { matchesGlob } from './glob.ts'

/** What an expression can ask for, by name. */
export type Scope = Readonly<Record<string, unknown>>

const environment = new Environment({ unlistedVariablesAreDyn: true })
  .registerFunction('map.canonical(string): string', (header: unknown, name: string) => {
    const entries = header instanceof Map ? [...header] : Object.entries(header as Scope)
    return String(entries.find(([key]) => String(key).toLowerCase() === name.toLowerCase())?.[1] ?? '')
  })
  .registerFunction('pathMatches(string, string): bool', (file: string, glob: string) => matchesGlob(glob, file))
  .registerFunction('string.compareSecret(string, string, string): bool', () => true)
  .registerFunction('string.compareSecret(string, string): bool', () => true)

const known = new Map<string, ((scope: Scope) => unknown) | undefined>()

/**
 * The value of an expression of CEL; undefined where it cannot be read or asks for what is not there.
 *
 * @see https://github.com/google/cel-spec/blob/master/doc/langdef.md
 */
export function evaluate(expression: string, scope: Scope): unknown {
  if (!known.has(expression)) known.set(expression, read(expression))
  try {
    return known.get(expression)?.(scope)
  } catch {
    return undefined
  }
}

/** Whether an expression holds. */
export function holdsExpression(expression: string, scope: Scope): boolean {
  return evaluate(expression, scope) === true
}

function read(expression: string): ((scope: Scope) => unknown) | undefined {
  try {
    return environment.parse(expression)
  } catch {
    return undefined
  }
}
