import { tests } from '../../condition/tests.ts'
import type { Input, Pipeline, Trigger } from '../../ir.ts'
import type { PlanEvent } from '../event.ts'
import { startsRun } from '../starts.ts'
import { type Names, namesIn } from './names.ts'

type Changed = PlanEvent['changed']

/** Events of every kind that a story may tell apart, and others beside them: two hundred or more. */
export function eventsFor(pipeline: Pipeline): readonly PlanEvent[] {
  const names = namesIn(pipeline)
  const base = baseEvent(pipeline.defaultBranch)
  const changes = changesOf(names)
  return [
    ...pushes(pipeline, base, names, changes),
    ...names.tags.map((tag): PlanEvent => ({ ...base, name: 'tag', branch: '', tag })),
    ...pullRequests(pipeline, base, names, changes),
    ...schedules(pipeline.triggers, base),
    ...starts(pipeline, base, names),
    ...calls(pipeline, base),
  ]
}

/** A push to the default branch of which nobody knows what it changed. */
export function baseEvent(defaultBranch: string): PlanEvent {
  return {
    name: 'push',
    branch: defaultBranch,
    tag: '',
    pullRequest: null,
    schedule: '',
    inputs: {},
    call: null,
    changed: null,
    repository: 'acme/shop',
    defaultBranch,
    actor: 'ada',
    commitMessage: 'Mend the shop',
  }
}

function changesOf({ files }: Names): readonly Changed[] {
  return [null, ...files.map((file) => [file]), [files[0] ?? 'a', 'elsewhere/file.txt'], ['elsewhere/file.txt']]
}

// All changes on a branch that counts; on the others a few.
function pushes(pipeline: Pipeline, base: PlanEvent, names: Names, changes: readonly Changed[]): readonly PlanEvent[] {
  const home = names.branches.find((branch) => startsRun(pipeline, { ...base, branch })) ?? base.branch
  const few: readonly Changed[] = [null, changes[1] ?? null, ['elsewhere/file.txt']]
  return names.branches.flatMap((branch) =>
    (branch === home ? changes : few).map((changed) => ({ ...base, branch, changed })),
  )
}

function pullRequests(
  pipeline: Pipeline,
  base: PlanEvent,
  names: Names,
  changes: readonly Changed[],
): readonly PlanEvent[] {
  const made = (targetBranch: string, sourceBranch: string, fork: boolean, changed: Changed): PlanEvent => ({
    ...base,
    name: 'pullRequest',
    branch: '',
    pullRequest: { number: 7, title: 'Mend the shop', sourceBranch, targetBranch, fork },
    changed,
  })
  const home = names.branches.find((branch) => startsRun(pipeline, made(branch, 'topic', false, null))) ?? base.branch
  const some = ['README.md']
  return [
    ...names.branches.flatMap((target) => [made(target, 'topic', false, some), made(target, 'topic', true, some)]),
    ...names.branches.map((source) => made(home, source, false, some)),
    ...changes.filter((changed) => changed !== null).map((changed) => made(home, 'topic', false, changed)),
  ]
}

function schedules(triggers: readonly Trigger[], base: PlanEvent): readonly PlanEvent[] {
  const own = triggers.flatMap((one) => (one.kind === 'schedule' ? [{ schedule: one.name, cron: one.cron }] : []))
  const other = { schedule: 'a schedule of nobody', cron: '7 7 7 7 *' }
  return [...own, other].map((one) => ({ ...base, name: 'schedule', ...one }))
}

function starts({ triggers }: Pipeline, base: PlanEvent, { branches }: Names): readonly PlanEvent[] {
  const inputs = triggers.flatMap((one) => (one.kind === 'manual' ? one.inputs : []))
  const filled = inputs.flatMap((input) => valuesFor(input).map((value) => ({ [input.name]: value })))
  const last = Object.fromEntries(inputs.map((input) => [input.name, valuesFor(input).at(-1) ?? '']))
  return [
    ...branches.map((branch): PlanEvent => ({ ...base, name: 'manual', branch })),
    ...[...filled, last].map((one): PlanEvent => ({ ...base, name: 'manual', inputs: one })),
  ]
}

function valuesFor({ type, options, default: usual }: Input): readonly string[] {
  if (type === 'choice') return options
  if (type === 'boolean') return ['true', 'false']
  return type === 'number' ? [usual, '0', '42'] : [usual, 'x', usual.toUpperCase()]
}

function calls({ triggers, jobs }: Pipeline, base: PlanEvent): readonly PlanEvent[] {
  const asked = jobs.flatMap((job) => tests(job.condition))
  const made = (event: string, payload: Readonly<Record<string, string>>): PlanEvent => ({
    ...base,
    name: 'api',
    call: { event, payload },
  })
  const own = triggers.flatMap((one) => (one.kind === 'api' ? [one] : []))
  return [
    made('an-event-of-nobody', {}),
    ...own.flatMap(({ event, payload }) => [
      made(event, Object.fromEntries(payload.map((key) => [key, 'x']))),
      ...payload.flatMap((key) => {
        const wanted = asked.flatMap((leaf) =>
          leaf.test === 'equals' && leaf.value.ref === 'payload' && leaf.value.key === key ? [leaf.to] : [],
        )
        const rest = Object.fromEntries(payload.map((other) => [other, 'x']))
        return wanted.flatMap((value) =>
          [value, value.toUpperCase()].map((one) => made(event, { ...rest, [key]: one })),
        )
      }),
    ]),
  ]
}
