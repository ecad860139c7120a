import { ctx } from './context.ts'
import type { EnvSpec, Words } from './value.ts'

/** What `cache` takes. */
export interface CacheSpec {
  /** Folders and files to keep, from the root of the project. */
  readonly paths: readonly string[]
  /** One or two files; the cache is another when their content is. */
  readonly key: string | readonly [string] | readonly [string, string]
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
 * Files that make later runs faster and never change their result.
 *
 * @example
 * caches: [cache({ paths: ['.cache/eslint'], key: 'package-lock.json' })]
 */
export function cache(spec: CacheSpec): Cache {
  return { kind: 'cache', spec }
}

const folder = (path: string): Words => `${ctx.workspace}/${path}`

const presets = {
  npm: { paths: ['.cache/npm'], key: 'package-lock.json', env: () => ({ npm_config_cache: folder('.cache/npm') }) },
  pnpm: { paths: ['.cache/pnpm'], key: 'pnpm-lock.yaml', env: () => ({ npm_config_store_dir: folder('.cache/pnpm') }) },
  yarn: { paths: ['.cache/yarn'], key: 'yarn.lock', env: () => ({ YARN_CACHE_FOLDER: folder('.cache/yarn') }) },
  pip: { paths: ['.cache/pip'], key: 'requirements.txt', env: () => ({ PIP_CACHE_DIR: folder('.cache/pip') }) },
  uv: { paths: ['.cache/uv'], key: 'uv.lock', env: () => ({ UV_CACHE_DIR: folder('.cache/uv') }) },
  go: {
    paths: ['.cache/go'],
    key: 'go.sum',
    env: () => ({ GOMODCACHE: folder('.cache/go/mod'), GOCACHE: folder('.cache/go/build') }),
  },
  maven: {
    paths: ['.cache/maven'],
    key: 'pom.xml',
    env: () => ({ MAVEN_OPTS: `-Dmaven.repo.local=${folder('.cache/maven')}` }),
  },
  gradle: {
    paths: ['.cache/gradle'],
    key: 'gradle/wrapper/gradle-wrapper.properties',
    env: () => ({ GRADLE_USER_HOME: folder('.cache/gradle') }),
  },
  cargo: { paths: ['.cache/cargo'], key: 'Cargo.lock', env: () => ({ CARGO_HOME: folder('.cache/cargo') }) },
  bundler: { paths: ['.cache/bundle'], key: 'Gemfile.lock', env: () => ({ BUNDLE_PATH: folder('.cache/bundle') }) },
  composer: {
    paths: ['.cache/composer'],
    key: 'composer.lock',
    env: () => ({ COMPOSER_CACHE_DIR: folder('.cache/composer') }),
  },
} as const

/** A package manager whose downloads can be kept. */
export type PackageManager = keyof typeof presets

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
  const preset = presets[manager]
  return {
    kind: 'cache',
    spec: { name: manager, paths: preset.paths, key: preset.key, env: preset.env(), ...spec },
  }
}
