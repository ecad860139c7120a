import { describe, expect, test } from 'vitest'
import { admitPlain, triggerRules } from '../../emitters/tekton/plain/admission.ts'
import { tektonPlain } from '../../emitters/tekton/plain/index.ts'
import type {
  PlainObject,
  TektonEventListener,
  TektonTriggerBinding,
  TektonTriggerTemplate,
} from '../../emitters/tekton/plain/schema.ts'

const apiVersion = 'triggers.tekton.dev/v1beta1'
const run = {
  apiVersion: 'tekton.dev/v1',
  kind: 'PipelineRun',
  metadata: { generateName: 'ci-' },
  spec: { pipelineRef: { name: 'ci' }, params: [{ name: 'revision', value: '$(tt.params.revision)' }] },
}
const listener = (trigger: object = {}, spec: object = {}): TektonEventListener => ({
  apiVersion,
  kind: 'EventListener',
  metadata: { name: 'ci' },
  spec: {
    serviceAccountName: 'ci',
    triggers: [{ name: 'push', bindings: [{ ref: 'ci' }], template: { ref: 'ci' }, ...trigger }],
    ...spec,
  },
})
const binding = (...params: TektonTriggerBinding['spec']['params']): TektonTriggerBinding => ({
  apiVersion,
  kind: 'TriggerBinding',
  metadata: { name: 'ci' },
  spec: { params },
})
const template = (spec: object = {}): TektonTriggerTemplate => ({
  apiVersion,
  kind: 'TriggerTemplate',
  metadata: { name: 'ci' },
  spec: { params: [{ name: 'revision' }], resourcetemplates: [run], ...spec },
})

const good: readonly PlainObject[] = [
  listener({ bindings: [{ ref: 'ci', kind: 'ClusterTriggerBinding' }] }),
  binding({ name: 'revision', value: '$(body.after)' }, { name: 'other', value: '$(body.x[?(@.y)])' }),
  template(),
]

const bad: Readonly<Record<string, PlainObject>> = {
  'listener-has-triggers': listener({}, { triggers: [] }),
  'binding-kind': listener({ bindings: [{ ref: 'ci', kind: 'Binding' }] }),
  'binding-unique': binding({ name: 'a', value: '1' }, { name: 'a', value: '2' }),
  'binding-closed': binding({ name: 'a', value: '$(body.after' }),
  'template-has-resources': template({ resourcetemplates: [] }),
  'template-object': template({ resourcetemplates: [{ kind: 'PipelineRun' }] }),
  'template-declared': template({ params: [] }),
}

describe('the rules of the webhook of Triggers', () => {
  test('each has a bad object', () => {
    expect(Object.keys(bad)).toEqual(Object.keys(triggerRules))
  })
  test.each(Object.entries(bad))('%s', async (name, object) => {
    expect(triggerRules[name]?.(object)).toHaveLength(1)
    for (const one of good) expect(triggerRules[name]?.(one)).toEqual([])
    expect((await admitPlain(object)).length).toBeGreaterThan(0)
  })
  test('a good object passes all', async () => {
    for (const one of good) expect(await admitPlain(one)).toEqual([])
  })
})

const valid = async (object: unknown) =>
  (
    await tektonPlain.validate({ kind: 'yaml', path: 'tekton/ci/x.yaml', header: [], documents: [object as never] })
  ).map(({ path }) => path.join('.'))
const pod = { restartPolicy: 'Never', containers: [{ name: 'a', image: 'b' }] }
const cron = (spec: object = {}, name = 'ci') => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name },
  spec: {
    schedule: '0 3 * * *',
    timeZone: 'UTC',
    jobTemplate: { spec: { template: { spec: pod } } },
    ...spec,
  },
})
const role = (rule: object = {}) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name: 'ci' },
  rules: [{ apiGroups: [''], resources: ['events'], verbs: ['create'], ...rule }],
})
const pipeline = (task: object = {}) => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'Pipeline',
  metadata: { name: 'ci' },
  spec: { tasks: [{ name: 'a', taskSpec: { steps: [{ name: 'run', image: 'b', script: 'true\n' }] }, ...task }] },
})

describe('the closed schemas', () => {
  test.each([listener(), binding(), template(), cron(), role(), pipeline()].map((one) => [one.kind, one]))(
    'take a good %s',
    async (_, object) => {
      expect(await valid(object)).toEqual([])
    },
  )

  test.each([
    ['no kind', {}, '0.kind'],
    ['a kind that does not belong here', { kind: 'Deployment' }, '0.kind'],
    ['a long name of a listener', { ...listener(), metadata: { name: 'a'.repeat(61) } }, '0.metadata.name'],
    ['a listener without an account', listener({}, { serviceAccountName: undefined }), '0.spec'],
    ['a misspelt key of a trigger', listener({ interceptor: [] }), '0.spec.triggers.0.interceptor'],
    ['a trigger without a template', listener({ template: undefined }), '0.spec.triggers.0'],
    ['a binding without a value', binding({ name: 'a' } as never), '0.spec.params.0'],
    [
      'a template with the key of the documentation of old',
      template({ resourceTemplates: [] }),
      '0.spec.resourceTemplates',
    ],
    [
      'a run in a template that has a misspelt key',
      template({ resourcetemplates: [{ ...run, spec: { pipelineref: {} } }] }),
      '0.spec.resourcetemplates.0.spec.pipelineref',
    ],
    ['a schedule of six fields', cron({ schedule: '0 0 3 * * *' }), '0.spec.schedule'],
    ['a schedule without its zone', cron({ timeZone: undefined }), '0.spec'],
    ['another policy', cron({ concurrencyPolicy: 'Never' }), '0.spec.concurrencyPolicy'],
    ['a long name of a schedule', cron({}, 'a'.repeat(53)), '0.metadata.name'],
    ['a verb for everything', role({ verbs: ['*'] }), '0.rules.0.verbs.0'],
    ['a misspelt key of a rule', role({ resource: [] }), '0.rules.0.resource'],
    ['a pipeline that goes in a circle', pipeline({ runAfter: ['a'] }), '0.spec.tasks'],
    [
      'a value of nobody',
      pipeline({ when: [{ input: '$(params.x)', operator: 'in', values: ['a'] }] }),
      '0.spec.tasks.0.when.0.input',
    ],
  ])('refuse %s', async (_, object, path) => {
    const json = JSON.parse(JSON.stringify(object)) as unknown
    expect(await valid(json)).toContainEqual(expect.stringContaining(path))
  })
})
