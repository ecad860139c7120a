import type { Pipeline, Trigger } from '../ir.ts'
import { type Feature, rows } from './use.ts'

type Kind<K extends Trigger['kind']> = Extract<Trigger, { readonly kind: K }>

const find =
  <K extends Trigger['kind']>(
    kind: K,
    holds: (trigger: Kind<K>) => unknown,
    detail?: (trigger: Kind<K>) => string,
  ): Feature['find'] =>
  (pipeline: Pipeline) =>
    pipeline.triggers
      .filter((trigger): trigger is Kind<K> => trigger.kind === kind && Boolean(holds(trigger as Kind<K>)))
      .map((trigger) => ({
        subject: 'the story',
        origin: trigger.origin,
        ...(detail === undefined ? {} : { detail: detail(trigger) }),
      }))

const inputs =
  (type: string): Feature['find'] =>
  (pipeline) =>
    pipeline.triggers.flatMap((trigger) =>
      trigger.kind !== 'manual'
        ? []
        : trigger.inputs
            .filter((input) => input.type === type)
            .map((input) => ({ subject: `input '${input.name}'`, origin: input.origin, detail: input.name })),
    )

/** What starts a run. */
export const triggerFeatures = rows({
  'trigger.push': { title: 'trigger on a push to a branch', find: find('push', () => true) },
  'trigger.push.branches': {
    title: 'branch filter of the push trigger',
    safety: true,
    find: find('push', (t) => t.branches.length),
  },
  'trigger.push.ignoreBranches': {
    title: 'branches that the push trigger leaves out',
    safety: true,
    find: find('push', (t) => t.ignoreBranches.length),
  },
  'trigger.push.paths': {
    title: 'path filter of the push trigger',
    safety: true,
    find: find('push', (t) => t.paths.length),
  },
  'trigger.push.ignorePaths': {
    title: 'paths that the push trigger leaves out',
    safety: true,
    find: find('push', (t) => t.ignorePaths.length),
  },
  'trigger.tag': { title: 'trigger on a push of a tag', safety: true, find: find('tag', () => true) },
  'trigger.tag.ignoreTags': {
    title: 'tags that the tag trigger leaves out',
    safety: true,
    find: find('tag', (t) => t.ignoreTags.length),
  },
  'trigger.pullRequest': { title: 'trigger on a pull request', find: find('pullRequest', () => true) },
  'trigger.pullRequest.branches': {
    title: 'target branch filter of the pull request trigger',
    safety: true,
    find: find('pullRequest', (t) => t.branches.length),
  },
  'trigger.pullRequest.paths': {
    title: 'path filter of the pull request trigger',
    safety: true,
    find: find('pullRequest', (t) => t.paths.length),
  },
  'trigger.pullRequest.ignorePaths': {
    title: 'paths that the pull request trigger leaves out',
    safety: true,
    find: find('pullRequest', (t) => t.ignorePaths.length),
  },
  'trigger.schedule': {
    title: 'trigger by a schedule',
    find: find(
      'schedule',
      () => true,
      (t) => `'${t.name}' at '${t.cron}' (${t.timeZone})`,
    ),
  },
  'trigger.schedule.timeZone': {
    title: 'time zone of a schedule',
    find: find(
      'schedule',
      (t) => t.timeZone !== 'UTC',
      (t) => t.timeZone,
    ),
  },
  'trigger.manual': { title: 'start by hand', find: find('manual', () => true) },
  'trigger.manual.string': { title: 'text input of a start by hand', find: inputs('string') },
  'trigger.manual.boolean': { title: 'yes/no input of a start by hand', find: inputs('boolean') },
  'trigger.manual.number': { title: 'number input of a start by hand', find: inputs('number') },
  'trigger.manual.choice': { title: 'choice input of a start by hand', find: inputs('choice') },
  'trigger.api': {
    title: 'start by a call of the API',
    find: find(
      'api',
      () => true,
      (t) => t.event,
    ),
  },
  'trigger.api.payload': {
    title: 'values brought by a call of the API',
    find: find(
      'api',
      (t) => t.payload.length,
      (t) => t.payload.join(', '),
    ),
  },
  'trigger.vendor': {
    title: "trigger on a vendor's own events",
    find: (p) =>
      p.vendorTriggers.map(({ vendor, events, origin }) => ({
        subject: `'${Object.keys(events).join("', '")}'`,
        origin,
        detail: vendor,
      })),
  },
})
