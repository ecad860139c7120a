import type { Report } from '../../../src/diagnostics.ts'
import { downloads } from '../../../src/downloads.ts'
import type { Cache } from '../../../src/ir.ts'
import type { Cursor } from '../../../src/read/cursor.ts'
import { entryOf, itemsOf, lose, type RawJob } from './context.ts'

type Manager = keyof typeof downloads

const names: Readonly<Record<string, Manager>> = {
  npm: 'npm',
  yarn: 'yarn',
  pip: 'pip',
  bundler: 'bundler',
  cargo: 'cargo',
  composer: 'composer',
}

// What managers keep below the home folder, which jobs cannot keep, they can keep in the project.
const homes: readonly (readonly [RegExp, Manager])[] = [
  [/^\.m2/, 'maven'],
  [/^\.gradle/, 'gradle'],
  [/^\.cache\/pip/, 'pip'],
  [/^\.npm$/, 'npm'],
  [/^(?:\.yarn|\.cache\/yarn)/, 'yarn'],
  [/^\.composer/, 'composer'],
  [/^\.cargo/, 'cargo'],
  [/^(?:\.cache\/go-build|go\/pkg\/mod|gopath\/pkg\/mod)/, 'go'],
]

const lockFiles: Readonly<Record<string, string>> = {
  node_js: 'package-lock.json',
  ruby: 'Gemfile.lock',
  php: 'composer.lock',
  python: 'requirements.txt',
  go: 'go.sum',
  rust: 'Cargo.lock',
  java: 'pom.xml',
}

/** The caches of a job: https://docs.travis-ci.com/user/caching/ */
export function readCaches(job: RawJob, language: string, report: Report): readonly Cache[] {
  const cache = job.keys.get('cache')
  if (cache === undefined || cache.data === false || cache.data === null) {
    cache?.mark('carried')
    return []
  }
  const found = new Map<string, Cache>()
  const keep = (manager: Manager, at: Cursor): void => {
    found.set(manager, ofManager(manager, at))
    at.mark('carried')
  }
  const named = (name: string, at: Cursor): void => {
    const manager = entryOf(names, name)
    if (manager !== undefined) keep(manager, at)
    else if (name === 'bundler' || name === 'packages' || name === 'ccache' || name === 'cocoapods')
      lose(at, `it only makes builds faster: keep the folder of ${name} by cache({ paths, key })`, report)
    else lose(at, 'pipegen does not know this cache; it only makes builds faster', report)
  }
  if (cache.kind === 'map') {
    for (const key of cache.keys) {
      const value = cache.look(key)
      if (value === undefined) continue
      if (key === 'directories') for (const item of itemsOf(value)) folder(item, language, found, keep, report)
      else if (['timeout', 'branch', 'edge'].includes(key)) value.mark('carried')
      else if (value.data === false) value.mark('carried')
      else named(key, value)
      value.mark('carried')
    }
  } else for (const item of itemsOf(cache)) if (item.data !== true) named(item.text() ?? '', item)
  cache.mark('carried')
  return [...found.values()]
}

function ofManager(manager: Manager, { origin }: Cursor): Cache {
  const { paths, key, env } = downloads[manager]
  return {
    name: manager,
    paths,
    keyFiles: [key],
    prefix: [],
    fallback: [],
    policy: 'pull-push',
    env: Object.entries(env).map(([name, text]) => {
      const [before = '', after = ''] = text.split('{}')
      const value = [before, { ref: 'context', name: 'workspace' } as const, after].filter((part) => part !== '')
      return { name, value, origin }
    }),
    origin,
  }
}

function folder(
  item: Cursor,
  language: string,
  found: Map<string, Cache>,
  keep: (manager: Manager, at: Cursor) => void,
  report: Report,
): void {
  const text = (item.text() ?? '')
    .trim()
    .replace(/\/+$/, '')
    .replace(/^\.\//, '')
    .replace(/^\$\{?TRAVIS_BUILD_DIR\}?\//, '')
  const home = /^(?:~|\$\{?HOME\}?|\$\{?TRAVIS_HOME\}?)\/(.*)$/.exec(text)?.[1]
  const manager = home === undefined ? undefined : homes.find(([pattern]) => pattern.test(home))?.[1]
  const key = entryOf(lockFiles, language)
  if (manager !== undefined) keep(manager, item)
  else if (home !== undefined || /^[/$~]|\.\.|[$\\*]/.test(text) || text === '' || key === undefined)
    lose(
      item,
      'it only makes builds faster, and is not in the folder of the project, or nothing tells when it changes',
      report,
    )
  else {
    item.mark('carried')
    const { origin } = item
    const name = text.replaceAll(/[^\w.-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '')
    found.set(text, {
      name: name === '' ? 'cache' : name,
      paths: [text],
      keyFiles: [key],
      prefix: [],
      fallback: [],
      policy: 'pull-push',
      env: [],
      origin,
    })
  }
}
