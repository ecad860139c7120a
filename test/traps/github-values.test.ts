import { describe, expect, test } from 'vitest'
import { value } from '../unit/github-scheduler.ts'
import { load } from './github-load.ts'

const events = {
  branch: { event_name: 'push', ref: 'refs/heads/dev', ref_name: 'dev', sha: 'pushed', event: {} },
  tag: { event_name: 'push', ref: 'refs/tags/v1', ref_name: 'v1', sha: 'tagged', event: {} },
  pull: {
    event_name: 'pull_request',
    ref: 'refs/pull/1/merge',
    ref_name: '1/merge',
    sha: 'merged',
    repository: 'o/r',
    event: { pull_request: { head: { sha: 'head', repo: { full_name: 'fork/r' } } } },
  },
  start: { event_name: 'workflow_dispatch', ref: 'refs/tags/v2', ref_name: 'v2', sha: 'started', event: {} },
}

describe('what a run is called', () => {
  test.each([
    ['branch', { SHA: 'pushed', BRANCH: 'dev', TAG: '', EVENT: 'push', FORK: '' }],
    ['tag', { SHA: 'tagged', BRANCH: '', TAG: 'v1', EVENT: 'tag', FORK: '' }],
    ['pull', { SHA: 'head', BRANCH: '', TAG: '', EVENT: 'pullRequest', FORK: 'true' }],
    ['start', { SHA: 'started', BRANCH: '', TAG: 'v2', EVENT: 'manual', FORK: '' }],
  ] as const)('on a %s', async (event, expected) => {
    const { job } = await load('pull-request')
    expect(all(job('head').env, { github: events[event] })).toEqual(expected)
  })

  test('the checkout is the commit that is named, not the merge that nobody pushed; asked for, it is the merge', async () => {
    const { job, steps } = await load('pull-request')
    const [head, merge] = [steps('head')[0]?.with, steps('merge')[0]?.with] as readonly Record<string, string>[]
    expect(all({ ref: head?.ref ?? '' }, { github: events.pull })).toEqual({ ref: 'head' })
    expect(merge).toEqual({ 'persist-credentials': false })
    expect(all(job('merge').env, { github: events.pull })).toEqual({ SHA: 'merged' })
  })
})

describe('inputs', () => {
  const usual = { TEXT: 'usual', EMPTY: '', COUNT: '3', OFF: 'false', ON: 'true', KIND: 'stable', VERSION: '' }
  const given = { text: '', empty: 'x', count: 0, off: true, on: false, kind: 'beta' }

  test('have their defaults in runs of other events, which the vendor leaves empty', async () => {
    const { job, steps } = await load('inputs')
    const contexts = { github: { event_name: 'push', event: {} }, inputs: {} }
    expect(all(job('unit').env, contexts)).toEqual(usual)
    expect(conditions(steps('unit'), contexts)).toEqual([true, true, true, true, true])
  })

  test('keep an empty text and a no that somebody chose', async () => {
    const { job, steps } = await load('inputs')
    const contexts = { github: { event_name: 'workflow_dispatch', event: { inputs: {} } }, inputs: given }
    expect(all(job('unit').env, contexts)).toEqual({
      ...usual,
      TEXT: '',
      EMPTY: 'x',
      COUNT: '0',
      OFF: 'true',
      ON: 'false',
      KIND: 'beta',
    })
    expect(conditions(steps('unit'), contexts)).toEqual([false, false, false, false, true])
  })

  test('a schedule keeps its time zone, a call its name, and the types are those of the story', async () => {
    const { workflow } = await load('inputs')
    expect(workflow.on).toMatchObject({
      schedule: [{ cron: '0 3 * * *', timezone: 'Europe/Zurich' }],
      repository_dispatch: { types: ['called'] },
      workflow_dispatch: { inputs: { on: { type: 'boolean', default: true }, count: { type: 'number', default: 3 } } },
    })
  })
})

function all(env: unknown, contexts: object): Readonly<Record<string, string>> {
  const entries = Object.entries(env as Readonly<Record<string, string>>)
  return Object.fromEntries(entries.map(([name, text]) => [name, template(text, contexts)]))
}

function conditions(steps: readonly { readonly if?: unknown }[], contexts: object): readonly boolean[] {
  return steps
    .filter((step) => step.if !== undefined)
    .map((step) => Boolean(value(String(step.if).replace(/^\$\{\{(.*)\}\}$/, '$1'), { contexts, status: {} })))
}

function template(text: string, contexts: object): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/g, (_, inner: string) => String(value(inner, { contexts, status: {} }) ?? ''))
}
