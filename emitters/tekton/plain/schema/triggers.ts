import { closed, form, type JsonSchema, listOf, mapOf } from '../../../../src/json-schema.ts'
import type { TektonMetadata } from '../../schema/run.ts'
import { type KubernetesObject, kubernetesObject, someText, text } from '../../schema/scalar.ts'
import { named } from './metadata.ts'

/**
 * What listens for requests and starts what they ask for.
 *
 * @see https://tekton.dev/docs/triggers/eventlisteners/
 */
export interface TektonEventListener {
  readonly apiVersion: 'triggers.tekton.dev/v1beta1'
  readonly kind: 'EventListener'
  readonly metadata: TektonMetadata
  readonly spec: {
    readonly serviceAccountName: string
    readonly triggers: readonly TektonListenerTrigger[]
    readonly resources?: KubernetesObject
    readonly cloudEventURI?: string
  }
}

/** One kind of request that a listener takes. */
export interface TektonListenerTrigger {
  readonly name?: string
  /** Each lets the request through or stops it, in order. */
  readonly interceptors?: readonly TektonInterceptor[]
  readonly bindings?: readonly { readonly ref: string; readonly kind?: string }[]
  readonly template: { readonly ref: string }
  readonly serviceAccountName?: string
}

/** @see https://tekton.dev/docs/triggers/interceptors/ */
export interface TektonInterceptor {
  readonly name?: string
  readonly ref: { readonly name: string; readonly kind?: string; readonly apiVersion?: string }
  readonly params?: readonly { readonly name: string; readonly value: unknown }[]
}

/**
 * What is read from a request.
 *
 * @see https://tekton.dev/docs/triggers/triggerbindings/
 */
export interface TektonTriggerBinding {
  readonly apiVersion: 'triggers.tekton.dev/v1beta1'
  readonly kind: 'TriggerBinding'
  readonly metadata: TektonMetadata
  readonly spec: { readonly params: readonly { readonly name: string; readonly value: string }[] }
}

/**
 * The objects that a request makes.
 *
 * @see https://tekton.dev/docs/triggers/triggertemplates/
 */
export interface TektonTriggerTemplate {
  readonly apiVersion: 'triggers.tekton.dev/v1beta1'
  readonly kind: 'TriggerTemplate'
  readonly metadata: TektonMetadata
  readonly spec: {
    readonly params?: readonly { readonly name: string; readonly description?: string; readonly default?: string }[]
    readonly resourcetemplates: readonly object[]
  }
}

const apiVersion: JsonSchema = { const: 'triggers.tekton.dev/v1beta1' }
const paramName = form(
  'a name of letters, digits, `-`, `_` and `.`, not beginning with a digit',
  '^[_a-zA-Z][_a-zA-Z0-9.-]*$',
)

const interceptor = closed<TektonInterceptor>(
  { ref: closed<TektonInterceptor['ref']>({ name: someText }, { kind: text, apiVersion: text }) },
  {
    name: text,
    params: listOf(closed<{ name: string; value: object }>({ name: someText, value: {} }, {})),
  },
)

const trigger = closed<TektonListenerTrigger>(
  { template: closed<TektonListenerTrigger['template']>({ ref: someText }, {}) },
  {
    // It becomes a label of what it makes.
    name: form('a label of up to 63 characters', '^([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$'),
    interceptors: listOf(interceptor),
    bindings: listOf(closed<{ ref: string; kind?: string }>({ ref: someText }, { kind: text })),
    serviceAccountName: text,
  },
)

/** The closed schemas of this file, by kind. */
export const triggerSchemas = {
  EventListener: closed<TektonEventListener>(
    {
      apiVersion,
      kind: { const: 'EventListener' },
      // Its service is called `el-` and its name: https://tekton.dev/docs/triggers/eventlisteners/
      metadata: named(60),
      spec: closed<TektonEventListener['spec']>(
        { serviceAccountName: someText, triggers: listOf(trigger) },
        { resources: kubernetesObject, cloudEventURI: text },
      ),
    },
    {},
  ),
  TriggerBinding: closed<TektonTriggerBinding>(
    {
      apiVersion,
      kind: { const: 'TriggerBinding' },
      metadata: named(),
      spec: closed<TektonTriggerBinding['spec']>(
        { params: listOf(closed<{ name: string; value: string }>({ name: paramName, value: text }, {})) },
        {},
      ),
    },
    {},
  ),
  TriggerTemplate: closed<TektonTriggerTemplate>(
    {
      apiVersion,
      kind: { const: 'TriggerTemplate' },
      metadata: named(),
      spec: closed<TektonTriggerTemplate['spec']>(
        { resourcetemplates: listOf(mapOf({})) },
        {
          params: listOf(
            closed<{ name: string; description?: string; default?: string }>(
              { name: paramName },
              { description: text, default: text },
            ),
          ),
        },
      ),
    },
    {},
  ),
} as const
