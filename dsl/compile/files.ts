import { cacheName, keyName } from '../../src/cache-name.ts'
import type { Artifact, Cache, Reports } from '../../src/ir.ts'
import { inside, type Origin } from '../../src/origin.ts'
import { plainArtifact, type Usual } from '../../src/usual.ts'
import type { Cache as CacheValue } from '../cache.ts'
import type { ArtifactSpec, ReportsSpec } from '../job-spec.ts'
import { compileEnv } from './env.ts'
import type { Scope } from './scope.ts'
import { compileText, printable, typeName } from './text.ts'

const none: readonly never[] = []

/** Artifacts of a job; `usual` holds for those that say nothing. */
export function compileArtifacts(
  specs: Readonly<Record<string, string | readonly string[] | ArtifactSpec>> | undefined,
  usual: Usual['artifacts'],
  at: Origin,
  scope: Scope,
): readonly Artifact[] {
  if (specs === undefined) return none
  const plain = usual ?? plainArtifact
  return Object.entries(specs).map(([name, given]) => {
    const origin = inside(at, name)
    const spec: ArtifactSpec =
      typeof given === 'string' || Array.isArray(given) ? { paths: given } : (given as ArtifactSpec)
    if (!/^[A-Za-z0-9][\w.-]*$/.test(name))
      scope.report('invalid-name', origin, {
        what: 'an artifact',
        name,
        rule: 'begin with a letter or digit, and use letters, digits, dots, dashes and underscores',
      })
    const retention = spec.retention ?? plain.retentionDays
    if (!(Number.isInteger(retention) && retention >= 1))
      scope.report('bad-value', inside(origin, 'retention'), {
        what: 'the retention of an artifact',
        value: String(retention),
        expected: 'whole days from 1',
      })
    const paths = list(spec.paths)
    if (paths.length === 0)
      scope.report('bad-value', origin, {
        what: `the artifact '${name}'`,
        value: 'empty',
        expected: 'at least one path',
      })
    return {
      name,
      paths: checkPaths(paths, inside(origin, 'paths'), scope),
      exclude: checkPaths(list(spec.exclude), inside(origin, 'exclude'), scope),
      retentionDays: retention,
      when: spec.when ?? 'success',
      ifMissing: spec.ifMissing ?? plain.ifMissing,
      modes: spec.modes ?? false,
      origin,
    }
  })
}

/** Caches of a job. */
export function compileCaches(specs: readonly CacheValue[] | undefined, at: Origin, scope: Scope): readonly Cache[] {
  if (specs === undefined) return none
  const names = new Set<string>()
  return specs.flatMap((made, index) => {
    const origin = inside(at, index)
    if (typeof made !== 'object' || made === null || made.kind !== 'cache') {
      scope.report('wrong-type', origin, {
        what: 'an entry of caches',
        expected: 'a cache, made by cache() or dependencies()',
        found: typeName(made),
      })
      return []
    }
    const { spec } = made
    const keyFiles = list(spec.key)
    if (keyFiles.length > 2)
      scope.report('bad-value', inside(origin, 'key'), {
        what: 'the key of a cache',
        value: `${keyFiles.length} files`,
        expected: 'one or two files, or none',
      })
    const name = spec.name === undefined ? cacheName(spec.paths) : keyName(spec.name)
    if (names.has(name)) scope.report('duplicate-name', origin, { what: 'caches of a job', name })
    names.add(name)
    return [
      {
        name,
        paths: checkPaths(spec.paths, inside(origin, 'paths'), scope, true),
        keyFiles: checkPaths(keyFiles, inside(origin, 'key'), scope),
        prefix:
          spec.prefix === undefined
            ? []
            : compileText(spec.prefix, 'the prefix of a cache', ['context', 'matrix'], inside(origin, 'prefix'), scope),
        fallback: (spec.fallback ?? []).map((text) =>
          compileText(text, 'a fallback of a cache', ['context', 'matrix'], inside(origin, 'fallback'), scope),
        ),
        policy: spec.policy ?? 'pull-push',
        env: compileEnv(spec.env, ['context', 'matrix'], inside(origin, 'env'), scope),
        origin,
      },
    ]
  })
}

/** Reports of a job. */
export function compileReports(spec: ReportsSpec | undefined, at: Origin, scope: Scope): Reports {
  if (spec === undefined) return { junit: none, coverage: null, origin: at }
  const coverage = typeof spec.coverage === 'string' ? { path: spec.coverage } : spec.coverage
  const path = coverage?.path ?? null
  return {
    junit: checkPaths(list(spec.junit), at, scope),
    coverage:
      coverage === undefined
        ? null
        : {
            format: path === null ? null : (coverage.format ?? 'cobertura'),
            path: path === null ? null : (checkPaths([path], inside(at, 'coverage'), scope)[0] ?? null),
            pattern: coverage.pattern?.source ?? null,
          },
    origin: at,
  }
}

/** Paths of the story, each looked at; `home` allows `~` and absolute ones. */
export function checkPaths(paths: readonly string[], at: Origin, scope: Scope, home = false): readonly string[] {
  return paths.map((path) => {
    const why = pathFault(path, home)
    if (why !== undefined) scope.report('bad-path', at, { path: String(path), why })
    else printable(path, 'a path', at, scope)
    return typeof path === 'string' ? path.replace(/^\.\//, '') : ''
  })
}

function pathFault(path: unknown, home: boolean): string | undefined {
  if (typeof path !== 'string' || path === '') return 'it is empty'
  if (!home && (path.startsWith('/') || path.startsWith('~') || /^[A-Za-z]:/.test(path)))
    return 'it lies outside of the project'
  if (path.split('/').includes('..')) return 'it leads out of the project'
  if (path.includes('\\')) return 'it has backslashes'
  if (/[\n\r$]/.test(path)) return 'it holds a dollar sign or a line break, which vendors read as something else'
  if (path.startsWith('!')) return 'what is left out stands in exclude'
  return undefined
}

function list(spec: string | readonly string[] | undefined): readonly string[] {
  return spec === undefined ? [] : typeof spec === 'string' ? [spec] : spec
}
