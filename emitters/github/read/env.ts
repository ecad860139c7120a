import type { Env, Ref } from '../../../src/ir.ts'
import type { Path } from '../../../src/yaml/find.ts'
import type { Known } from './known.ts'
import { mapOf, type Source } from './source.ts'
import { readText } from './value.ts'

/** Environment variables: those that are portable, and the names of the others. */
export interface ReadEnv {
  readonly env: Env
  readonly theirs: readonly string[]
}

/** Reads environment variables whose values are of the kinds that the place takes. */
export function readEnv(
  value: unknown,
  path: Path,
  known: Known,
  { at }: Source,
  allowed?: readonly Ref['ref'][],
): ReadEnv {
  const theirs: string[] = []
  const env = Object.entries(mapOf(value) ?? {}).flatMap(([name, given]) => {
    const text = given === null ? [] : isFair(name) ? readText(given, known, allowed) : undefined
    if (text === undefined || text.some((part) => typeof part === 'string' && /[\0\ud800-\udfff]/u.test(part))) {
      theirs.push(name)
      return []
    }
    return [{ name, value: text, origin: at([...path, name]) }]
  })
  return { env, theirs }
}

// The runner ignores variables that begin with its own names, and ours are taken.
function isFair(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && !/^(GITHUB_(?!TOKEN$)|RUNNER_|PIPEGEN_)/i.test(name) && name !== '__proto__'
}

/** The patch that keeps the variables of a node that are not portable. */
export function theirEnv(value: unknown, portable: readonly string[]): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {}
  const map = mapOf(value)
  if (map === undefined) return { env: value }
  const rest = Object.entries(map).filter(([name]) => !portable.includes(name))
  return rest.length === 0 ? {} : { env: Object.fromEntries(rest) }
}
