import type { ContextName, Env } from '../ir.ts'
import type { Origin } from '../origin.ts'

/**
 * What a script reads that its vendor sets: values of the event by the vendor's own names, and what has a name of the kind
 * that secrets have. `set` are the names that the job has anyway.
 */
export function ambientEnv(
  script: string,
  contexts: Readonly<Record<string, ContextName>>,
  set: ReadonlySet<string>,
  origin: Origin,
): Env {
  return variablesRead(script).flatMap((name): Env => {
    if (set.has(name)) return []
    const context = Object.hasOwn(contexts, name) ? contexts[name] : undefined
    if (context !== undefined) return [{ name, value: [{ ref: 'context', name: context }], origin }]
    return looksSecret(name) ? [{ name, value: [{ ref: 'secret', name, file: false }], origin }] : []
  })
}

/** The variables that a script reads and does not set itself, in the order of their names. */
export function variablesRead(script: string): readonly string[] {
  const assigned = new Set(
    [...script.matchAll(/(?:^|[\s;&|(])(?:export\s+|local\s+)?([A-Za-z_]\w*)=/gm)].map(([, name = '']) => name),
  )
  const read = new Set([...script.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name = '']) => name))
  return [...read].sort().filter((name) => !assigned.has(name))
}

function looksSecret(name: string): boolean {
  return (
    /(?:TOKEN|PASSWORD|PASSWD|SECRET|PRIVATE_KEY|API_KEY|ACCESS_KEY|SSH_KEY|CREDENTIALS?)(?:_|$)/.test(name) &&
    !/^(?:CI|PIPEGEN)_/.test(name)
  )
}
