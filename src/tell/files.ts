import { cacheName } from '../cache-name.ts'
import { downloads } from '../downloads.ts'
import type { Artifact, Cache, Env, Job, Reports, Text } from '../ir.ts'
import { type Desk, use } from './desk.ts'
import { list, literal, object } from './literal.ts'
import { remarks } from './remarks.ts'
import type { Usuals } from './usual.ts'
import { tellEnv, tellText } from './value.ts'

/** The artifacts of a job; what is usual is not said. */
export function tellArtifacts(
  artifacts: readonly Artifact[],
  usual: Usuals['artifacts'],
  desk: Desk,
): string | undefined {
  if (artifacts.length === 0) return undefined
  return object(
    artifacts.map((artifact) => [artifact.name, `${remarks(artifact, desk)}${tellArtifact(artifact, usual)}`] as const),
  )
}

function tellArtifact(
  { paths, exclude, retentionDays, when, ifMissing, modes }: Artifact,
  usual: Usuals['artifacts'],
): string {
  const rest = object([
    ['exclude', exclude.length === 0 ? undefined : oneOrMany(exclude)],
    ['retention', retentionDays === usual.retentionDays ? undefined : String(retentionDays)],
    ['when', when === 'success' ? undefined : literal(when)],
    ['ifMissing', ifMissing === usual.ifMissing ? undefined : literal(ifMissing)],
    ['modes', modes ? 'true' : undefined],
  ])
  return rest === '{}' ? oneOrMany(paths) : `{ paths: ${oneOrMany(paths)}, ${rest.slice(1)}`
}

/** The caches of a job. */
export function tellCaches(caches: readonly Cache[], desk: Desk): string | undefined {
  return caches.length === 0
    ? undefined
    : list(caches.map((cache) => `${remarks(cache, desk)}${tellCache(cache, desk)}`))
}

function tellCache(cache: Cache, desk: Desk): string {
  const { name, paths, keyFiles, prefix, fallback, policy, env } = cache
  const shared = [
    ['prefix', prefix.length === 0 ? undefined : tellText(prefix, desk)],
    ['fallback', fallback.length === 0 ? undefined : list(fallback.map((text) => tellText(text, desk)))],
    ['policy', policy === 'pull-push' ? undefined : literal(policy)],
  ] as const
  const known = Object.hasOwn(downloads, name) ? downloads[name as keyof typeof downloads] : undefined
  if (
    known !== undefined &&
    keyFiles.length > 0 &&
    alike(paths, known.paths) &&
    alike(settingsOf(env), Object.entries(known.env).flat())
  ) {
    const spec = object([['key', alike(keyFiles, [known.key]) ? undefined : oneOrMany(keyFiles)], ...shared])
    return `${use(desk, 'dependencies')}(${literal(name)}${spec === '{}' ? '' : `, ${spec}`})`
  }
  const parts = [
    ['name', name === cacheName(paths) ? undefined : literal(name)],
    ['paths', list(paths.map(literal))],
    ['key', keyFiles.length === 0 ? undefined : oneOrMany(keyFiles)],
    ...shared,
    ['env', tellEnv(env, desk)],
  ] as const
  const isPlain = paths.length === 1 && parts.every(([key, code]) => key === 'paths' || code === undefined)
  return `${use(desk, 'cache')}(${isPlain ? oneOrMany(paths) : object(parts)})`
}

function settingsOf(env: Env): readonly string[] {
  return env.flatMap(({ name, value }) => [name, value.map(placed).join('')])
}

function placed(part: Text[number]): string {
  if (typeof part === 'string') return part
  return part.ref === 'context' && part.name === 'workspace' ? '{}' : '{?}'
}

/** The environment of a job without what its caches bring. */
export function ownEnv({ env, caches }: Job): Env {
  const brought = caches.flatMap((cache) => cache.env)
  return env.filter(
    ({ name, value }) =>
      !brought.some((other) => other.name === name && JSON.stringify(other.value) === JSON.stringify(value)),
  )
}

/** The reports of a job. */
export function tellReports({ junit, coverage }: Reports): string | undefined {
  const code = object([
    ['junit', junit.length === 0 ? undefined : oneOrMany(junit)],
    ['coverage', coverage === null ? undefined : tellCoverage(coverage)],
  ])
  return code === '{}' ? undefined : code
}

function tellCoverage({ format, path, pattern }: NonNullable<Reports['coverage']>): string {
  if (path !== null && pattern === null && format === 'cobertura') return literal(path)
  return object([
    ['format', format === null || format === 'cobertura' ? undefined : literal(format)],
    ['path', path === null ? undefined : literal(path)],
    ['pattern', pattern === null ? undefined : regular(pattern)],
  ])
}

// Only a plain source stands between slashes; all else is given as text.
function regular(source: string): string {
  try {
    const text = new RegExp(source).toString()
    if (/^[\x20-\x7e]+$/.test(text) && text.slice(1, -1) === source) return text
  } catch {}
  return `new RegExp(${literal(source)})`
}

/** A list of texts; one alone stands by itself. */
export function oneOrMany(texts: readonly string[]): string {
  const [only] = texts
  return texts.length === 1 && only !== undefined ? literal(only) : list(texts.map(literal))
}

function alike(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index])
}
