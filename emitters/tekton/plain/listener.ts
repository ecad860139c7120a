import type { Pipeline, Trigger } from '../../../src/ir.ts'
import type { Run } from '../runs.ts'
import { noneOf, oneOf, text } from '../triggers.ts'
import { secretsOf } from '../values.ts'
import { type HookEvent, type Host, hosts } from './hosts.ts'
import { byHook, hookSecretOf, type Names } from './objects.ts'
import type { TektonEventListener, TektonListenerTrigger, TektonTriggerBinding } from './schema.ts'

/** A run that a web hook or a call starts, and the parameters that it takes from there. */
export interface Started {
  readonly run: Run
  readonly params: readonly string[]
}

/** What listens for the web hooks of a host, and what it reads from them; undefined: none starts a run. */
export function hookListener(
  host: Host,
  started: readonly Started[],
  pipeline: Pipeline,
  names: Names,
): readonly (TektonEventListener | TektonTriggerBinding)[] | undefined {
  const own = started.filter(({ run }) => byHook(run))
  if (own.length === 0) return undefined
  const triggers = own.map(({ run, params }) => {
    const event = eventOf(host, run)
    const values = params.flatMap((param) => {
      const value = expressionOf(param, event, pipeline)
      return value === undefined ? [] : [[param, value] as const]
    })
    return written(run, `${run.name}-${host.id}`, tests(event, run.trigger), values, [
      {
        ref: { name: host.id },
        params: [
          { name: 'secretRef', value: { secretName: hookSecretOf(pipeline), secretKey: 'token' } },
          { name: 'eventTypes', value: [event.type] },
        ],
      },
    ])
  })
  return listener(`${names.story}-${host.id}`, names, triggers)
}

/** What listens for calls: each names its event and brings the secret in a header. */
export function callListener(
  started: readonly Started[],
  pipeline: Pipeline,
  names: Names,
): readonly (TektonEventListener | TektonTriggerBinding)[] | undefined {
  const own = started.flatMap(({ run, params }) =>
    run.trigger.kind === 'api' ? [{ run, event: run.trigger.event, params }] : [],
  )
  if (own.length === 0) return undefined
  const secret = hookSecretOf(pipeline)
  const triggers = own.map(({ run, event, params }) => {
    const keys = params.flatMap((param) => (param.startsWith('payload-') ? [param.slice('payload-'.length)] : []))
    const plain = keys.map((key) => {
      const value = `body.payload[${text(key)}]`
      return `(!(${text(key)} in body.payload) || type(${value}) == string && ${pasted(value)})`
    })
    return written(
      run,
      run.name,
      [`header.canonical("X-Story-Token").compareSecret("calls", ${text(secret)})`, `body.event == ${text(event)}`]
        .concat(keys.length === 0 ? [] : ['has(body.payload)'])
        .concat(plain),
      keys.map((key) => [`payload-${key}`, `${text(key)} in body.payload ? string(body.payload[${text(key)}]) : ""`]),
    )
  })
  return listener(names.calls, names, triggers)
}

/** The hosts whose web hooks have listeners. */
export const listeners = hosts

function eventOf(host: Host, { event }: Run): HookEvent {
  return event === 'tag' ? host.tag : event === 'pullRequest' ? host.pullRequest : host.push
}

function expressionOf(param: string, event: HookEvent, pipeline: Pipeline): string | undefined {
  if (param === 'fork') return event.fork === undefined ? '"false"' : `${event.fork} ? "true" : "false"`
  if (param !== 'secrets') return event.values[param]
  const secret = secretsOf(pipeline)
  return `${event.fork ?? 'false'} ? ${text(`no-${secret}-for-forks`)} : ${text(secret)}`
}

function tests(event: HookEvent, trigger: Trigger): readonly string[] {
  const filters =
    trigger.kind === 'tag'
      ? [...oneOf(event.filtered, trigger.tags), ...noneOf(event.filtered, trigger.ignoreTags)]
      : trigger.kind === 'push'
        ? [...oneOf(event.filtered, trigger.branches), ...noneOf(event.filtered, trigger.ignoreBranches)]
        : trigger.kind === 'pullRequest'
          ? oneOf(event.filtered, trigger.branches)
          : []
  return [...event.tests, ...filters, ...event.chosen.map(pasted)]
}

// A template pastes values one after the other, also into each other, and Tekton and Kubernetes look for `$(` and `$$`
// in what comes out: https://tekton.dev/docs/triggers/triggertemplates/
function pasted(value: string): string {
  return `!${value}.matches("[$][$(]")`
}

function written(
  run: Run,
  binding: string,
  filter: readonly string[],
  values: readonly (readonly [param: string, value: string])[],
  before: TektonListenerTrigger['interceptors'] = [],
): { readonly trigger: TektonListenerTrigger; readonly binding: TektonTriggerBinding } {
  const overlays = values.filter(([, value]) => !isPath(value))
  return {
    trigger: {
      name: run.name,
      interceptors: [
        ...before,
        {
          ref: { name: 'cel' },
          params: [
            { name: 'filter', value: filter.join(' && ') },
            ...(overlays.length === 0
              ? []
              : [{ name: 'overlays', value: overlays.map(([key, expression]) => ({ key, expression })) }]),
          ],
        },
      ],
      ...(values.length > 0 && { bindings: [{ ref: binding }] }),
      template: { ref: run.name },
    },
    binding: {
      apiVersion: 'triggers.tekton.dev/v1beta1',
      kind: 'TriggerBinding',
      metadata: { name: binding },
      spec: {
        params: values.map(([name, value]) => ({
          name,
          value: isPath(value) ? `$(${value})` : `$(extensions.${name})`,
        })),
      },
    },
  }
}

function isPath(value: string): boolean {
  return /^body(\.\w+)+$/.test(value)
}

function listener(
  name: string,
  names: Names,
  triggers: readonly ReturnType<typeof written>[],
): readonly (TektonEventListener | TektonTriggerBinding)[] {
  return [
    {
      apiVersion: 'triggers.tekton.dev/v1beta1',
      kind: 'EventListener',
      metadata: { name },
      spec: { serviceAccountName: names.listener, triggers: triggers.map(({ trigger }) => trigger) },
    },
    ...triggers.map(({ binding }) => binding).filter(({ spec }) => spec.params.length > 0),
  ]
}
