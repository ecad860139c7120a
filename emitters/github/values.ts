import { bug } from '../../src/bug.ts'
import type { ContextName, Input, Ref, Text } from '../../src/ir.ts'
import { contextExpression } from './context.ts'
import { type Expression, embed, escapeText, quote } from './expression.ts'
import { lateKey } from './late.ts'
import { inJob, type Scene } from './scene.ts'
import { hostOf, portOf } from './services.ts'

/** Text of the story as a value of the file, its references as expressions. */
export function writeText(text: Text, scene: Scene): string {
  const first = text[0]
  if (text.length === 1 && typeof first === 'string') return escapeText(first)
  return joined(text)
    .map((part) => (typeof part === 'string' ? escapeText(part) : written(part, scene)))
    .join('')
}

/** A reference as an expression. */
export function valueExpression(ref: Ref, scene: Scene): Expression {
  if (inJob(scene)) {
    const key = lateKey(ref, scene)
    const step = key === undefined ? undefined : scene.late.get(key)
    if (step !== undefined) return `steps.${step}.outputs.${key}`
  }
  switch (ref.ref) {
    case 'context':
      return contextExpression(ref.name, scene)
    case 'matrix':
      return `matrix.${ref.key}`
    case 'output':
      return `needs.${ref.job}.outputs.${ref.name}`
    case 'secret':
      return `secrets.${ref.name}`
    case 'repositoryToken':
      return 'github.token'
    case 'input':
      return inputExpression(ref.name, scene)
    case 'payload':
      return payloadExpression(ref, scene)
    case 'service':
      if (!inJob(scene)) return bug('a service outside of a job')
      return quote(ref.field === 'host' ? hostOf(ref.service, scene.job) : portOf(ref.service, scene.job))
    default:
      return bug(`the value '${ref.ref}' is known only on the machine`)
  }
}

/** An input in a run that was not started by hand has its default, which the vendor does not give. */
export function inputExpression(name: string, scene: Scene): Expression {
  const input = scene.inputs.get(name)
  if (input === undefined) return bug(`no input '${name}'`)
  const value = `inputs.${name}`
  if (scene.kinds.size === 1) return value
  return withDefault(value, input)
}

// Names that the file can hold as they are: the story's own words need no expression.
const literal: ReadonlySet<ContextName> = new Set(['defaultBranch', 'job'])

function written(ref: Ref, scene: Scene): string {
  if (ref.ref === 'service' && inJob(scene))
    return ref.field === 'host' ? hostOf(ref.service, scene.job) : portOf(ref.service, scene.job)
  if (ref.ref !== 'context') return embed(valueExpression(ref, scene))
  if (ref.name === 'repositoryUrl') return `${embed('github.server_url')}/${embed('github.repository')}`
  if (ref.name === 'runUrl')
    return `${embed('github.server_url')}/${embed('github.repository')}/actions/runs/${embed('github.run_id')}`
  if (ref.name === 'defaultBranch') return escapeText(scene.pipeline.defaultBranch)
  if (literal.has(ref.name)) return inJob(scene) ? scene.job.id : ''
  const expression = valueExpression(ref, scene)
  return expression === "''" ? '' : embed(expression)
}

// `a && b || c` gives c where b is empty, so that an empty answer would turn into the default.
function withDefault(value: Expression, input: Input): Expression {
  switch (input.type) {
    case 'boolean':
      return input.default === 'true' ? `github.event_name != 'workflow_dispatch' || ${value}` : `${value} || false`
    case 'number':
      return `format('{0}', ${value}) || ${quote(input.default)}`
    default:
      if (input.default === '') return value
      return input.type === 'choice' && !input.options.includes('')
        ? `${value} || ${quote(input.default)}`
        : `${value} || github.event_name != 'workflow_dispatch' && ${quote(input.default)} || ''`
  }
}

// Two calls may bring a value of one name.
function payloadExpression(ref: Extract<Ref, { ref: 'payload' }>, { pipeline }: Scene): Expression {
  const value = `github.event.client_payload.${ref.key}`
  const others = pipeline.triggers.some(
    (trigger) => trigger.kind === 'api' && trigger.event !== ref.event && trigger.payload.includes(ref.key),
  )
  return others ? `github.event.action == ${quote(ref.event)} && ${value} || ''` : value
}

function joined(text: Text): Text {
  return text.reduce<(string | Ref)[]>((parts, part) => {
    const last = parts[parts.length - 1]
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part
    else parts.push(part)
    return parts
  }, [])
}
