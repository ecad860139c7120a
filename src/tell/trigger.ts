import { tests } from '../condition/tests.ts'
import type { Input, Pipeline, Trigger } from '../ir.ts'
import { refsOf } from '../refs.ts'
import { type Desk, declare, share, use } from './desk.ts'
import { list, literal, object } from './literal.ts'
import { remarks } from './remarks.ts'
import { tellData } from './value.ts'

type Of<K extends Trigger['kind']> = Extract<Trigger, { readonly kind: K }>

/** What starts a run, as the items of `on`. */
export function tellTriggers(desk: Desk): readonly string[] {
  const { triggers, vendorTriggers } = desk.pipeline
  const push = triggers.find((one): one is Of<'push'> => one.kind === 'push')
  const joined = push !== undefined && push.branches.length + push.ignoreBranches.length > 0
  const items = triggers.flatMap((trigger) => {
    if (trigger.kind === 'tag' && joined) return []
    const tag = triggers.find((one): one is Of<'tag'> => one.kind === 'tag')
    const code =
      trigger.kind === 'push' && joined && tag !== undefined ? pushed(trigger, tag, desk) : tellTrigger(trigger, desk)
    const others = tag !== undefined && joined && trigger.kind === 'push' ? remarks(tag, desk) : ''
    return [`${remarks(trigger, desk)}${others}${code}`]
  })
  const byVendor = vendorTriggers.map(
    (one) =>
      `${remarks(one, desk)}${use(desk, 'vendorTrigger')}(${object([[one.vendor, tellData(one.events, desk)]])})`,
  )
  return [...items, ...byVendor]
}

function tellTrigger(trigger: Trigger, desk: Desk): string {
  switch (trigger.kind) {
    case 'push':
      return pushed(trigger, undefined, desk)
    case 'tag':
      return trigger.ignoreTags.length > 0
        ? pushed(undefined, trigger, desk)
        : `${use(desk, 'tag')}(${(trigger.tags.length === 0 ? ['**'] : trigger.tags).map(literal).join(', ')})`
    case 'pullRequest': {
      const { branches, paths, ignorePaths } = trigger
      return `${use(desk, 'pullRequest')}(${options({ branches, paths, ignorePaths }, desk)})`
    }
    case 'schedule':
      return tellSchedule(trigger, desk)
    case 'manual':
      return tellManual(trigger, desk)
    case 'api': {
      const payload = trigger.payload.length === 0 ? '' : `, { payload: ${list(trigger.payload.map(literal))} }`
      const code = `${use(desk, 'api')}(${literal(trigger.event)}${payload})`
      if (!uses(desk.pipeline, (ref) => ref.ref === 'payload' && ref.event === trigger.event)) return code
      const made = declare(desk, {
        name: desk.names.free(trigger.event, 'call'),
        code,
        kind: 'trigger',
        comment: remarks(trigger, desk),
      })
      desk.known.set(`api ${trigger.event}`, made)
      return made
    }
  }
}

function pushed(push: Of<'push'> | undefined, tag: Of<'tag'> | undefined, desk: Desk): string {
  const { branches = [], ignoreBranches = [], paths = [], ignorePaths = [] } = push ?? {}
  const [tags, ignoreTags] = [tag?.tags ?? [], tag?.ignoreTags ?? []]
  const all = tag !== undefined && tags.length + ignoreTags.length === 0 ? ['**'] : tags
  return `${use(desk, 'push')}(${options({ branches, ignoreBranches, tags: all, ignoreTags, paths, ignorePaths }, desk)})`
}

function options(lists: Readonly<Record<string, readonly string[]>>, desk: Desk): string {
  const entries = Object.entries(lists).filter(([, values]) => values.length > 0)
  const told = entries.map(([key, values]) => [key, share(desk, key, list(values.map(literal)))] as const)
  return entries.length === 0 ? '' : object(told)
}

function tellSchedule(trigger: Of<'schedule'>, desk: Desk): string {
  const spec = object([
    ['name', trigger.name === trigger.cron ? undefined : literal(trigger.name)],
    ['timeZone', trigger.timeZone === 'UTC' ? undefined : literal(trigger.timeZone)],
  ])
  const code = `${use(desk, 'schedule')}(${literal(trigger.cron)}${spec === '{}' ? '' : `, ${spec}`})`
  const isNamed = desk.pipeline.jobs.some((job) =>
    [job.condition, ...job.steps.map((step) => step.condition)].some((condition) =>
      tests(condition).some((test) => test.test === 'schedule' && test.name === trigger.name),
    ),
  )
  if (!isNamed) return code
  const wanted = trigger.name === trigger.cron ? 'timer' : trigger.name
  const made = declare(desk, {
    name: desk.names.free(wanted, 'schedule'),
    code,
    kind: 'trigger',
    comment: remarks(trigger, desk),
  })
  desk.known.set(`schedule ${trigger.name}`, made)
  return made
}

function tellManual(trigger: Of<'manual'>, desk: Desk): string {
  const inputs = object(
    trigger.inputs.map((one) => [one.name, `${remarks(one, desk)}${tellInput(one, desk)}`] as const),
  )
  const code = `${use(desk, 'manual')}(${trigger.inputs.length === 0 ? '' : `{ inputs: ${inputs} }`})`
  if (!uses(desk.pipeline, (ref) => ref.ref === 'input')) return code
  const made = declare(desk, {
    name: desk.names.free('byHand', 'start'),
    code,
    kind: 'trigger',
    comment: remarks(trigger, desk),
  })
  desk.known.set('manual', made)
  return made
}

function tellInput(one: Input, desk: Desk): string {
  const description = one.description === '' ? undefined : literal(one.description)
  const spec = object([
    ['default', defaultOf(one)],
    ['description', description],
  ])
  const inner = spec === '{}' ? '' : spec
  const name = use(desk, 'input')
  if (one.type === 'choice')
    return `${name}.choice(${list(one.options.map(literal))}${inner === '' ? '' : `, ${inner}`})`
  return `${name}.${one.type === 'string' ? 'text' : one.type}(${inner})`
}

function defaultOf({ type, options: choices, default: text }: Input): string | undefined {
  if (type === 'choice') return text === choices[0] ? undefined : literal(text)
  if (type === 'boolean') return text === 'true' ? 'true' : undefined
  if (type === 'number') return Number(text) === 0 ? undefined : String(Number(text))
  return text === '' ? undefined : literal(text)
}

function uses(pipeline: Pipeline, holds: (ref: ReturnType<typeof refsOf>[number]['ref']) => boolean): boolean {
  return refsOf(pipeline).some(({ ref }) => holds(ref))
}
