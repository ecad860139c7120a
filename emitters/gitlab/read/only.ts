import { allOf, anyOf, yes } from '../../../src/condition/build.ts'
import type { Condition } from '../../../src/ir.ts'
import type { Data } from '../../../src/yaml/data.ts'
import { isMap, textsOf } from '../../../src/yaml/look.ts'
import { conditionOf, inOwnWords, onlyHere, oppositeOf } from './condition.ts'
import { readExpression } from './expression.ts'
import { patternsOf } from './pattern.ts'
import { isPortableGlob } from './rules.ts'

/** A condition, and what of it has no portable meaning. */
export interface OnlyCondition {
  readonly condition: Condition
  readonly unknown: readonly string[]
}

const branches: Condition = { test: 'branch', patterns: ['**'] }
const tags: Condition = { test: 'tag', patterns: ['**'] }

const words: Readonly<Record<string, Condition>> = {
  branches,
  tags,
  merge_requests: { test: 'event', events: ['pullRequest'] },
  pushes: { test: 'event', events: ['push', 'tag'] },
  web: { test: 'event', events: ['manual'] },
  schedules: inOwnWords('$CI_PIPELINE_SOURCE == "schedule"'),
  api: inOwnWords('$CI_PIPELINE_SOURCE == "api"'),
  triggers: inOwnWords('$CI_PIPELINE_SOURCE == "trigger"'),
  pipelines: inOwnWords('$CI_PIPELINE_SOURCE == "pipeline"'),
  chat: inOwnWords('$CI_PIPELINE_SOURCE == "chat"'),
  external: inOwnWords('$CI_PIPELINE_SOURCE == "external"'),
  external_pull_requests: inOwnWords('$CI_PIPELINE_SOURCE == "external_pull_request_event"'),
}

/**
 * The older way to say when a job runs: with neither of the two, on branches and tags.
 *
 * @see https://docs.gitlab.com/ci/yaml/deprecated_keywords/#only--except
 */
export function onlyCondition(only: Data | undefined, except: Data | undefined, defaultBranch: string): OnlyCondition {
  const unknown: string[] = []
  const wanted = only === undefined ? anyOf([branches, tags]) : parts(only, defaultBranch, unknown, allOf)
  const unwanted = except === undefined ? undefined : parts(except, defaultBranch, unknown, anyOf)
  if (only === undefined && except === undefined) return { condition: yes, unknown }
  return { condition: unwanted === undefined ? wanted : allOf([wanted, oppositeOf(unwanted)]), unknown }
}

function parts(
  data: Data,
  defaultBranch: string,
  unknown: string[],
  join: (conditions: readonly Condition[]) => Condition,
): Condition {
  if (!isMap(data)) return anyOf(textsOf(data).map((text) => refOf(text, unknown)))
  const found: Condition[] = []
  if (data.refs !== undefined) found.push(anyOf(textsOf(data.refs).map((text) => refOf(text, unknown))))
  if (data.variables !== undefined)
    found.push(
      anyOf(
        textsOf(data.variables).map((text) => {
          const expression = readExpression(text)
          return expression === undefined ? inOwnWords(text) : conditionOf(expression, defaultBranch)
        }),
      ),
    )
  if (data.changes !== undefined) {
    const paths = textsOf(data.changes)
    if (paths.every(isPortableGlob)) found.push({ test: 'changed', paths })
    else {
      found.push(onlyHere)
      unknown.push('patterns of changed files')
    }
  }
  if (data.kubernetes !== undefined) {
    found.push(onlyHere)
    unknown.push('whether there is a cluster')
  }
  return join(found)
}

function refOf(text: string, unknown: string[]): Condition {
  const [name = '', project] = text.split('@')
  if (project !== undefined) {
    unknown.push('runs of one project')
    return onlyHere
  }
  const known = words[name]
  if (known !== undefined) return known
  const regex = /^\/(.*)\/([ismU]*)$/s.exec(name)
  if (regex === null) return refNamed([name])
  const patterns = patternsOf(regex[1] ?? '', regex[2] ?? '')
  if (patterns !== undefined) return refNamed(patterns)
  return inOwnWords(`$CI_COMMIT_REF_NAME =~ ${name}`)
}

function refNamed(patterns: readonly string[]): Condition {
  return anyOf([
    { test: 'branch', patterns },
    { test: 'tag', patterns },
  ])
}
