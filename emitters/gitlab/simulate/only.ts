import type { PlanEvent } from '../../../src/plan/event.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, textsOf } from '../../../src/yaml/look.ts'
import { holds } from './expression.ts'
import { hasChanged } from './rules.ts'
import { type Variables, valueIn } from './variables.ts'

const usual = ['branches', 'tags']

/**
 * Whether the old keywords `only` and `except` leave a job in. Without them a job is there for branches and tags, unless
 * the workflow has rules.
 *
 * @see https://docs.gitlab.com/ci/yaml/deprecated_keywords/#only--except
 */
export function isAmong(job: DataMap, ruled: boolean, variables: Variables, event: PlanEvent): boolean {
  const only = job.only === undefined || job.only === null ? (ruled ? undefined : usual) : job.only
  if (only !== undefined && !meets(only, usual, true, variables, event)) return false
  return job.except === undefined || job.except === null || !meets(job.except, [], false, variables, event)
}

// Of `only` every kind must hold, of `except` one is enough.
function meets(
  filter: Data | readonly string[],
  refs: readonly string[],
  every: boolean,
  variables: Variables,
  event: PlanEvent,
): boolean {
  const named = isMap(filter as Data) ? (filter as DataMap) : undefined
  const wanted = named === undefined ? textsOf(filter as Data) : named.refs === undefined ? refs : textsOf(named.refs)
  const answers = [
    ...(wanted.length === 0 ? [] : [wanted.some((ref) => isRef(ref, variables, event))]),
    ...(named?.variables === undefined
      ? []
      : [textsOf(named.variables).some((expression) => holds(expression, variables))]),
    ...(named?.changes === undefined ? [] : [hasChanged(named.changes, variables, event)]),
  ]
  return every ? answers.every(Boolean) : answers.some(Boolean)
}

function isRef(whole: string, variables: Variables, event: PlanEvent): boolean {
  const [, ref = '', project] = /^(.*?)(?:@([\w./-]+))?$/s.exec(whole) ?? []
  if (project !== undefined && project !== event.repository) return false
  const known = keywords[ref]
  if (known !== undefined) return known(event)
  if (event.pullRequest !== null) return false
  const name = valueIn(variables, 'CI_COMMIT_REF_NAME') ?? ''
  const [, source, flags] = /^\/(.*)\/([im]*)$/s.exec(ref) ?? []
  if (source === undefined) return ref === name
  try {
    return new RegExp(source, flags).test(name)
  } catch {
    return false
  }
}

const never = (): boolean => false

const keywords: Readonly<Record<string, (event: PlanEvent) => boolean>> = {
  api: ({ name }) => name === 'api',
  branches: ({ pullRequest, tag }) => pullRequest === null && tag === '',
  chat: never,
  external: never,
  external_pull_requests: never,
  merge_requests: ({ name }) => name === 'pullRequest',
  pipelines: never,
  pushes: ({ name }) => name === 'push' || name === 'tag',
  schedules: ({ name }) => name === 'schedule',
  tags: ({ tag }) => tag !== '',
  triggers: never,
  web: ({ name }) => name === 'manual',
}
