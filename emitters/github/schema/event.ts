import {
  anyOf,
  closed,
  exclusive,
  form,
  type JsonSchema,
  listOf,
  oneOrMany,
  ref,
  type SchemaMap,
  words,
} from '../../../src/json-schema.ts'
import { eventTypes, plainEvents, pullRequestTypes } from './event-types.ts'
import type { GithubCall, GithubDispatch } from './input.ts'
import { someText } from './scalar.ts'

/** One value, or a list of them. */
type OneOrMany<T> = T | readonly T[]

type TypedEvent = keyof typeof eventTypes
type PlainEvent = (typeof plainEvents)[number]

/** What starts a workflow, event by event. `null` takes an event as it comes. */
export interface GithubEvents extends TypedEvents, PlainEvents {
  readonly push?: GithubPush | null
  readonly pull_request?: GithubPullRequest | null
  readonly pull_request_target?: GithubPullRequest | null
  readonly merge_group?: GithubMergeGroup | null
  readonly schedule?: readonly GithubSchedule[]
  readonly workflow_dispatch?: GithubDispatch | null
  readonly workflow_call?: GithubCall | null
  readonly workflow_run?: GithubWorkflowRun | null
  readonly repository_dispatch?: GithubRepositoryDispatch | null
  readonly image_version?: GithubImageVersion | null
}

type TypedEvents = {
  readonly [E in TypedEvent]?: { readonly types?: OneOrMany<(typeof eventTypes)[E][number]> } | null
}
type PlainEvents = { readonly [E in PlainEvent]?: null }

/** The name of an event that can stand without settings. */
export type GithubEventName = Exclude<keyof GithubEvents, 'schedule'>

/** A push. Only branches filtered: tags do not count, and the other way round. */
export interface GithubPush extends GithubBranchFilter, GithubPathFilter {
  readonly tags?: OneOrMany<string>
  readonly 'tags-ignore'?: OneOrMany<string>
}

/** A pull request; the branches are those that it goes into. */
export interface GithubPullRequest extends GithubBranchFilter, GithubPathFilter {
  readonly types?: OneOrMany<(typeof pullRequestTypes)[number]>
}

/** A pull request in the merge queue. */
export interface GithubMergeGroup extends GithubBranchFilter {
  readonly types?: OneOrMany<'checks_requested'>
}

/** Patterns of branches. `*` stops at a slash, `**` does not, `!` takes away; `?` and `+` repeat. */
export interface GithubBranchFilter {
  readonly branches?: OneOrMany<string>
  readonly 'branches-ignore'?: OneOrMany<string>
}

/** Patterns of changed files. */
export interface GithubPathFilter {
  readonly paths?: OneOrMany<string>
  readonly 'paths-ignore'?: OneOrMany<string>
}

/** A time table. */
export interface GithubSchedule {
  /** Minute, hour, day of the month, month, day of the week; every five minutes at most. */
  readonly cron: string
  /** An IANA time zone; UTC if not said. */
  readonly timezone?: string
}

/** The end or the start of other workflows, by their names. */
export interface GithubWorkflowRun extends GithubBranchFilter {
  readonly workflows: OneOrMany<string>
  readonly types?: OneOrMany<'requested' | 'in_progress' | 'completed'>
}

/** A call of the API. */
export interface GithubRepositoryDispatch {
  /** The names of the events, up to 100 characters each. */
  readonly types?: OneOrMany<string>
}

/** A new version of a custom image. */
export interface GithubImageVersion {
  readonly types?: OneOrMany<'created' | 'ready' | 'deleted'>
  readonly names?: OneOrMany<string>
  readonly versions?: OneOrMany<string>
}

const patterns: JsonSchema = oneOrMany(someText)
const branches = { branches: patterns, 'branches-ignore': patterns } as const
const paths = { paths: patterns, 'paths-ignore': patterns } as const
const oneBranchFilter = exclusive('branches', 'branches-ignore')
const onePathFilter = exclusive('paths', 'paths-ignore')
const cron = form(
  'five fields: minute, hour, day, month, day of the week',
  '^\\s*[0-9A-Za-z*/,?#-]+(\\s+[0-9A-Za-z*/,?#-]+){4}\\s*$',
)

function types(allowed: readonly string[]): JsonSchema {
  return oneOrMany(words(...allowed))
}

function orNothing(settings: JsonSchema): JsonSchema {
  return anyOf({ type: 'null' }, settings)
}

const pullRequest = orNothing(
  closed<GithubPullRequest>(
    {},
    { ...branches, ...paths, types: types(pullRequestTypes) },
    { allOf: [oneBranchFilter, onePathFilter] },
  ),
)

/** The settings of each event. */
const events = {
  ...mapValues(eventTypes, (allowed) => orNothing(closed<{ readonly types?: unknown }>({}, { types: types(allowed) }))),
  ...(Object.fromEntries(plainEvents.map((event) => [event, { type: 'null' }])) as Record<PlainEvent, JsonSchema>),
  push: orNothing(
    closed<GithubPush>(
      {},
      { ...branches, ...paths, tags: patterns, 'tags-ignore': patterns },
      { allOf: [oneBranchFilter, onePathFilter, exclusive('tags', 'tags-ignore')] },
    ),
  ),
  pull_request: pullRequest,
  pull_request_target: pullRequest,
  merge_group: orNothing(
    closed<GithubMergeGroup>({}, { ...branches, types: types(['checks_requested']) }, oneBranchFilter),
  ),
  schedule: listOf(closed<GithubSchedule>({ cron }, { timezone: ref('timezone') }), { minItems: 1 }),
  workflow_dispatch: orNothing(ref('dispatch')),
  workflow_call: orNothing(ref('call')),
  workflow_run: orNothing(
    closed<GithubWorkflowRun>(
      { workflows: patterns },
      { ...branches, types: types(['requested', 'in_progress', 'completed']) },
      oneBranchFilter,
    ),
  ),
  repository_dispatch: orNothing(
    closed<GithubRepositoryDispatch>({}, { types: oneOrMany({ ...someText, maxLength: 100 }) }),
  ),
  image_version: orNothing(
    closed<GithubImageVersion>(
      {},
      { types: types(['created', 'ready', 'deleted']), names: patterns, versions: patterns },
    ),
  ),
} satisfies Record<keyof GithubEvents, JsonSchema>

function mapValues<K extends string, A, B>(map: Readonly<Record<K, A>>, to: (value: A) => B): Record<K, B> {
  return Object.fromEntries(Object.entries<A>(map).map(([key, value]) => [key, to(value)])) as Record<K, B>
}

const eventName = words(...Object.keys(events).filter((event) => event !== 'schedule'))

/** The definitions of this file. */
export const eventDefinitions: SchemaMap = {
  timezone: form('an IANA time zone such as `Europe/London`', '^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$'),
  on: anyOf(eventName, listOf(eventName, { minItems: 1 }), closed<GithubEvents>({}, events, { minProperties: 1 })),
}
