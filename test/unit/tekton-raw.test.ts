import { push, sh } from 'pipegen'
import { describe, expect, test } from 'vitest'
import type { TektonPatches } from '../../emitters/tekton/patches.ts'
import { pipelineRunSchema } from '../../emitters/tekton/schema.ts'
import { validate } from '../../src/validate.ts'
import { emitted, errorsOf, jobOf, storyOf, taskIn } from './tekton-emit.ts'

describe('raw patches', () => {
  const patched = (patches: TektonPatches) =>
    emitted(
      storyOf({ unit: jobOf({ steps: [sh`a`], raw: { tekton: patches.job } }) }, [push()], {
        raw: { tekton: patches.pipeline },
      }),
    )

  test('change the run and the task, key by key; null takes a key out', async () => {
    const { run, found } = await patched({
      pipeline: { spec: { taskRunTemplate: { serviceAccountName: 'builder', podTemplate: null } } },
      job: { retries: 2, timeout: '5m0s' },
    })
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(run('push').spec.taskRunTemplate).toEqual({ serviceAccountName: 'builder' })
    expect(taskIn(run('push'), 'unit')).toMatchObject({ retries: 2, timeout: '5m0s' })
  })

  test('are refused where the output has no such key, where the schema has none, and where the webhook would', async () => {
    expect(errorsOf(await patched({ job: { onError: null } })).join()).toContain('raw-address')
    expect(errorsOf(await patched({ job: { retry: 2 } as object })).join()).toContain('raw-invalid')
    expect(errorsOf(await patched({ job: { runAfter: ['nobody'] } })).join()).toContain("no task 'nobody'")
    expect(errorsOf(await patched({ job: { runAfter: ['unit'] } })).join()).toContain('wait for each other')
    expect(errorsOf(await patched({ job: { retries: 1, onError: 'continue' } })).join()).toContain('cannot be continue')
  })
})

test('the schema knows no key that Kubernetes would prune in silence', async () => {
  const run = (more: object) => ({
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: { name: 'a' },
    spec: {},
    ...more,
  })
  const steps = [{ image: 'a', script: 'a' }]
  const task = (more: object) =>
    run({ spec: { pipelineSpec: { tasks: [{ name: 'a', taskSpec: { steps }, ...more }] } } })
  expect(await validate(pipelineRunSchema, task({}))).toEqual([])
  const bad = [
    run({ spec: { podTemplate: {} } }),
    run({ metadata: { name: 'x'.repeat(51) } }),
    run({ apiVersion: 'tekton.dev/v1beta1' }),
    task({ timeout: 60 }),
    task({ timeout: '1 hour' }),
    task({ needs: ['b'] }),
    task({ taskSpec: { steps: [{ ...steps[0], resources: {} }] } }),
    task({ taskSpec: { steps: [{ ...steps[0], command: ['a'] }] } }),
    task({ taskSpec: { steps: [] } }),
    task({ taskSpec: undefined }),
    task({ when: [{ input: 'a', operator: 'is', values: ['a'] }] }),
    task({ taskSpec: { steps, volumes: [{ name: 'a' }] } }),
  ]
  for (const one of bad) expect(await validate(pipelineRunSchema, JSON.parse(JSON.stringify(one)))).not.toEqual([])
})
