import {
  after,
  all,
  always,
  branch,
  environment,
  event,
  manual,
  onFailure,
  optional,
  pullRequest,
  push,
  secret,
  sh,
  tag,
} from 'pipegen'
import { expect, test } from 'vitest'
import { emitted, errorsOf, jobOf, outputOf, storyOf, taskIn } from '../unit/tekton-emit.ts'

// https://tekton.dev/docs/pipelines/pipelines/#guarding-a-task-and-its-dependent-tasks
test('trap 1: a skipped task does not skip those after it, so that each repeats what its needs ask', async () => {
  const build = jobOf({ when: branch('main'), steps: [sh`make`] })
  const unit = jobOf({ needs: [build], steps: [sh`make test`] })
  const ship = jobOf({ needs: [unit], steps: [sh`make ship`] })
  const report = jobOf({ needs: [optional(unit)], steps: [sh`make report`] })
  const { run } = await emitted(storyOf({ build, unit, ship, report }))
  const when = [{ input: '$(params.branch)', operator: 'in', values: ['main'] }]
  for (const name of ['build', 'unit', 'ship']) expect(taskIn(run('push'), name).when).toEqual(when)
  expect(taskIn(run('push'), 'report').when).toBeUndefined()
})

test('a job that an event cannot run is left out there, and so are those that need it', async () => {
  const image = jobOf({ when: event('push'), outputs: ['digest'], steps: [sh`echo digest=1 >> "$PIPEGEN_OUTPUT"`] })
  const ship = jobOf({ needs: [image], steps: [sh`make ship ${outputOf(image, 'digest')}`] })
  const unit = jobOf({ steps: [sh`make test`] })
  const { run } = await emitted(storyOf({ image, ship, unit }, [push(), pullRequest()]))
  expect(run('pull-request').spec.pipelineSpec?.tasks.map(({ name }) => name)).toEqual(['unit'])
  expect(run('push').spec.pipelineSpec?.tasks.map(({ name }) => name)).toEqual(['image', 'ship', 'unit'])
})

// https://tekton.dev/docs/pipelines/pipelines/#using-the-onerror-field
test('trap 2: one failure stops the other branches, which is said where there are any', async () => {
  const [a, c] = [jobOf({ steps: [sh`a`] }), jobOf({ steps: [sh`c`] })]
  const b = jobOf({ needs: [a], steps: [sh`b`] })
  const told = (found: Awaited<ReturnType<typeof emitted>>['found']) =>
    found.some(({ message }) => message.includes('after a failure, no job'))
  expect(told((await emitted(storyOf({ a, b, c }))).found)).toBe(true)
  expect(told((await emitted(storyOf({ a, b }))).found)).toBe(false)
})

test('trap 2: a job after a failure stands in finally and asks each task that it waits for', async () => {
  const flaky = jobOf({ allowFailure: true, steps: [sh`flaky`] })
  const unit = jobOf({ needs: [flaky], steps: [sh`make test`] })
  const other = jobOf({ steps: [sh`make other`] })
  const tell = jobOf({ needs: [after(unit)], when: onFailure(), steps: [sh`./tell`] })
  const clean = jobOf({ needs: [after(unit)], when: always(), steps: [sh`./clean`] })
  const { run } = await emitted(storyOf({ flaky, unit, other, tell, clean }))
  expect(run('push').spec.pipelineSpec?.finally?.map(({ name, when, runAfter }) => ({ name, when, runAfter }))).toEqual(
    [
      {
        name: 'tell',
        when: [{ input: 'Failed', operator: 'in', values: ['$(tasks.unit.status)'] }],
        runAfter: undefined,
      },
      { name: 'clean', when: undefined, runAfter: undefined },
    ],
  )
  expect(taskIn(run('push'), 'flaky').onError).toBe('continue')
})

test('trap 2: what cannot stand at the end of a run is refused', async () => {
  const unit = jobOf({ outputs: ['x'], steps: [sh`echo x=1 >> "$PIPEGEN_OUTPUT"`] })
  const clean = jobOf({ needs: [after(unit)], when: always(), steps: [sh`./clean`] })
  const next = jobOf({ needs: [after(clean)], steps: [sh`./next`] })
  const reads = jobOf({ needs: [after(unit)], when: always(), steps: [sh`echo ${outputOf(unit, 'x')}`] })
  const asks = jobOf({
    needs: [after(unit)],
    when: onFailure(),
    environment: environment('p', { approval: 'manual' }),
    steps: [sh`x`],
  })
  expect(errorsOf(await emitted(storyOf({ unit, clean, next })))).toHaveLength(1)
  expect(errorsOf(await emitted(storyOf({ unit, reads })))).toHaveLength(1)
  expect(errorsOf(await emitted(storyOf({ unit, asks })))).toHaveLength(1)
})

// https://tekton.dev/docs/pipelines/pipelineruns/#configuring-a-failure-timeout
test('trap 3: the time limit of the run is the longest way through it, not the hour of Tekton', async () => {
  const a = jobOf({ timeout: 50, retry: 1, steps: [sh`a`] })
  const b = jobOf({ needs: [a], timeout: 30, steps: [sh`b`] })
  const c = jobOf({ timeout: 20, steps: [sh`c`] })
  const d = jobOf({ needs: [after(b), after(c)], when: always(), timeout: 15, steps: [sh`d`] })
  const { run } = await emitted(storyOf({ a, b, c, d }))
  expect(run('push').spec.timeouts).toEqual({ pipeline: '2h25m0s', tasks: '2h10m0s', finally: '15m0s' })
  expect(taskIn(run('push'), 'a')).toMatchObject({ timeout: '50m0s', retries: 1 })
})

// https://tekton.dev/docs/pipelines/pipelines/#using-the-onerror-field
test('trap 4: a task that may fail is not tried again, so that both together are refused', async () => {
  expect(errorsOf(await emitted(storyOf({ a: jobOf({ allowFailure: true, retry: 1, steps: [sh`a`] }) })))).toHaveLength(
    1,
  )
})

test('a waiting approval holds back the deployment and nothing else', async () => {
  const production = environment('production', { approval: 'manual' })
  const unit = jobOf({ steps: [sh`make test`] })
  const ship = jobOf({ needs: [unit], when: branch('main'), environment: production, steps: [sh`./ship`] })
  const docs = jobOf({ needs: [unit], steps: [sh`./docs`] })
  const { run } = await emitted(storyOf({ unit, ship, docs }, [push({ branches: ['main'] }), manual()]))
  for (const suffix of ['push', 'manual']) {
    const [approve, deploy] = [taskIn(run(suffix), 'approve-ship'), taskIn(run(suffix), 'ship')]
    expect(approve).toMatchObject({
      runAfter: ['unit'],
      taskRef: { kind: 'ApprovalTask', apiVersion: 'openshift-pipelines.org/v1alpha1' },
    })
    expect(approve.when).toEqual(deploy.when)
    expect(deploy.runAfter).toEqual(['approve-ship'])
    expect(taskIn(run(suffix), 'docs').runAfter).toEqual(['unit'])
  }
})

// https://pipelinesascode.com/docs/guides/gitops-commands/ : `/test name` starts any run from a pull request.
test('a job of value asks again whether this is a pull request, and for its branch', async () => {
  const ship = jobOf({ when: branch('main'), env: { TOKEN: secret('TOKEN') }, steps: [sh`./ship`] })
  const tagged = jobOf({ when: tag('v1'), env: { TOKEN: secret('TOKEN') }, steps: [sh`./ship`] })
  const unit = jobOf({ when: all(branch('main'), event('push')), steps: [sh`make`] })
  const { run } = await emitted(storyOf({ ship, tagged, unit }, [push({ branches: ['main'], tags: ['v1'] })]))
  const guard = { input: '$(params.from-pull-request)', operator: 'in', values: ['false'] }
  expect(taskIn(run('push'), 'ship').when).toEqual([
    guard,
    { input: '$(params.branch)', operator: 'in', values: ['main'] },
  ])
  expect(taskIn(run('tag'), 'tagged').when).toEqual([guard, { input: '$(params.tag)', operator: 'in', values: ['v1'] }])
  expect(taskIn(run('push'), 'unit').when).toBeUndefined()
  expect(run('push').spec.params).toContainEqual({
    name: 'from-pull-request',
    value: '{{ cel: pull_request_number != "" }}',
  })
})

test('secrets do not go to pull requests from forks', async () => {
  const unit = jobOf({ env: { TOKEN: secret('TOKEN'), FILE: secret.file('FILE') }, steps: [sh`./unit`] })
  const { run } = await emitted(storyOf({ unit }, [pullRequest()]))
  const { taskSpec } = taskIn(run('pull-request'), 'unit')
  expect(taskSpec?.steps.at(-1)?.env).toContainEqual({
    name: 'TOKEN',
    valueFrom: { secretKeyRef: { name: '$(params.secrets)', key: 'TOKEN', optional: true } },
  })
  expect(taskSpec?.volumes).toContainEqual({
    name: 'secret-files',
    secret: { secretName: '$(params.secrets)', items: [{ key: 'FILE', path: 'FILE' }], optional: true },
  })
  expect(run('pull-request').spec.params).toContainEqual({
    name: 'secrets',
    value: '{{ cel: source_url == repo_url ? "ci-secrets" : "no-ci-secrets-for-forks" }}',
  })
})
