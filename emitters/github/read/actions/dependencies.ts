import type { Cache, EnvEntry, Text } from '../../../../src/ir.ts'
import type { Origin } from '../../../../src/origin.ts'
import { own } from '../../../../src/own.ts'

const folder = (path: string): Text => [{ ref: 'context', name: 'workspace' }, `/${path}`]

// As the story language has them: `dependencies('npm')`.
const managers: Readonly<
  Record<string, { readonly key: string; readonly env: Readonly<Record<string, Text>>; readonly path: string }>
> = {
  npm: { path: '.cache/npm', key: 'package-lock.json', env: { npm_config_cache: folder('.cache/npm') } },
  pnpm: { path: '.cache/pnpm', key: 'pnpm-lock.yaml', env: { npm_config_store_dir: folder('.cache/pnpm') } },
  yarn: { path: '.cache/yarn', key: 'yarn.lock', env: { YARN_CACHE_FOLDER: folder('.cache/yarn') } },
  pip: { path: '.cache/pip', key: 'requirements.txt', env: { PIP_CACHE_DIR: folder('.cache/pip') } },
  uv: { path: '.cache/uv', key: 'uv.lock', env: { UV_CACHE_DIR: folder('.cache/uv') } },
  go: {
    path: '.cache/go',
    key: 'go.sum',
    env: { GOMODCACHE: folder('.cache/go/mod'), GOCACHE: folder('.cache/go/build') },
  },
  maven: {
    path: '.cache/maven',
    key: 'pom.xml',
    env: { MAVEN_OPTS: ['-Dmaven.repo.local=', ...folder('.cache/maven')] },
  },
  gradle: {
    path: '.cache/gradle',
    key: 'gradle/wrapper/gradle-wrapper.properties',
    env: { GRADLE_USER_HOME: folder('.cache/gradle') },
  },
  bundler: { path: '.cache/bundle', key: 'Gemfile.lock', env: { BUNDLE_PATH: folder('.cache/bundle') } },
}

/** The downloads of a package manager, kept; undefined where the manager or the files of the key are not known. */
export function dependencyCache(manager: string, keyFiles: string | undefined, origin: Origin): Cache | undefined {
  const preset = own(managers, manager)
  const files = keyFiles
    ?.split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '') ?? [preset?.key ?? '']
  if (preset === undefined || files.length > 2) return undefined
  if (files.some((file) => /[*?[\]$\\!~]|^\/|(^|\/)\.\.(\/|$)/.test(file))) return undefined
  const env = Object.entries(preset.env).map(([name, value]): EnvEntry => ({ name, value, origin }))
  return {
    name: manager,
    paths: [preset.path],
    keyFiles: files.map((file) => file.replace(/^\.\//, '')),
    prefix: [],
    fallback: [],
    policy: 'pull-push',
    env,
    origin,
  }
}

const variables: ReadonlySet<string> = new Set(Object.values(managers).flatMap(({ env }) => Object.keys(env)))

/** Whether a variable makes a tool keep its downloads where our caches have them. */
export function isCacheVariable(name: string, value: unknown): boolean {
  return (
    variables.has(name) &&
    /^[\w.=-]*\$\{\{ github\.workspace \}\}\/\.cache\//.test(typeof value === 'string' ? value : '')
  )
}
