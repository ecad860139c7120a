import { type Data, type DataMap, isTagged } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { bashGuard } from '../script.ts'
import { secondsOf } from './duration.ts'
import { variableText } from './job.ts'
import { plainPath, withFilledPaths } from './paths.ts'
import { linesOf } from './script.ts'

/** What the normal form of a job hangs on beside the job. */
export interface Surroundings {
  /** Jobs of earlier stages, in order. */
  readonly earlier: readonly string[]
  readonly leavesFiles: (job: string) => boolean
  readonly isConditional: (job: string) => boolean
  /** Whether another job can be missing in a run that this one is part of. */
  readonly mayMiss: (job: string) => boolean
  /** The id of the job, after which its archive is called where nothing else is said. */
  readonly id: string
  /** Variables at the top of the file. */
  readonly variables: DataMap
}

/** The keys that are compared together: what one says, the others can say too. */
export const groups: Readonly<Record<string, readonly string[]>> = {
  rules: ['rules', 'only', 'except', 'when', 'allow_failure'],
  needs: ['needs', 'dependencies'],
  script: ['before_script', 'script', 'after_script'],
}

const grouped: ReadonlySet<string> = new Set(Object.values(groups).flat())

/** The normal form of a job by key, `rules` apart: two jobs that mean the same have the same. */
export function normalJob(
  get: (key: string) => Data | undefined,
  keys: readonly string[],
  around: Surroundings,
): ReadonlyMap<string, string> {
  const made = new Map<string, unknown>()
  made.set('needs', normalNeeds(get, around))
  made.set('script', [
    linesOf(told(get('before_script')))
      .concat(linesOf(told(get('script'))))
      .map(bare)
      .filter((line) => !isOurs(line))
      .join('\n'),
    linesOf(told(get('after_script')))
      .map(bare)
      .join('\n'),
  ])
  made.set('timeout', secondsOf(textOf(get('timeout')) ?? '1h') ?? get('timeout'))
  const stated = new Map(
    Object.entries({ ...around.variables, ...mapOf(get('variables')) }).map(([name, value]) => [
      name,
      variableText(value),
    ]),
  )
  made.set('variables', normalVariables({ ...around.variables, ...mapOf(get('variables')) }))
  made.set('stage', textOf(told(get('stage'))) ?? 'test')
  for (const key of keys)
    if (!grouped.has(key) && !made.has(key) && key !== 'extends')
      made.set(
        key,
        normalValue(
          key,
          withFilledPaths(untagged(get(key) ?? null), stated, key === 'image' || key === 'services'),
          around.id,
        ),
      )
  return new Map(
    [...made].flatMap(([key, value]) =>
      value === undefined || value === null ? [] : [[key, JSON.stringify(value)] as const],
    ),
  )
}

function normalValue(key: string, value: Data, id: string): unknown {
  switch (key) {
    case 'image': {
      const { name, entrypoint, ...rest } = isMap(value) ? value : { name: value, entrypoint: null }
      const isNone = textsOf(entrypoint ?? null).join('') === ''
      return sorted({ name: textOf(name), ...(isNone ? {} : { entrypoint: textsOf(entrypoint ?? null) }), ...rest })
    }
    case 'services':
      return listOf(value).map((one) =>
        isMap(one)
          ? sorted({ ...one, variables: isMap(one.variables) ? texts(one.variables) : undefined })
          : { name: textOf(one) },
      )
    case 'tags':
      return textsOf(value).length === 0 ? undefined : [...textsOf(value)].sort()
    case 'interruptible':
    case 'pages':
      return value === false ? undefined : value
    case 'retry':
      return isMap(value)
        ? Object.keys(value).every((one) => one === 'max')
          ? value.max
          : sorted(value)
        : value === 0
          ? undefined
          : value
    case 'parallel':
      return isMap(value)
        ? listOf(value.matrix)
            .flatMap((row) => cellsOf(mapOf(row)))
            .map((cell) => JSON.stringify(sorted(cell)))
            .sort()
        : value
    case 'environment':
      return isMap(value) ? sorted(value) : { name: textOf(value) }
    case 'artifacts': {
      const { paths, exclude, expire_in, when, name, ...rest } = mapOf(value)
      const files = textsOf(paths ?? null).map(path)
      return sorted({
        ...(files.length === 0
          ? {}
          : { paths: [...files].sort(), expire_in: secondsOf(textOf(expire_in) ?? '30 days') ?? expire_in }),
        ...(textsOf(exclude ?? null).length === 0 ? {} : { exclude: [...textsOf(exclude ?? null)].map(path).sort() }),
        ...(when === undefined || when === 'on_success' ? {} : { when }),
        ...(name === undefined || name === id ? {} : { name }),
        ...(isMap(rest.reports)
          ? {
              ...rest,
              reports: sorted({
                ...rest.reports,
                junit: rest.reports.junit === undefined ? undefined : textsOf(rest.reports.junit).map(path),
              }),
            }
          : rest),
      })
    }
    case 'cache':
      return listOf(value)
        .filter((one) => !isMap(one) || Object.keys(one).length > 0)
        .map((one) => {
          const { policy, paths, key, ...rest } = mapOf(one)
          return sorted({
            ...rest,
            key: cacheKey(key),
            paths: textsOf(paths ?? null).map(path),
            ...(policy === undefined || policy === 'pull-push' ? {} : { policy }),
          })
        })
    default:
      return isMap(value) ? sorted(value) : value
  }
}

// What a cache is called changes nothing: the files and the values of the key tell which runs share it.
function cacheKey(key: Data | undefined): unknown {
  const { files, prefix } = isMap(key) ? key : { files: null, prefix: key ?? null }
  const values = [...(textOf(prefix) ?? '').matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => sharedBy[name] ?? name)
  return { files: textsOf(files ?? null).map(path), values: [...new Set(values)].filter((name) => name !== '').sort() }
}

const sharedBy: Readonly<Record<string, string>> = {
  CI_COMMIT_REF_NAME: 'CI_COMMIT_BRANCH',
  CI_COMMIT_REF_SLUG: 'CI_COMMIT_BRANCH',
  CI_JOB_NAME: '',
  CI_JOB_NAME_SLUG: '',
}

// Without `needs` a job waits for all of the earlier stages: https://docs.gitlab.com/ci/yaml/#needs
function normalNeeds(get: (key: string) => Data | undefined, around: Surroundings): unknown {
  const [needs, dependencies] = [get('needs'), get('dependencies')]
  const fetched = dependencies === undefined ? undefined : new Set(textsOf(dependencies))
  const entry = (job: string, artifacts: boolean, optional: boolean) => [
    job,
    artifacts && around.leavesFiles(job) && (fetched?.has(job) ?? true),
    optional && around.mayMiss(job),
  ]
  const list =
    needs === undefined
      ? around.earlier.map((job) => entry(job, true, true))
      : listOf(needs).map((need) => {
          const { job, artifacts, optional, ...rest } = isMap(need)
            ? need
            : { job: need, artifacts: true, optional: false }
          return Object.keys(rest).length > 0
            ? sorted(mapOf(need))
            : entry(textOf(job) ?? '', artifacts !== false, optional === true)
        })
  return list.map((one) => JSON.stringify(one)).sort()
}

/** Variables as texts, without those that repeat a default of the runner. */
export function normalVariables(variables: DataMap): Readonly<Record<string, unknown>> {
  return sorted(
    Object.fromEntries(
      Object.entries(variables).flatMap(([name, data]): readonly (readonly [string, unknown])[] => {
        if (isTagged(data)) return [[name, { [data.tag]: data.value }]]
        const value = variableText(data)
        if ((name === 'GIT_DEPTH' && value === '20') || (name === 'GIT_LFS_SKIP_SMUDGE' && value === '0')) return []
        if (name === 'GIT_STRATEGY' && value === 'none') return [[name, 'empty']]
        const isFixed = isMap(data) && data.expand === false && value.includes('$')
        return [[name, isFixed ? { value, expand: false } : braced(value)]]
      }),
    ),
  )
}

// A reference with braces and one without are the same where GitLab itself fills them in.
function braced(value: string): string {
  return value.replace(/\$\$|\$([A-Za-z_]\w*)/g, (whole, name?: string) => (name === undefined ? whole : `\${${name}}`))
}

function texts(variables: DataMap): Readonly<Record<string, unknown>> {
  return sorted(Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, variableText(value)])))
}

function cellsOf(row: DataMap): readonly Readonly<Record<string, string>>[] {
  let cells: readonly Readonly<Record<string, string>>[] = [{}]
  for (const [name, value] of Object.entries(row))
    cells = cells.flatMap((cell) => textsOf(value).map((one) => ({ ...cell, [name]: one })))
  return cells
}

function sorted(map: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(map)
      .filter(([, value]) => value !== undefined && value !== null)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, value]) => [key, isMap(value as Data) ? sorted(value as DataMap) : value]),
  )
}

// A reference to what stands in a file that is not here.
function told(script: Data | undefined): Data | undefined {
  if (isTagged(script)) return `${script.tag} ${textsOf(script.value).join(', ')}`
  return Array.isArray(script) ? (script as readonly Data[]).map((line) => told(line) ?? '') : script
}

function untagged(value: Data): Data {
  if (isTagged(value)) return { [value.tag]: value.value }
  if (Array.isArray(value)) return (value as readonly Data[]).map(untagged)
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, untagged(inner)])) : value
}

function bare(line: string): string {
  return line.replace(/\s+$/, '')
}

// What the writer puts before a script: it waits, or stops where there is no bash, and changes nothing else.
function isOurs(line: string): boolean {
  return line === bashGuard || /^timeout 120 sh -c 'until docker info > \/dev\/null 2>&1; do sleep 1; done'$/.test(line)
}

function path(text: string): string {
  return braced(plainPath(text)).replace(/(.)\/$/, '$1')
}
