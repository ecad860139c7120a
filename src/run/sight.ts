import { bug } from '../bug.ts'
import type { Cell, Pipeline, Ref, Text } from '../ir.ts'
import { refValue, type Scope } from '../plan/values.ts'
import { type Facts, factOf } from './facts.ts'

/** Where a service of a job answers. */
export interface Address {
  readonly host: string
  readonly port: string
}

/** What the steps of one unit can see. */
export interface Sight {
  readonly pipeline: Pipeline
  readonly facts: Facts
  readonly job: string
  readonly cell: Cell | null
  readonly attempt: number
  /** The folder that the steps work in. */
  readonly workspace: string
  readonly output: (job: string, name: string) => string
  /** The value of a secret or token; a path, where it is asked for as a file. */
  readonly secret: (ref: Ref) => string
  readonly services: ReadonlyMap<string, Address>
}

/** A text with its references filled in. */
export function write(text: Text, sight: Sight): string {
  return text.map((part) => (typeof part === 'string' ? part : lookUp(part, sight))).join('')
}

/** What a condition is looked at with. */
export function scopeOf({ pipeline, facts, job, cell, output }: Sight): Scope {
  return { pipeline, event: facts.event, job, cell, output }
}

function lookUp(ref: Ref, sight: Sight): string {
  switch (ref.ref) {
    case 'secret':
    case 'idToken':
    case 'repositoryToken':
      return sight.secret(ref)
    case 'service': {
      const address = sight.services.get(ref.service) ?? bug(`the service ${ref.service} has no address`)
      return address[ref.field]
    }
    case 'context':
      if (ref.name === 'workspace') return sight.workspace
      if (ref.name === 'runAttempt') return String(sight.attempt)
      return factOf(ref.name, sight.facts) ?? refValue(ref, scopeOf(sight)) ?? bug(`nothing knows ${ref.name}`)
    default:
      return refValue(ref, scopeOf(sight)) ?? bug(`nothing knows the value of ${ref.ref}`)
  }
}
