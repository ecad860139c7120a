import { describe, expect, test } from 'vitest'
import { value } from '../unit/github-scheduler.ts'
import { load } from './github-load.ts'

describe('runs that wait', () => {
  test('no deployment is dropped: by default a newer one pushes out the one that waits', async () => {
    const { job } = await load('locks')
    expect(job('staging').concurrency).toEqual({ group: 'staging', queue: 'max' })
    expect(job('paint').concurrency).toEqual({ group: 'paint', queue: 'max' })
  })

  test('pushes are alone in their groups, where a group of the branch would make them wait and drop', async () => {
    const { workflow } = await load('locks')
    const { group, ...rest } = workflow.concurrency as { readonly group: string }
    expect(rest).toEqual({ 'cancel-in-progress': true })
    const inner = /\}\}-\$\{\{(.*)\}\}$/.exec(group)?.[1] ?? ''
    const of = (github: object) => value(inner, { contexts: { github }, status: {} })
    expect(of({ run_id: '7', ref: 'refs/heads/main', event: {} })).toBe('7')
    expect(of({ run_id: '8', event: { pull_request: { number: 12 } } })).toBe(12)
  })
})

const check = 'Make sure that a person approved'

describe('a deployment that a person must approve', () => {
  test('checks first that somebody is asked at all, and has the right to look', async () => {
    const { job, steps } = await load('locks')
    expect(steps('production').map((one) => one.name ?? one.uses?.replace(/@.*/, ''))).toEqual([
      'Compare names with regard to case',
      check,
      'actions/checkout',
      undefined,
      'Upload log',
    ])
    expect(job('production').permissions).toEqual({ actions: 'read', contents: 'read' })
    expect(job('production').environment).toEqual({ name: 'production', url: 'https://example.com' })
  })

  test.each([
    ['reviewers', { protection_rules: [{ type: 'wait_timer' }, { type: 'required_reviewers' }] }, 0],
    ['other rules', { protection_rules: [{ type: 'wait_timer' }] }, 1],
    ['no rules', { protection_rules: [] }, 1],
    ['nothing', {}, 1],
  ])('with %s it fails or not', async (_, data, failures) => {
    const { step } = await load('locks')
    const { script = '' } = step('production', check).with as Readonly<Record<string, string>>
    const failed: string[] = []
    const asked: unknown[] = []
    const look = (what: object): object => {
      asked.push(what)
      return { data }
    }
    const github = { rest: { repos: { getEnvironment: async (what: object) => look(what) } } }
    const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as FunctionConstructor
    await AsyncFunction(
      'github',
      'context',
      'core',
      'process',
      script,
    )(
      github,
      { repo: { owner: 'o', repo: 'r' } },
      { setFailed: (message: string) => failed.push(message) },
      { env: { ENVIRONMENT: 'production' } },
    )
    expect(asked).toEqual([{ owner: 'o', repo: 'r', environment_name: 'production' }])
    expect(failed).toHaveLength(failures)
  })

  test('nothing of the story runs behind a check that failed, not even what always runs', async () => {
    const { step, steps } = await load('locks')
    const { id } = step('production', check)
    expect(
      steps('production')
        .filter((step) => step.if !== undefined)
        .map((step) => step.if),
    ).toEqual([`always() && steps.${id}.outcome == 'success'`])
  })
})

test('caches are kept apart by system, looked for by a beginning that ends, and saved as the story says', async () => {
  const { steps } = await load('caches')
  const machine = '${{ runner.os }}-${{ runner.arch }}-'
  const caches = (job: string) => steps(job).filter((step) => step.uses?.startsWith('actions/cache'))
  expect(caches('both')[0]?.with).toEqual({
    path: '.deps\n~/.x\n',
    key: `deps-${machine}\${{ matrix.os }}-\${{ hashFiles('a.lock', 'b.lock') }}`,
    'restore-keys': `deps-${machine}\${{ matrix.os }}-\ndeps-${machine}any-\n`,
  })
  expect(caches('read')[0]?.uses).toMatch(/^actions\/cache\/restore@/)
  expect(caches('write')[0]?.uses).toMatch(/^actions\/cache\/save@/)
  expect(steps('write').indexOf(caches('write')[0] as never)).toBe(steps('write').length - 1)
})
