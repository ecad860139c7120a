import type { Artifact, Cache, Reports, Status } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import type { Data } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { secondsOf } from './duration.ts'
import { type Names, readText } from './values.ts'

const whens: Readonly<Record<string, Status>> = { on_failure: 'failure', always: 'always' }
// What GitLab keeps where nothing is said: https://docs.gitlab.com/ci/yaml/#artifactsexpire_in
const usualDays = 30

/** The files that a job leaves: https://docs.gitlab.com/ci/yaml/#artifacts */
export function readArtifacts(
  id: string,
  data: Data | undefined,
  origin: Origin,
  tell: (why: string) => void,
): readonly Artifact[] {
  const map = mapOf(data)
  const paths = textsOf(map.paths)
  if (paths.length === 0) return []
  if (!paths.every(isPath)) {
    tell('a path that only GitLab knows')
    return []
  }
  const name = textOf(map.name)
  const seconds = secondsOf(textOf(map.expire_in) ?? '')
  const exclude = textsOf(map.exclude).filter(isPath)
  return [
    {
      name: name !== undefined && /^[A-Za-z0-9][\w.-]*$/.test(name) ? name : id,
      paths: paths.map(plainPath),
      exclude: exclude.map(plainPath),
      retentionDays: seconds === undefined ? usualDays : Math.max(1, Math.ceil(seconds / 86_400)),
      when: whens[textOf(map.when) ?? ''] ?? 'success',
      ifMissing: 'warn',
      modes: false,
      origin,
    },
  ]
}

/** The caches of a job whose keys hang on files: https://docs.gitlab.com/ci/yaml/#cache */
export function readCaches(
  data: Data | undefined,
  names: Names,
  origin: Origin,
  tell: (why: string) => void,
): readonly Cache[] {
  const seen = new Set<string>()
  return listOf(data).flatMap((item): readonly Cache[] => {
    const map = mapOf(item)
    const key = mapOf(map.key)
    const keyFiles = textsOf(key.files)
    const paths = textsOf(map.paths)
    if (paths.length === 0) return []
    if (keyFiles.length === 0 || keyFiles.length > 2 || ![...paths, ...keyFiles].every(isPath)) {
      tell('a cache whose key does not hang on one or two files')
      return []
    }
    const prefix = readText(textOf(key.prefix) ?? '', names)
    if (prefix.unknown.length > 0) return []
    const [first = ''] = prefix.text
    const plain = prefix.text.length === 1 && typeof first === 'string' && /^[\w.-]+$/.test(first) ? first : undefined
    const name = plain ?? (paths[0] ?? 'cache').replaceAll(/[^\w.-]+/g, '-').replaceAll(/^[-.]+|-+$/g, '')
    if (seen.has(name) || name === '') return []
    seen.add(name)
    const policy = textOf(map.policy)
    return [
      {
        name,
        paths: paths.map(plainPath),
        keyFiles: keyFiles.map(plainPath),
        prefix: plain === undefined ? prefix.text : [],
        fallback: [],
        policy: policy === 'pull' || policy === 'push' ? policy : 'pull-push',
        env: [],
        origin,
      },
    ]
  })
}

/** What GitLab shows beside a run: https://docs.gitlab.com/ci/yaml/artifacts_reports/ */
export function readReports(artifacts: Data | undefined, coverage: Data | undefined, origin: Origin): Reports {
  const reports = mapOf(mapOf(artifacts).reports)
  const junit = textsOf(reports.junit).filter(isPath).map(plainPath)
  const found = isMap(reports.coverage_report) ? reports.coverage_report : undefined
  const format = found?.coverage_format
  const path = textOf(found?.path)
  const pattern = /^\/([\s\S]+)\/$/.exec(textOf(coverage) ?? '')?.[1]
  const isFile = path !== undefined && isPath(path) && (format === 'cobertura' || format === 'jacoco')
  return {
    junit,
    coverage:
      !isFile && (pattern === undefined || !isPattern(pattern))
        ? null
        : {
            format: isFile ? (format as 'cobertura' | 'jacoco') : null,
            path: isFile ? plainPath(path) : null,
            pattern: pattern !== undefined && isPattern(pattern) ? pattern : null,
          },
    origin,
  }
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source).source === source
  } catch {
    return false
  }
}

// The folder of the project is where paths count from anyway.
const inProject = /^\$\{?CI_PROJECT_DIR\}?\//

function isPath(text: string): boolean {
  const path = text.replace(inProject, '')
  return (
    /^[^$\\~?[\]{}!\0-\x1f]+$/.test(path) &&
    !/^(?:\/|[A-Za-z]:)/.test(path) &&
    !path.split('/').includes('..') &&
    !path.includes('***')
  )
}

function plainPath(path: string): string {
  return path.replace(inProject, '').replace(/^(?:\.\/)+/, '') || '.'
}
