import type { PlanEvent } from '../../../src/plan/event.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import type { Config } from './config.ts'
import { holdsExpression, type Variables } from './expression.ts'
import { closestGlob } from './glob.ts'
import { variablesOf } from './variables.ts'

/** A pipeline that an event starts, with the variables of its run. */
export interface Started {
  readonly items: readonly Data[]
  readonly variables: Variables
}

/**
 * The pipelines that an event starts: the one that the selectors choose, and all those of `triggers` whose condition
 * holds.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/pipeline-start-conditions/
 */
export function startsOf(config: Config, event: PlanEvent): readonly Started[] {
  if (/\[(?:skip ci|ci skip)\]/i.test(event.commitMessage) && isPushed(event)) return []
  // Pull requests of forks start nothing.
  if (event.pullRequest?.fork) return []
  const variables = variablesOf(event)
  if (!isPushed(event) && event.name !== 'pullRequest') return startedByHand(config, event, variables)
  const chosen = chosenItems(config.pipelines, event)
  return [
    ...(chosen === undefined ? [] : [{ items: listOf(chosen), variables }]),
    ...triggered(config, event, variables).map((items) => ({ items, variables })),
  ]
}

function isPushed({ name }: PlanEvent): boolean {
  return name === 'push' || name === 'tag'
}

// `default` is for branches that nothing else names, and never for tags.
function chosenItems(pipelines: DataMap, event: PlanEvent): Data | undefined {
  if (event.name === 'tag') return choose(pipelines.tags, event.tag)
  if (event.name === 'push') return choose(pipelines.branches, event.branch) ?? pipelines.default
  // The keys are of the source branch; below one, those of the target can follow.
  const found = choose(pipelines['pull-requests'], event.pullRequest?.sourceBranch ?? '')
  if (!isMap(found)) return found
  return choose(found.destinations, event.pullRequest?.targetBranch ?? '')
}

function choose(section: Data | undefined, name: string): Data | undefined {
  const entries = mapOf(section)
  const glob = closestGlob(Object.keys(entries), name)
  return glob === undefined ? undefined : (entries[glob] ?? undefined)
}

// https://www.atlassian.com/blog/bitbucket/reimagining-how-you-structure-workflows
function triggered(
  { triggers, pipelines }: Config,
  event: PlanEvent,
  variables: Variables,
): readonly (readonly Data[])[] {
  const kinds = event.name === 'pullRequest' ? ['pullrequest-push', 'pullrequest-created'] : ['repository-push']
  const names = kinds.flatMap((kind) =>
    listOf(triggers[kind])
      .map(mapOf)
      .filter(({ condition }) => condition === undefined || holdsExpression(textOf(condition) ?? '', variables))
      .flatMap((one) => textsOf(one.pipelines)),
  )
  return [...new Set(names)].flatMap((name) => {
    const items = itemsOf(pipelines, name)
    return items === undefined ? [] : [items]
  })
}

/** The items of a pipeline by its name. */
export function itemsOf(pipelines: DataMap, name: string): readonly Data[] | undefined {
  const items = mapOf(pipelines.custom)[name]
  return items === undefined ? undefined : listOf(items)
}

// Who starts a custom pipeline stands in the settings and in the heads of people; the comments of our files tell it. In
// others a schedule or a call starts the pipeline of its name, and a person the first that nothing else starts.
function startedByHand(
  { pipelines, triggers, startedBy }: Config,
  event: PlanEvent,
  variables: Variables,
): readonly Started[] {
  const custom = mapOf(pipelines.custom)
  const names = Object.keys(custom)
  const wanted =
    event.name === 'schedule'
      ? `by the schedule '${event.schedule}'`
      : event.name === 'api'
        ? `by a call, as '${event.call?.event ?? ''}'`
        : 'by a person'
  const told = names.filter((name) => startedBy.get(name) === wanted)
  const called = new Set([
    ...Object.values(triggers).flatMap((list) => listOf(list).flatMap((one) => textsOf(mapOf(one).pipelines))),
    ...names.flatMap((name) => childrenIn(custom[name])),
    ...Object.entries(pipelines).flatMap(([section, data]) => (section === 'custom' ? [] : childrenIn(data))),
  ])
  const free = names.filter((name) => !called.has(name) && !startedBy.has(name))
  const named =
    event.name === 'schedule' ? event.schedule : event.name === 'api' ? (event.call?.event ?? '') : undefined
  const guessed =
    startedBy.size > 0 ? [] : named === undefined ? free.slice(0, 1) : free.filter((name) => name === named)
  return (told.length > 0 ? told : guessed).flatMap((name) => {
    const items = itemsOf(pipelines, name) ?? []
    const filled = filledIn(items, event)
    return filled === undefined ? [] : [{ items, variables: new Map([...variables, ...filled]) }]
  })
}

function childrenIn(data: Data | undefined): readonly string[] {
  if (Array.isArray(data)) return (data as readonly Data[]).flatMap(childrenIn)
  const map = mapOf(data)
  const own = map.type === 'pipeline' ? textsOf(map.custom) : []
  return [...own, ...Object.values(map).flatMap((value) => (typeof value === 'object' ? childrenIn(value) : []))]
}

// A value that is not among those allowed cannot be given. Names of variables have no dashes.
function filledIn(items: readonly Data[], { inputs, call }: PlanEvent): ReadonlyMap<string, string> | undefined {
  const given = new Map(
    Object.entries({ ...inputs, ...call?.payload }).map(([name, value]) => [name.replaceAll('-', '_'), value] as const),
  )
  const filled = new Map<string, string>()
  for (const one of items.flatMap((item) => listOf(mapOf(item).variables)).map(mapOf)) {
    const name = textOf(one.name) ?? ''
    const value = given.get(name) ?? textOf(one.default)
    if (one['allowed-values'] !== undefined && !textsOf(one['allowed-values']).includes(value ?? '')) return undefined
    if (value !== undefined) filled.set(name, value)
  }
  return filled
}
