import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import type { Ref } from '../ir.ts'

/** The secrets of a run: those of the environment, and of files that were named. */
export interface SecretValues {
  /** The value; undefined: nobody gave it. */
  readonly of: (ref: Ref) => string | undefined
  /** What gives the value, for people. */
  readonly nameOf: (ref: Ref) => string
}

/** Looks for secrets in files first, then in the environment. A secret file can be given as its content or by its path. */
export function secretValues(files: readonly ReadonlyMap<string, string>[], env: NodeJS.ProcessEnv): SecretValues {
  const look = (name: string): string | undefined => files.find((file) => file.has(name))?.get(name) ?? env[name]
  const nameOf = (ref: Ref): string => {
    if (ref.ref === 'secret') return ref.name
    return ref.ref === 'idToken' ? 'PIPEGEN_ID_TOKEN' : 'PIPEGEN_REPOSITORY_TOKEN'
  }
  return {
    nameOf,
    of: (ref) => {
      const value = look(nameOf(ref))
      const isPath = ref.ref === 'secret' && ref.file && value !== undefined && isAbsolute(value) && existsSync(value)
      return isPath ? readFileSync(value, 'utf8') : value
    },
  }
}

/** What a step gets for a secret: the value, or the path of a file with it that only this user can read. */
export function secretGiver(values: SecretValues, folder: string): (ref: Ref) => string {
  const written = new Map<string, string>()
  return (ref) => {
    const value = values.of(ref) ?? ''
    if (ref.ref !== 'secret' || !ref.file) return value
    const path = written.get(ref.name) ?? join(folder, `secret-${written.size}`)
    if (!written.has(ref.name)) writeFileSync(path, value, { mode: 0o600 })
    written.set(ref.name, path)
    return path
  }
}
