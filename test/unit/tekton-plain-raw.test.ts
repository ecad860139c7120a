import { push, sh } from 'pipegen'
import { expect, test } from 'vitest'
import type { PlainPatches } from '../../emitters/tekton/plain/patches.ts'
import type { TektonEventListener, TektonPipeline, TektonTriggerTemplate } from '../../emitters/tekton/plain/schema.ts'
import type { TektonPipelineRun } from '../../emitters/tekton/schema.ts'
import { objectOf } from '../harness/tekton-objects.ts'
import { jobOf, storyOf } from './tekton-emit.ts'
import { emittedPlainly } from './tekton-plain.ts'

const patched = (patches: PlainPatches) =>
  emittedPlainly(
    storyOf(
      { unit: jobOf({ steps: [sh`a`], raw: { 'tekton-plain': patches.job, tekton: { retries: 1 } } }) },
      [push()],
      {
        raw: { 'tekton-plain': patches.pipeline },
      },
    ),
  )
const errors = async (patches: PlainPatches) =>
  (await patched(patches)).found.filter(({ severity }) => severity === 'error').map(({ code }) => code)

test('raw patches change the pipeline, the run, the listener and the task, each under its name', async () => {
  const { outputs, found } = await patched({
    pipeline: {
      pipeline: { spec: { description: 'by hand' } },
      run: { spec: { taskRunTemplate: { serviceAccountName: 'builder' } } },
      listener: { spec: { serviceAccountName: 'ears' } },
    },
    job: { retries: 2 },
  })
  expect(found.filter(({ severity }) => severity === 'error')).toEqual([])
  const { spec } = objectOf<TektonPipeline>(outputs, 'Pipeline', 'ci-push')
  expect(spec).toMatchObject({ description: 'by hand', tasks: [{ name: 'unit', retries: 2 }] })
  const [run] = objectOf<TektonTriggerTemplate>(outputs, 'TriggerTemplate', 'ci-push').spec.resourcetemplates
  expect((run as TektonPipelineRun).spec.taskRunTemplate?.serviceAccountName).toBe('builder')
  for (const name of ['ci-github', 'ci-gitlab'])
    expect(objectOf<TektonEventListener>(outputs, 'EventListener', name).spec.serviceAccountName).toBe('ears')
})

test('a patch of what is not there, or that a cluster would refuse, is an error', async () => {
  expect(await errors({ job: { onError: null } })).toEqual(['raw-address'])
  expect(await errors({ pipeline: { listener: { spec: { resources: null } } } })).toContain('raw-address')
  expect(await errors({ pipeline: { other: {} } as object })).toEqual(['raw-address'])
  expect(await errors({ pipeline: { listener: { spec: { port: 80 } as object } } })).toContain('raw-invalid')
  expect(await errors({ job: { runAfter: ['nobody'] } })).toEqual(['raw-invalid'])
})
