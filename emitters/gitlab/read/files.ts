import { cacheName, keyName } from '../../../src/cache-name.ts'
import type { Artifact, Cache, ContextName, Reports, Status, Text } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import type { Data } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { contexts } from '../contexts.ts'
import { secondsOf } from './duration.ts'
import { isPath, plainPath } from './paths.ts'
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

/** The caches of a job: https://docs.gitlab.com/ci/yaml/#cache */
export function readCaches(
  data: Data | undefined,
  names: Names,
  origin: Origin,
  tell: (why: string) => void,
): readonly Cache[] {
  const seen = new Set<string>()
  return listOf(data).flatMap((item): readonly Cache[] => {
    const map = mapOf(item)
    const keyFiles = textsOf(mapOf(map.key).files)
    const paths = textsOf(map.paths)
    if (paths.length === 0) return []
    if (keyFiles.length > 2 || ![...paths, ...keyFiles].every(isPath)) {
      tell('a path that only GitLab knows')
      return []
    }
    const key = readKey(map.key, names)
    if (key.unknown !== undefined) {
      tell(`$${key.unknown} stands in its key`)
      return []
    }
    const plain = paths.map(plainPath)
    const name = key.name === '' ? cacheName(plain) : key.name
    if (seen.has(name) || name === '') return []
    seen.add(name)
    const policy = textOf(map.policy)
    return [
      {
        name,
        paths: plain,
        keyFiles: keyFiles.map(plainPath),
        prefix: key.prefix,
        fallback: [],
        policy: policy === 'pull' || policy === 'push' ? policy : 'pull-push',
        env: [],
        origin,
      },
    ]
  })
}

interface Key {
  readonly name: string
  readonly prefix: Text
  /** A variable whose value nobody knows. */
  readonly unknown: string | undefined
}

// What stands in a key for the branch or tag is the branch, where there is one.
const inKeys: Readonly<Record<string, ContextName>> = {
  ...contexts,
  CI_COMMIT_REF_SLUG: 'branch',
  CI_COMMIT_REF_NAME: 'branch',
  CI_JOB_NAME: 'job',
  CI_JOB_NAME_SLUG: 'job',
}

/** A key as what the cache is called, and the values in it. */
function readKey(data: Data | undefined, names: Names): Key {
  const { text, unknown } = readText(textOf(isMap(data) ? data.prefix : data) ?? '', names, inKeys)
  const isPart = (part: Text[number]): part is string => typeof part === 'string'
  return {
    name: keyName(text.filter(isPart).join('-')),
    prefix: text.filter((part) => !isPart(part)),
    unknown: unknown[0],
  }
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
