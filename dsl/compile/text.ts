import type { Ref, Text } from '../../src/ir.ts'
import type { Origin } from '../../src/origin.ts'
import type { JobData } from '../job.ts'
import type { ApiTrigger } from '../trigger.ts'
import { isMarked, type Source, sourceOf, unmark } from '../value.ts'
import { isJobScope, type Scope } from './scope.ts'

/** Kinds of references that a place takes. */
export type Allowed = readonly Ref['ref'][]

/** Everything that an environment variable of a job can hold. */
export const anywhere: Allowed = [
  'context',
  'matrix',
  'output',
  'secret',
  'service',
  'input',
  'payload',
  'idToken',
  'repositoryToken',
]

/** What any text of a job can hold: no secrets. */
export const readable: Allowed = ['context', 'matrix', 'output', 'input', 'payload']

/** Text of the story as text of the pipeline; `what` names the place, for findings. */
export function compileText(spec: unknown, what: string, allowed: Allowed, at: Origin, scope: Scope): Text {
  const source = typeof spec === 'object' ? sourceOf(spec) : undefined
  if (source !== undefined) return refs([source], what, allowed, at, scope)
  if (typeof spec === 'number' || typeof spec === 'boolean') return [String(spec)]
  if (typeof spec !== 'string') {
    scope.report('wrong-type', at, { what, expected: 'text', found: typeName(spec) })
    return []
  }
  if (!isMarked(spec)) {
    printable(spec, what, at, scope)
    return spec === '' ? [] : [spec]
  }
  const parts = unmark(spec)
  for (const part of parts) if (typeof part === 'string') printable(part, what, at, scope)
  return refs(parts, what, allowed, at, scope)
}

/** The reference that a source is; undefined where a finding was reported. */
export function compileRef(source: Source, what: string, allowed: Allowed, at: Origin, scope: Scope): Ref | undefined {
  const ref = resolve(source, what, at, scope)
  if (ref === undefined || allowed.includes(ref.ref)) return ref
  if (ref.ref === 'secret' || ref.ref === 'idToken' || ref.ref === 'repositoryToken') {
    scope.report('secret-printed', at, { secret: ref.ref === 'secret' ? ref.name : ref.ref, where: what })
  } else {
    scope.report('reference-misplaced', at, { what: describe(ref), where: what, why: whyNot(ref) })
  }
  return undefined
}

/** A reference in words. */
export function describe(ref: Ref): string {
  switch (ref.ref) {
    case 'context':
      return `the value '${ref.name}' of the event`
    case 'matrix':
      return `the matrix value '${ref.key}'`
    case 'output':
      return `the output '${ref.name}' of '${ref.job}'`
    case 'secret':
      return `the secret '${ref.name}'`
    case 'service':
      return `the ${ref.field} of the service '${ref.service}'`
    case 'input':
      return `the input '${ref.name}'`
    case 'payload':
      return `the value '${ref.key}' of the API call`
    default:
      return ref.ref === 'idToken' ? 'the OIDC token' : 'the token of the repository'
  }
}

/** What a value of the story is, in words. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && 'kind' in value && typeof value.kind === 'string') return `a ${value.kind}`
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

const unprintable = /[\0\ud800-\udfff]/u

/** Whether an environment can carry every character. */
export function isPrintable(text: string): boolean {
  return !unprintable.test(text)
}

/** Reports the first character that no environment can carry. */
export function printable(text: string, what: string, at: Origin, scope: Scope): void {
  if (isPrintable(text)) return
  const index = text.search(unprintable)
  const code = (text.codePointAt(index) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  scope.report('unprintable-character', at, { what, code: `U+${code}` })
}

function refs(parts: readonly (string | Source)[], what: string, allowed: Allowed, at: Origin, scope: Scope): Text {
  return parts.flatMap((part): Text => {
    if (typeof part === 'string') return [part]
    const ref = compileRef(part, what, allowed, at, scope)
    return ref === undefined ? [] : [ref]
  })
}

// A story that nobody checked the types of may give anything.
function isText(value: unknown, what: string, at: Origin, scope: Scope): boolean {
  if (typeof value === 'string' && value !== '') return true
  scope.report('bad-value', at, { what, value: value === '' ? '' : typeName(value), expected: 'a text' })
  return false
}

function resolve(source: Source, what: string, at: Origin, scope: Scope): Ref | undefined {
  switch (source.from) {
    case 'context':
      return { ref: 'context', name: source.name }
    case 'secret':
      return isText(source.name, 'the name of a secret', at, scope)
        ? { ref: 'secret', name: source.name, file: source.file }
        : undefined
    case 'idToken':
      return isText(source.audience, 'the audience of a token', at, scope)
        ? { ref: 'idToken', audience: source.audience }
        : undefined
    case 'repositoryToken':
      return { ref: 'repositoryToken' }
    case 'matrix':
      if (isJobScope(scope) && scope.cell === source.owner) return { ref: 'matrix', key: source.key }
      scope.report('foreign-reference', at, {
        what: `the matrix value '${source.key}'`,
        job: isJobScope(scope) ? scope.id : 'story',
      })
      return undefined
    case 'service': {
      const service = isJobScope(scope) ? scope.services.get(source.owner) : undefined
      if (service !== undefined) return { ref: 'service', service, field: source.field }
      scope.report('foreign-reference', at, {
        what: `the ${source.field} of the service`,
        job: isJobScope(scope) ? scope.id : 'story',
      })
      return undefined
    }
    case 'output': {
      const job = scope.ids.get(source.owner)
      if (job === undefined) {
        scope.report('job-outside', at, {
          job: isJobScope(scope) ? scope.id : 'the story',
          used: `its output '${source.name}' is used in ${what}`,
        })
        return undefined
      }
      if (isJobScope(scope) && scope.id === job) {
        scope.report('reference-misplaced', at, {
          what: `the output '${source.name}' of the job itself`,
          where: what,
          why: 'it is known only after the job has ended; use the shell variable that holds it',
        })
        return undefined
      }
      if ((source.owner as JobData).spec.matrix !== undefined) scope.report('matrix-output', at, { job })
      return { ref: 'output', job, name: source.name }
    }
    case 'input':
    case 'payload': {
      if (!scope.owners.has(source.owner)) {
        scope.report('foreign-input', at, {
          input: source.name,
          where: source.from === 'input' ? 'the input' : 'the value',
        })
        return undefined
      }
      return source.from === 'input'
        ? { ref: 'input', name: source.name }
        : { ref: 'payload', event: (source.owner as ApiTrigger<string>).event, key: source.name }
    }
  }
}

function whyNot(ref: Ref): string {
  if (ref.ref === 'output') return 'it is known only after the other job has run; put it into env'
  if (ref.ref === 'service') return 'it is known only inside the job; put it into env'
  return 'vendors read this place before the value is known; put it into env'
}
