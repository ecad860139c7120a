import type { BitbucketFile, BitbucketItem, BitbucketStep } from '../../emitters/bitbucket/schema.ts'
import { matches } from '../../src/pattern.ts'
import { stepsOf } from './bitbucket-emit.ts'
import { runStep } from './bitbucket-session.ts'

/** What happened in a repository, as Bitbucket tells it to a run. */
export interface Happening {
  readonly kind: 'push' | 'tag' | 'pullRequest'
  readonly variables: Readonly<Record<string, string>>
  readonly changed: readonly string[]
}

type Items = readonly BitbucketItem[]

/** The lists of steps that a happening starts, chosen as Bitbucket does it: of the selectors one, of triggers all that hold. */
export function chosen(file: BitbucketFile, { kind, variables }: Happening): readonly Items[] {
  const pipelines = file.pipelines ?? {}
  const event = kind === 'pullRequest' ? 'pullrequest-push' : 'repository-push'
  const byTrigger = (file.triggers?.[event] ?? [])
    .filter((trigger) => holds(trigger.condition ?? 'true', variables))
    .flatMap((trigger) => trigger.pipelines.map((name) => pipelines.custom?.[name] as Items))
  const one = (list: unknown) => (list === undefined ? byTrigger : [list as Items, ...byTrigger])
  if (kind === 'tag') return one(best(pipelines.tags, variables.BITBUCKET_TAG ?? ''))
  if (kind === 'push') return one(best(pipelines.branches, variables.BITBUCKET_BRANCH ?? '') ?? pipelines.default)
  const found = best(pipelines['pull-requests'], variables.BITBUCKET_BRANCH ?? '') as
    | { destinations?: Record<string, unknown> }
    | undefined
  if (found === undefined || Array.isArray(found)) return one(found)
  return one(best(found.destinations, variables.BITBUCKET_PR_DESTINATION_BRANCH ?? ''))
}

/** The names of the steps that do something, with those of child pipelines. */
export function running(file: BitbucketFile, items: Items, happening: Happening): readonly string[] {
  return stepsOf(items).flatMap((step): readonly string[] => {
    if (step.type === 'pipeline') return running(file, file.pipelines?.custom?.[step.custom ?? ''] as Items, happening)
    if (!allowed(step, happening)) return []
    const script = (step.script ?? []).filter((item) => !String(item).startsWith('git '))
    return runStep({ ...step, script }, 'dash', happening.variables).trace === '' ? [] : [step.name ?? '']
  })
}

function allowed({ condition }: BitbucketStep, { variables, changed }: Happening): boolean {
  if (condition?.state !== undefined && !holds(condition.state, variables)) return false
  const sets = condition?.changesets
  if (sets?.includePaths !== undefined)
    return sets.includePaths.some((glob) => changed.some((path) => globMatches(glob, path)))
  return (
    sets?.excludePaths === undefined ||
    !changed.every((path) => sets.excludePaths?.some((glob) => globMatches(glob, path)))
  )
}

function best<T>(selectors: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  const keys = Object.keys(selectors ?? {}).filter((key) => globMatches(key, name))
  const [first] = keys.toSorted((a, b) => rank(b, name) - rank(a, name))
  return first === undefined ? undefined : selectors?.[first]
}

// An exact name before globs; of globs the one with more text.
function rank(key: string, name: string): number {
  return key === name ? 1000 : key.replaceAll('*', '').length
}

function globMatches(glob: string, name: string): boolean {
  const [, list] = /^\{(.*)\}$/.exec(glob) ?? []
  return (list === undefined ? [glob] : list.split(',')).some((one) =>
    matches(one.replaceAll('**/', '**\u0000/').replaceAll('\u0000', ''), name),
  )
}

// What `!=` makes of a missing variable is written nowhere, so that the answer must be the same either way.
function holds(expression: string, variables: Readonly<Record<string, string>>): boolean {
  const answers = [true, false].map((missing) => {
    const code = expression
      .replaceAll(/glob\((\w+), "([^"]*)"\)/g, (_all, name: string, glob: string) =>
        String(variables[name] !== undefined && globMatches(glob, variables[name])),
      )
      .replaceAll(/(\w+) (==|!=) "([^"]*)"/g, (_all, name: string, operator: string, text: string) => {
        if (variables[name] === undefined) return String(operator === '!=' && missing)
        return String((variables[name] === text) === (operator === '=='))
      })
    return new Function(`return ${code}`)() as boolean
  })
  if (answers[0] !== answers[1]) throw new Error(`a variable is missing in ${expression}`)
  return answers[0] === true
}
