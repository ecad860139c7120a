import { api, branch, fork, input, manual, not, pullRequest, push, schedule, secret, sh } from 'pipegen'
import { describe, expect, test } from 'vitest'
import { tektonPlain } from '../../emitters/tekton/plain/index.ts'
import type { TektonEventListener, TektonPipeline } from '../../emitters/tekton/plain/schema.ts'
import { objectOf, objectsIn } from '../harness/tekton-objects.ts'
import { fromGithub, fromGitlab, listen } from '../harness/tekton-triggers.ts'
import { jobOf, storyOf } from '../unit/tekton-emit.ts'
import { emittedPlainly, hooks, paramsOf, secrets, startedBy, unit } from '../unit/tekton-plain.ts'

const shipping = jobOf({ env: { TOKEN: secret('TOKEN') }, steps: [sh`./ship`] })

describe('values of a web hook', () => {
  test('come by parameters and the environment, and never stand in a script', async () => {
    const { outputs } = await emittedPlainly(storyOf({ unit }, [push(), pullRequest()]))
    for (const name of ['ci-push', 'ci-pull-request']) {
      const { spec } = objectOf<TektonPipeline>(outputs, 'Pipeline', name)
      for (const { taskSpec } of spec.tasks)
        for (const { script } of taskSpec?.steps ?? []) expect(script).not.toMatch(/\$\(params|\$\(tt|\{\{/)
    }
    for (const { kind, spec } of objectsIn(outputs))
      if (kind === 'TriggerTemplate') expect(JSON.stringify(spec)).not.toContain('script')
  })

  // https://tekton.dev/docs/triggers/triggertemplates/
  test.each(['a"b', 'a\\b', 'a$b', 'ä→😀', '#{x}', "it's"])('arrive as they are: %s', async (name) => {
    const { outputs } = await emittedPlainly(storyOf({ unit }, [push()]))
    const request = fromGithub('push', hooks.push(`refs/heads/${name}`), 'hush')
    const [run] = listen(outputs, 'ci-github', request, secrets)
    expect(run === undefined ? undefined : paramsOf(run)).toMatchObject({ branch: name, revision: 'c'.repeat(40) })
  })

  test.each(['$(tt.params.revision)', '$(uid)', '$(params.secrets)', 'a$$(b)'])(
    'that Tekton would replace start nothing: %s',
    async (name) => {
      expect(await startedBy([push()], 'push', hooks.push(`refs/heads/${name}`))).toEqual([])
      const body = hooks.pullRequest('main')
      const head = { ...body.pull_request.head, ref: name }
      const request = { ...body, pull_request: { ...body.pull_request, head } }
      expect(await startedBy([pullRequest()], 'pull_request', request)).toEqual([])
    },
  )
})

test('a story that writes what a template would replace keeps it out of the template', async () => {
  const literal = jobOf({
    env: { X: '$(tt.params.revision) $(uid)' },
    steps: [sh`echo '$(tt.params.revision) $(uid)'`],
  })
  const { outputs } = await emittedPlainly(storyOf({ literal }, [push()]))
  const { spec } = objectOf<TektonPipeline>(outputs, 'Pipeline', 'ci-push')
  const run = spec.tasks[0]?.taskSpec?.steps.find(({ name }) => name === 'run')
  expect(JSON.stringify(run)).not.toContain('$(tt.')
  const template = objectsIn(outputs).find(({ kind }) => kind === 'TriggerTemplate')
  expect(JSON.stringify(template)).not.toContain('uid')
})

test('secrets do not go to pull requests from forks', async () => {
  const { outputs } = await emittedPlainly(storyOf({ shipping }, [pullRequest()]))
  const secretFor = (from: string | null) => {
    const [run] = listen(
      outputs,
      'ci-github',
      fromGithub('pull_request', hooks.pullRequest('main', from), 'hush'),
      secrets,
    )
    return run === undefined ? undefined : paramsOf(run).secrets
  }
  expect(secretFor('team/shop')).toBe('ci-secrets')
  expect(secretFor('someone/shop')).toBe('no-ci-secrets-for-forks')
  expect(secretFor(null)).toBeUndefined()
  const merge = fromGitlab('Merge Request Hook', hooks.mergeRequest('main', { source_project_id: 2 }), 'hush')
  expect(listen(outputs, 'ci-gitlab', merge, secrets).map((run) => paramsOf(run).secrets)).toEqual([
    'no-ci-secrets-for-forks',
  ])
})

test('a condition on forks is asked with what the listener found', async () => {
  const own = jobOf({ when: not(fork()), steps: [sh`./own`] })
  const { outputs } = await emittedPlainly(storyOf({ own }, [pullRequest()]))
  const { spec } = objectOf<TektonPipeline>(outputs, 'Pipeline', 'ci-pull-request')
  expect(spec.tasks[0]?.when).toEqual([{ input: '$(params.fork)', operator: 'in', values: ['false'] }])
  const forkOf = (from: string) => {
    const request = fromGithub('pull_request', hooks.pullRequest('main', from), 'hush')
    return listen(outputs, 'ci-github', request, secrets).map((run) => paramsOf(run).fork)
  }
  expect([forkOf('team/shop'), forkOf('someone/shop')]).toEqual([['false'], ['true']])
})

describe('a call', () => {
  const called = api('deployed', { payload: ['version'] })
  const story = storyOf({ take: jobOf({ env: { V: called.payload.version }, steps: [sh`./take`] }) }, [called])
  const request = (body: object, token = 'psst') => ({ headers: { 'X-Story-Token': token }, body })

  test('needs the secret and the name of the event, and brings texts', async () => {
    const { outputs } = await emittedPlainly(story)
    const run = (body: object, token?: string) =>
      listen(outputs, 'ci-calls', request(body, token), secrets).map((one) => paramsOf(one))
    const good = { event: 'deployed', payload: { version: '1\'\n"x' } }
    expect(run(good)).toEqual([{ branch: 'main', 'payload-version': '1\'\n"x' }])
    expect(run({ event: 'deployed', payload: {} })).toEqual([{ branch: 'main', 'payload-version': '' }])
    expect(run(good, 'guess')).toEqual([])
    expect(run({ ...good, event: 'other' })).toEqual([])
    expect(run({ event: 'deployed', payload: { version: 1 } })).toEqual([])
    expect(run({ event: 'deployed', payload: { version: '$(uid)' } })).toEqual([])
  })
})

describe('runs that no web hook begins', () => {
  test('find the commit once, for all of their jobs', async () => {
    const nightly = schedule('0 3 * * *', { name: 'nightly', timeZone: 'Europe/Zurich' })
    const { outputs } = await emittedPlainly(storyOf({ unit, other: jobOf({ steps: [sh`a`] }) }, [nightly, manual()]))
    for (const name of ['ci-schedule-nightly', 'ci-manual']) {
      const { spec } = objectOf<TektonPipeline>(outputs, 'Pipeline', name)
      expect(spec.tasks.map((task) => [task.name, task.runAfter])).toEqual([
        ['start', undefined],
        ['unit', ['start']],
        ['other', ['start']],
      ])
      for (const { params } of spec.tasks.slice(1))
        expect(params).toContainEqual({ name: 'revision', value: '$(tasks.start.results.revision)' })
    }
  })

  test('keep the time zone, and start once for each time', async () => {
    const nightly = schedule('0 3 * * *', { name: 'nightly', timeZone: 'Europe/Zurich' })
    const { outputs } = await emittedPlainly(storyOf({ unit }, [nightly]))
    const cron = objectsIn(outputs).find(({ kind }) => kind === 'CronJob')
    expect(cron?.spec).toMatchObject({
      schedule: '0 3 * * *',
      timeZone: 'Europe/Zurich',
      concurrencyPolicy: 'Forbid',
    })
    const file = objectsIn(outputs).find(({ kind }) => kind === 'ConfigMap')?.data as { readonly 'run.json': string }
    expect(JSON.parse(file['run.json'])).toMatchObject({ spec: { pipelineRef: { name: 'ci-schedule-nightly' } } })
  })
})

test('an input that the story does not take ends the run before any job', async () => {
  const deploy = manual({
    inputs: { stage: input.choice(["it's", '*'], {}), count: input.number({ default: 3 }), dry: input.boolean({}) },
  })
  const job = jobOf({
    checkout: false,
    env: { S: deploy.inputs.stage, C: deploy.inputs.count, D: deploy.inputs.dry },
    steps: [sh`./deploy`],
  })
  const { outputs } = await emittedPlainly(storyOf({ job }, [deploy]))
  const { spec } = objectOf<TektonPipeline>(outputs, 'Pipeline', 'ci-manual')
  expect(spec.tasks.map(({ name, runAfter }) => [name, runAfter])).toEqual([
    ['start', undefined],
    ['job', ['start']],
  ])
})

test('nothing of it rests on Pipelines-as-Code', async () => {
  const cells = Object.entries(tektonPlain.capabilities)
  expect(cells.filter(([, { docs }]) => docs.includes('pipelinesascode')).map(([id]) => id)).toEqual([])
  const { outputs } = await emittedPlainly(storyOf({ unit, shipping }, [push(), pullRequest(), manual()]))
  for (const { text } of outputs) expect(text).not.toMatch(/pipelinesascode|\{\{/)
})

test('the accounts may do no more than they must', async () => {
  const ship = jobOf({ when: branch('main'), lock: 'production', steps: [sh`./ship`] })
  const { outputs } = await emittedPlainly(storyOf({ unit, ship }, [push()]))
  const rights = objectsIn(outputs).flatMap((one) =>
    one.kind === 'Role' || one.kind === 'ClusterRole'
      ? (one.rules as readonly { readonly resources: readonly string[]; readonly verbs: readonly string[] }[]).map(
          ({ resources, verbs }) => `${one.metadata.name}: ${verbs.join(' ')} ${resources.join(' ')}`,
        )
      : [],
  )
  expect(rights).toEqual([
    'ci-deployments: create get update leases',
    'ci-deployments: get taskruns',
    'ci-listener: get list watch eventlisteners interceptors triggerbindings triggers triggertemplates',
    'ci-listener: get list watch configmaps',
    'ci-listener: create patch events',
    'ci-listener: create pipelineruns',
    'ci-listener: get list watch clusterinterceptors clustertriggerbindings',
  ])
  const listener = objectOf<TektonEventListener>(outputs, 'EventListener', 'ci-github')
  expect(listener.spec.serviceAccountName).toBe('ci-listener')
  expect(objectOf<{ readonly automountServiceAccountToken?: boolean }>(outputs, 'ServiceAccount', 'ci')).toMatchObject({
    automountServiceAccountToken: false,
  })
})
