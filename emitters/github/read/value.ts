import type { ContextName, Job, Pipeline, Ref, Text } from '../../../src/ir.ts'
import { contextExpression } from '../context.ts'
import { lateKey } from '../late.ts'
import type { Scene } from '../scene.ts'
import { inputExpression } from '../values.ts'
import { aliased } from './aliases.ts'
import { type Node, readExpression, textOf } from './expression.ts'
import type { Known } from './known.ts'
import { partsOf } from './template.ts'

/** The value that an expression stands for; undefined where it has no portable meaning. */
export function readValue(node: Node, known: Known): Ref | undefined {
  const own = aliased(node)
  const written = tableOf(known).get(textOf(own))
  if (written !== undefined) return written
  if (!('path' in own)) return undefined
  const [context, name = '', third, fourth, ...more] = own.path
  if (context === 'secrets' && third === undefined && /^[A-Za-z_]\w*$/.test(name) && !/^github_/i.test(name))
    return { ref: 'secret', name, file: false }
  if (context === 'matrix' && third === undefined && isPlainAxis(name, known)) return { ref: 'matrix', key: name }
  if (context === 'needs' && third === 'outputs' && fourth !== undefined && more.length === 0)
    return known.outputs.get(name)?.has(fourth) ? { ref: 'output', job: name, name: fourth } : undefined
  return undefined
}

/** A text with its expressions as references; undefined where one of them is none that the place takes. */
export function readText(value: unknown, known: Known, allowed?: readonly Ref['ref'][]): Text | undefined {
  if (value === null || value === undefined || typeof value === 'object') return undefined
  const parts: (string | Ref)[] = []
  for (const part of partsOf(String(value))) {
    if (typeof part === 'string') {
      parts.push(part)
      continue
    }
    const found = part.node === undefined ? undefined : readPart(part.node, known)
    if (found === undefined) return undefined
    for (const one of found) {
      if (typeof one !== 'string' && allowed !== undefined && !allowed.includes(one.ref)) return undefined
      parts.push(one)
    }
  }
  return joined(parts)
}

function readPart(node: Node, known: Known): Text | undefined {
  // The mark of an expression as plain text: `${{ '${{' }}`.
  if ('value' in node && typeof node.value === 'string') return [node.value]
  if ('path' in node && node.path[0] === 'env' && node.path.length === 2) return known.job?.env.get(node.path[1] ?? '')
  const ref = readValue(node, known)
  return ref === undefined ? undefined : [ref]
}

function joined(parts: readonly (string | Ref)[]): Text {
  const made: (string | Ref)[] = []
  for (const part of parts) {
    const last = made[made.length - 1]
    if (part === '') continue
    if (typeof part === 'string' && typeof last === 'string') made[made.length - 1] = last + part
    else made.push(part)
  }
  return made
}

// Objects and lists of a matrix have no text of their own.
function isPlainAxis(key: string, { job }: Known): boolean {
  return (
    job?.cells !== undefined && job.keys.has(key) && job.cells.every((cell) => typeof (cell[key] ?? '') !== 'object')
  )
}

const names: readonly ContextName[] = [
  'sha',
  'branch',
  'tag',
  'event',
  'repository',
  'repositoryOwner',
  'repositoryName',
  'actor',
  'commitMessage',
  'runId',
  'runNumber',
  'runAttempt',
  'runUrl',
  'repositoryUrl',
  'workspace',
  'pullRequest.number',
  'pullRequest.title',
  'pullRequest.sourceBranch',
  'pullRequest.targetBranch',
  'pullRequest.baseSha',
  'pullRequest.headSha',
  'pullRequest.fork',
]

const tables = new WeakMap<Known, ReadonlyMap<string, Ref>>()

// What the writer writes for each value is what stands for it: so none is read that would be written otherwise.
function tableOf(known: Known): ReadonlyMap<string, Ref> {
  const found = tables.get(known)
  if (found !== undefined) return found
  const scene = sceneFor(known)
  const table = new Map<string, Ref>()
  const add = (expression: string, ref: Ref): void => {
    const node = readExpression(expression)
    const key = node === undefined ? '' : textOf(aliased(node))
    if (node !== undefined && !('value' in node) && !table.has(key)) table.set(key, ref)
  }
  for (const name of names) {
    const ref: Ref = { ref: 'context', name }
    if (lateKey(ref, scene as Scene & { readonly job: Job }) === undefined) add(contextExpression(name, scene), ref)
  }
  add('github.token', { ref: 'repositoryToken' })
  for (const name of known.inputs.keys()) add(inputExpression(name, scene), { ref: 'input', name })
  for (const trigger of known.triggers)
    if (trigger.kind === 'api')
      for (const key of trigger.payload)
        add(`github.event.client_payload.${key}`, { ref: 'payload', event: trigger.event, key })
  tables.set(known, table)
  return table
}

/** As much of a scene as the writer of values asks for. */
function sceneFor(known: Known): Scene {
  const job = {
    id: known.job?.id ?? '',
    container: known.job?.inContainer ? {} : null,
    checkout: { pullRequest: known.job === undefined || known.job.merge ? 'merge' : 'head' },
  }
  const pipeline = { triggers: known.triggers, defaultBranch: known.defaultBranch } as Partial<Pipeline>
  return { pipeline, kinds: known.kinds, inputs: known.inputs, triggers: known.triggers, job } as unknown as Scene
}
