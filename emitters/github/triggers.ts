import type { Input, Trigger } from '../../src/ir.ts'
import type { Scene } from './scene.ts'
import type {
  GithubDispatch,
  GithubDispatchInput,
  GithubEvents,
  GithubPullRequest,
  GithubPush,
  GithubSchedule,
} from './schema.ts'
import { tidy } from './tidy.ts'

type Of<K extends Trigger['kind']> = Extract<Trigger, { readonly kind: K }>

/** What starts a run. */
export function writeTriggers({ pipeline }: Scene): GithubEvents {
  const of = <K extends Trigger['kind']>(kind: K) =>
    pipeline.triggers.filter((trigger): trigger is Of<K> => trigger.kind === kind)
  const [pull] = of('pullRequest')
  const [manual] = of('manual')
  const schedules = of('schedule')
  const calls = of('api')
  return tidy<Pick<GithubEvents, 'push' | 'pull_request' | 'schedule' | 'workflow_dispatch' | 'repository_dispatch'>>({
    push: writePush(of('push')[0], of('tag')[0]),
    pull_request:
      pull === undefined ? undefined : orNull<GithubPullRequest>({ ...branches(pull.branches, []), ...paths(pull) }),
    schedule: schedules.length === 0 ? undefined : schedules.map(writeSchedule),
    workflow_dispatch: manual === undefined ? undefined : writeManual(manual.inputs),
    repository_dispatch: calls.length === 0 ? undefined : { types: calls.map((call) => call.event) },
    ...Object.assign({}, ...pipeline.vendorTriggers.map(({ events }) => events)),
  })
}

// Without any filter a push of a tag counts too, and with a filter of one kind the other kind does not. Filters by path
// do not look at tags. https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onpush
function writePush(push: Of<'push'> | undefined, tag: Of<'tag'> | undefined): GithubPush | null | undefined {
  if (push === undefined && tag === undefined) return undefined
  const heads = push === undefined ? {} : branches(push.branches, push.ignoreBranches)
  const tags = tag === undefined ? {} : filter('tags', tag.tags, tag.ignoreTags)
  const all = (names: object, wanted: object | undefined, key: string) =>
    wanted !== undefined && Object.keys(names).length === 0 ? { [key]: ['**'] } : names
  const open =
    Object.keys(heads).length === 0 && Object.keys(tags).length === 0 && push !== undefined && tag !== undefined
  return orNull<GithubPush>({
    ...(open ? {} : { ...all(heads, push, 'branches'), ...all(tags, tag, 'tags') }),
    ...(push === undefined ? {} : paths(push)),
  })
}

function branches(wanted: readonly string[], ignored: readonly string[]): object {
  return filter('branches', wanted, ignored)
}

function paths(trigger: { readonly paths: readonly string[]; readonly ignorePaths: readonly string[] }): object {
  return filter('paths', trigger.paths, trigger.ignorePaths)
}

// Patterns count in order; one kind of list cannot stand beside the other.
function filter(key: 'branches' | 'tags' | 'paths', wanted: readonly string[], ignored: readonly string[]): object {
  const [names, others] = [wanted.flatMap(pattern), ignored.flatMap(pattern)]
  if (names.length === 0) return others.length === 0 ? {} : { [`${key}-ignore`]: others }
  return { [key]: [...names, ...others.map((name) => `!${name}`)] }
}

/**
 * A pattern of the story, in which only stars are more than text. In the middle of a path `**` stands for a folder at
 * least, so that the path without one is said too.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
function pattern(text: string): readonly string[] {
  const [first = '', ...parts] = text.replaceAll(/[?+[\]!\\]/g, '\\$&').split('/**/')
  return parts.reduce<readonly string[]>(
    (before, part) => before.flatMap((beginning) => [`${beginning}/**/${part}`, `${beginning}/${part}`]),
    [first],
  )
}

function writeSchedule({ cron, timeZone }: Of<'schedule'>): GithubSchedule {
  return timeZone === 'UTC' ? { cron } : { cron, timezone: timeZone }
}

function writeManual(inputs: readonly Input[]): GithubDispatch | null {
  if (inputs.length === 0) return null
  return { inputs: Object.fromEntries(inputs.map((input) => [input.name, writeInput(input)])) }
}

function writeInput(input: Input): GithubDispatchInput {
  return tidy<GithubDispatchInput>({
    description: input.description === '' ? undefined : input.description,
    type: input.type,
    required: undefined,
    options: input.type === 'choice' ? input.options : undefined,
    default: defaultOf(input),
  })
}

function defaultOf(input: Input): string | number | boolean | undefined {
  if (input.type === 'boolean') return input.default === 'true'
  if (input.type === 'number') return Number(input.default)
  return input.default === '' && input.type === 'string' ? undefined : input.default
}

function orNull<T extends object>(settings: object): T | null {
  return Object.keys(settings).length === 0 ? null : (settings as T)
}
