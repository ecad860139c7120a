import { validate } from '../../../src/validate.ts'
import type { Fault } from '../../../src/vendor.ts'
import { texts, twice } from '../admission/scene.ts'
import { admit } from '../admission.ts'
import { pipelineRunSchema, type TektonPipelineRun } from '../schema.ts'
import type { PlainObject, TektonPipeline } from './schema.ts'

type Rule = (object: PlainObject) => readonly Fault[]

/**
 * The rules of the webhook of Tekton Triggers by name: what no schema can say.
 *
 * @see https://github.com/tektoncd/triggers/tree/main/pkg/apis/triggers/v1beta1
 */
export const triggerRules: Readonly<Record<string, Rule>> = {
  'listener-has-triggers': (object) =>
    object.kind === 'EventListener' && object.spec.triggers.length === 0
      ? [{ path: ['spec', 'triggers'], message: 'must have a trigger' }]
      : [],
  'binding-kind': (object) =>
    object.kind !== 'EventListener'
      ? []
      : object.spec.triggers.flatMap((trigger, index) =>
          (trigger.bindings ?? []).flatMap(({ kind }, at) =>
            kind === undefined || kind === 'TriggerBinding' || kind === 'ClusterTriggerBinding'
              ? []
              : [{ path: ['spec', 'triggers', index, 'bindings', at, 'kind'], message: 'is no kind of binding' }],
          ),
        ),
  'binding-unique': (object) =>
    object.kind !== 'TriggerBinding'
      ? []
      : twice(object.spec.params.map(({ name }) => name)).map((name) => ({
          path: ['spec', 'params'],
          message: `has '${name}' twice`,
        })),
  'binding-closed': (object) =>
    object.kind !== 'TriggerBinding'
      ? []
      : object.spec.params.flatMap(({ value }, index) =>
          isClosed(value) ? [] : [{ path: ['spec', 'params', index, 'value'], message: 'has a $( without its end' }],
        ),
  'template-has-resources': (object) =>
    object.kind === 'TriggerTemplate' && object.spec.resourcetemplates.length === 0
      ? [{ path: ['spec', 'resourcetemplates'], message: 'must have an object' }]
      : [],
  'template-object': (object) =>
    object.kind !== 'TriggerTemplate'
      ? []
      : object.spec.resourcetemplates.flatMap((one, index) =>
          ['apiVersion', 'kind'].flatMap((key) =>
            typeof (one as Readonly<Record<string, unknown>>)[key] === 'string'
              ? []
              : [{ path: ['spec', 'resourcetemplates', index, key], message: 'must be there' }],
          ),
        ),
  'template-declared': (object) => {
    if (object.kind !== 'TriggerTemplate') return []
    const known = new Set((object.spec.params ?? []).map(({ name }) => name))
    return texts(object.spec.resourcetemplates).flatMap(([path, text]) =>
      [...text.matchAll(/\$\(tt\.params\.([_a-zA-Z][_a-zA-Z0-9.-]*)\)/g)].flatMap((found) =>
        known.has(found[1] as string)
          ? []
          : [{ path: ['spec', 'resourcetemplates', ...path], message: `there is no parameter '${found[1] ?? ''}'` }],
      ),
    )
  },
}

/** The faults of an object that fits its schema, by all rules of the webhooks. */
export async function admitPlain(object: PlainObject): Promise<readonly Fault[]> {
  const own = Object.values(triggerRules).flatMap((rule) => rule(object))
  if (object.kind === 'Pipeline') return admit(asRun(object)).map(inPipeline)
  if (object.kind === 'PipelineRun') return admit(object)
  if (object.kind !== 'TriggerTemplate') return own
  const made = await Promise.all(
    object.spec.resourcetemplates.map(async (one, index) => {
      const faults = await validate(pipelineRunSchema, one)
      const all = faults.length > 0 ? faults : admit(one as TektonPipelineRun)
      return all.map(({ path, message }) => ({ path: ['spec', 'resourcetemplates', index, ...path], message }))
    }),
  )
  return [...own, ...made.flat()]
}

// A pipeline has no values and no volumes of its own: what it declares counts as given.
function asRun({ spec }: TektonPipeline): TektonPipelineRun {
  return {
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: {},
    spec: {
      ...(spec.params !== undefined && { params: spec.params.map(({ name }) => ({ name, value: '' })) }),
      ...(spec.workspaces !== undefined && {
        workspaces: spec.workspaces.map(({ name }) => ({ name, emptyDir: {} })),
      }),
      pipelineSpec: spec,
    },
  }
}

function inPipeline({ path, message }: Fault): Fault {
  return { path: path[0] === 'spec' && path[1] === 'pipelineSpec' ? ['spec', ...path.slice(2)] : path, message }
}

function isClosed(value: string): boolean {
  return value
    .split('$(')
    .slice(1)
    .every((part) => part.includes(')'))
}
