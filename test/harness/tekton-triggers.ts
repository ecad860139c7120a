import { createHmac } from 'node:crypto'
import { Environment } from '@marcbachmann/cel-js'
import type {
  TektonEventListener,
  TektonTriggerBinding,
  TektonTriggerTemplate,
} from '../../emitters/tekton/plain/schema.ts'
import type { TektonPipelineRun } from '../../emitters/tekton/schema.ts'
import { objectOf, objectsIn, type WrittenFile } from './tekton-objects.ts'

/** A request to a listener; the text of the body counts for its signature. */
export interface Request {
  readonly headers: Readonly<Record<string, string>>
  readonly body: object
}

/** By the name of the Secret, then by key. */
export type Secrets = Readonly<Record<string, Readonly<Record<string, string>>>>

/** A web hook of GitHub, signed as GitHub signs it. */
export function fromGithub(event: string, body: object, token: string): Request {
  const signature = createHmac('sha256', token).update(JSON.stringify(body)).digest('hex')
  return { headers: { 'X-Github-Event': event, 'X-Hub-Signature-256': `sha256=${signature}` }, body }
}

/** A web hook of GitLab. */
export function fromGitlab(event: string, body: object, token: string): Request {
  return { headers: { 'X-Gitlab-Event': event, 'X-Gitlab-Token': token }, body }
}

/**
 * The runs that a listener creates for a request, as Tekton Triggers makes them: interceptors in order, overlays beside
 * the body, bindings by path, and the template filled in by its JSON text. A fault on the way creates nothing.
 *
 * @see https://tekton.dev/docs/triggers/interceptors/
 */
export function listen(
  files: readonly WrittenFile[],
  listener: string,
  request: Request,
  secrets: Secrets,
): readonly TektonPipelineRun[] {
  const { spec } = objectOf<TektonEventListener>(files, 'EventListener', listener)
  return spec.triggers.flatMap((trigger): readonly TektonPipelineRun[] => {
    const extensions: Record<string, unknown> = {}
    for (const { ref, params = [] } of trigger.interceptors ?? []) {
      const given = Object.fromEntries(params.map(({ name, value }) => [name, value]))
      const passes =
        ref.name === 'cel'
          ? passesCel(given, request, extensions, secrets)
          : passesHost(ref.name, given, request, secrets)
      if (!passes) return []
    }
    const values = new Map<string, string>()
    for (const { ref } of trigger.bindings ?? []) {
      const binding = objectOf<TektonTriggerBinding>(files, 'TriggerBinding', ref)
      for (const { name, value } of binding.spec.params) {
        const found = pathIn({ body: request.body, extensions }, value)
        if (found === undefined) return []
        values.set(name, found)
      }
    }
    return fill(objectOf<TektonTriggerTemplate>(files, 'TriggerTemplate', trigger.template.ref), values)
  })
}

/** The names of all listeners of the files. */
export function listenersIn(files: readonly WrittenFile[]): readonly string[] {
  return objectsIn(files).flatMap(({ kind, metadata }) => (kind === 'EventListener' ? [metadata.name ?? ''] : []))
}

type Given = Readonly<Record<string, unknown>>

function passesHost(host: string, given: Given, { headers, body }: Request, secrets: Secrets): boolean {
  const ref = given.secretRef as { readonly secretName: string; readonly secretKey: string }
  const token = secrets[ref.secretName]?.[ref.secretKey]
  const types = given.eventTypes as readonly string[]
  if (token === undefined) return false
  if (host === 'gitlab') return types.includes(headers['X-Gitlab-Event'] ?? '') && headers['X-Gitlab-Token'] === token
  if (host !== 'github') throw new Error(`there is no interceptor ${host}`)
  const own = fromGithub('', body, token).headers['X-Hub-Signature-256']
  return types.includes(headers['X-Github-Event'] ?? '') && headers['X-Hub-Signature-256'] === own
}

function passesCel(given: Given, request: Request, extensions: Record<string, unknown>, secrets: Secrets): boolean {
  try {
    if (evaluate(given.filter as string, request, secrets) !== true) return false
    for (const { key, expression } of (given.overlays ?? []) as readonly { key: string; expression: string }[])
      extensions[key] = evaluate(expression, request, secrets)
    return true
  } catch {
    return false
  }
}

/** The value of an expression about a request, with the functions that the interceptor adds. */
export function evaluate(expression: string, { headers, body }: Request, secrets: Secrets): unknown {
  return new Environment()
    .registerVariable('body', 'dyn')
    .registerVariable('header', 'map')
    .registerFunction('map.canonical(string): string', (header: Map<string, string> | object, name: string) => {
      const entries = header instanceof Map ? [...header] : Object.entries(header)
      return String(entries.find(([key]) => String(key).toLowerCase() === name.toLowerCase())?.[1] ?? '')
    })
    .registerFunction(
      'string.compareSecret(string, string): bool',
      (given: string, key: string, name: string) => secrets[name]?.[key] === given,
    )
    .evaluate(expression, { body, header: headers })
}

// Text comes out as JSON writes it, without the quotes; a path that leads nowhere is a fault.
function pathIn(event: object, value: string): string | undefined {
  const path = /^\$\(([\w.-]+)\)$/.exec(value)?.[1]
  if (path === undefined) throw new Error(`${value} is no path`)
  const found = path.split('.').reduce<unknown>((node, key) => (node as Given | undefined)?.[key], event)
  if (found === undefined) return undefined
  return typeof found === 'string' ? JSON.stringify(found).slice(1, -1) : JSON.stringify(found)
}

function fill({ spec }: TektonTriggerTemplate, values: ReadonlyMap<string, string>): readonly TektonPipelineRun[] {
  return spec.resourcetemplates.map((template) => {
    let text = JSON.stringify(template)
    for (const [name, value] of values)
      text = text.replaceAll(`$(tt.params.${name})`, () => value.replaceAll('$(', () => '$$('))
    return JSON.parse(text.replaceAll('$(uid)', 'uid')) as TektonPipelineRun
  })
}
