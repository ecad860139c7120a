import { parseAllDocuments } from 'yaml'
import { endedWell, mark, type Node, type SafetyEvent, type SafetyReader } from './play.ts'

interface Rule {
  readonly if?: string
  readonly when?: string
  readonly allow_failure?: boolean
}

interface Job {
  readonly stage: string
  readonly needs?: readonly (string | { readonly job: string; readonly optional?: boolean })[]
  readonly rules?: readonly Rule[]
  readonly when?: string
  readonly allow_failure?: boolean
  readonly resource_group?: string
  readonly script?: readonly string[]
}

type Files = Parameters<SafetyReader['nodes']>[0]
type Variables = Readonly<Record<string, string>>

/** @see https://docs.gitlab.com/ci/yaml/ */
export const gitlab: SafetyReader = {
  nodes: (files, event) => {
    const { stages, rules, jobs } = configOf(files)
    const variables = variablesOf(event)
    if (rules.length > 0 && whenOf({ rules }, variables) === undefined) return []
    const present = new Map(
      Object.entries(jobs).flatMap(([name, job]) => {
        const rule = whenOf(job, variables)
        return rule === undefined ? [] : [[name, { job, rule }] as const]
      }),
    )
    return [...present].map(([name, { job, rule }]): Node => {
      const named = job.needs?.map((need) => (typeof need === 'string' ? need : need.job))
      const waits = (
        named ??
        [...present]
          .filter(([, other]) => stages.indexOf(other.job.stage) < stages.indexOf(job.stage))
          .map(([one]) => one)
      ).filter((one) => present.has(one))
      const when = rule.when ?? job.when ?? 'on_success'
      return {
        name,
        waits,
        starts: (results) => {
          if (when === 'always') return true
          const failed = waits.some((one) => results.get(one) === 'failed')
          // By stages, a job that was skipped for a failure passes the failure on.
          return when === 'on_failure' ? failed : endedWell(results, waits, named === undefined && !failed)
        },
        gate: when === 'manual' && (rule.allow_failure ?? job.allow_failure ?? rule.when !== 'manual') === false,
        mayFail: job.allow_failure === true,
        script: (job.script ?? []).join('\n'),
        prints: () => (job.script ?? []).join('\n'),
      }
    })
  },
  lockOf: (files, name) => jobOf(files, name).resource_group,
  // A merge request from a fork runs in the project of the fork, which has none of them:
  // https://docs.gitlab.com/ci/pipelines/merge_request_pipelines/#use-with-forked-projects
  secretsOf: (files, name, event) => {
    if (event.kind === 'pullRequest' && event.fork) return []
    const text = JSON.stringify(jobOf(files, name))
    return [...new Set([...text.matchAll(/\b(TOKEN|OTHER)\b/g)].map((found) => found[1] as string))]
  },
  // The token of a job takes its rights from the settings.
  writesOf: () => undefined,
}

const keywords = new Set(['stages', 'variables', 'workflow', 'default', 'spec', 'include'])

function configOf(files: Files) {
  const documents = files
    .filter(({ path }) => path.endsWith('.gitlab-ci.yml'))
    .flatMap(({ text }) =>
      parseAllDocuments(text, { version: '1.1' }).map((one) => one.toJS() as Record<string, unknown>),
    )
  const data = documents[documents.length - 1] ?? {}
  return {
    stages: data.stages as readonly string[],
    rules: (data.workflow as { readonly rules?: readonly Rule[] } | undefined)?.rules ?? [],
    jobs: Object.fromEntries(
      Object.entries(data).filter(([key]) => !keywords.has(key) && !key.startsWith('.')),
    ) as Readonly<Record<string, Job>>,
  }
}

function jobOf(files: Files, name: string): Job {
  const found = Object.values(configOf(files).jobs).find(
    ({ script }) => script?.join('\n').includes(mark(name)) === true,
  )
  if (found === undefined) throw new Error(`there is no job ${name}`)
  return found
}

function variablesOf(event: SafetyEvent): Variables {
  const base = { CI_PROJECT_ID: '1', CI_DEFAULT_BRANCH: 'main' }
  if (event.kind === 'push')
    return { ...base, CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: event.branch, CI_COMMIT_REF_NAME: event.branch }
  if (event.kind === 'tag')
    return { ...base, CI_PIPELINE_SOURCE: 'push', CI_COMMIT_TAG: event.tag, CI_COMMIT_REF_NAME: event.tag }
  return {
    ...base,
    CI_PIPELINE_SOURCE: 'merge_request_event',
    CI_MERGE_REQUEST_IID: '1',
    CI_MERGE_REQUEST_PROJECT_ID: '1',
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: event.fork ? '2' : '1',
    CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: event.source,
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: event.target,
    CI_COMMIT_REF_NAME: event.source,
  }
}

// The first rule that holds says whether there is a job, and when it starts; undefined: it is not there.
function whenOf({ rules }: Pick<Job, 'rules'>, variables: Variables): Rule | undefined {
  if (rules === undefined) return {}
  const found = rules.find((rule) => rule.if === undefined || holds(rule.if, variables))
  return found === undefined || found.when === 'never' ? undefined : found
}

const tokens = /\s*(?:(&&|\|\||==|!=|=~|!~|\(|\)|null)|\$(\w+)|"([^"]*)"|'([^']*)'|\/((?:\\.|[^/\\])+)\/)/y

/** Whether a condition holds: https://docs.gitlab.com/ci/jobs/job_rules/#cicd-variable-expressions */
function holds(source: string, variables: Variables): boolean {
  let at = 0
  let token: RegExpExecArray | null = null
  const next = (): void => {
    tokens.lastIndex = at
    token = tokens.exec(source)
    if (token !== null) at = tokens.lastIndex
    else if (source.slice(at).trim() !== '') throw new Error(`cannot read ${source.slice(at)}`)
  }
  const sign = (): string | undefined => token?.[1]
  const value = (): string | RegExp | null => {
    const [, , name, double, single, regex] = token ?? []
    const found =
      name !== undefined
        ? (variables[name] ?? null)
        : regex !== undefined
          ? new RegExp(regex)
          : (double ?? single ?? null)
    next()
    return found
  }
  const leaf = (): boolean => {
    if (sign() === '(') {
      next()
      const inner = either()
      next()
      return inner
    }
    const left = value()
    const operator = sign()
    if (operator === undefined || !['==', '!=', '=~', '!~'].includes(operator)) return left !== null && left !== ''
    next()
    const right = value()
    if (operator === '==') return left === right
    if (operator === '!=') return left !== right
    const found = left !== null && right instanceof RegExp && right.test(String(left))
    return operator === '=~' ? found : !found
  }
  const both = (): boolean => {
    let all = leaf()
    while (sign() === '&&') {
      next()
      const one = leaf()
      all = all && one
    }
    return all
  }
  const either = (): boolean => {
    let some = both()
    while (sign() === '||') {
      next()
      const one = both()
      some = some || one
    }
    return some
  }
  next()
  return either()
}
