import { downloads } from '../src/downloads.ts'
import { ctx } from './context.ts'
import type { EnvSpec, Words } from './value.ts'

/** What `cache` takes. */
export interface CacheSpec {
  /** Folders and files to keep, from the root of the project. */
  readonly paths: readonly string[]
  /** One or two files; the cache is another when their content is. Without any, it is one for all runs. */
  readonly key?: string | readonly [string] | readonly [string, string]
  /** The beginning of the key; the first path where left out. */
  readonly name?: string
  /** Text in the key: a matrix value, the system. */
  readonly prefix?: Words
  /** Other prefixes to look under when there is nothing under the key, best first. */
  readonly fallback?: readonly Words[]
  /** `pull`: only read; `push`: only written; both where left out. */
  readonly policy?: 'pull-push' | 'pull' | 'push'
  /** Variables that make a tool use the paths. */
  readonly env?: EnvSpec
}

/** Files that make later runs faster and never change their result. */
export interface Cache {
  readonly kind: 'cache'
  readonly spec: CacheSpec
}

/**
 * Files that make later runs faster and never change their result; a path alone is one cache for all runs.
 *
 * @example
 * caches: [cache({ paths: ['.cache/eslint'], key: 'package-lock.json' }), cache('node_modules')]
 */
export function cache(spec: CacheSpec | string): Cache {
  return { kind: 'cache', spec: typeof spec === 'string' ? { paths: [spec] } : spec }
}

/** A package manager whose downloads can be kept. */
export type PackageManager = keyof typeof downloads

/**
 * The downloads of a package manager, kept in `.cache` of the project, so that every vendor can keep them.
 *
 * @example
 * caches: [dependencies('npm')]
 */
export function dependencies(
  manager: PackageManager,
  spec: Partial<Pick<CacheSpec, 'key' | 'prefix' | 'fallback' | 'policy'>> = {},
): Cache {
  const { paths, key, env } = downloads[manager]
  const variables = Object.entries(env).map(([name, text]) => [name, text.replace('{}', `${ctx.workspace}`)])
  return { kind: 'cache', spec: { name: manager, paths, key, env: Object.fromEntries(variables), ...spec } }
}
