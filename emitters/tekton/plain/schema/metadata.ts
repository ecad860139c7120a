import { closed, form, type JsonSchema, mapOf } from '../../../../src/json-schema.ts'
import type { TektonMetadata } from '../../schema/run.ts'
import { text } from '../../schema/scalar.ts'

const dnsLabel = (most: number) =>
  form(`a DNS label of up to ${most} characters`, `^[a-z0-9]([-a-z0-9]{0,${most - 2}}[a-z0-9])?$`)

type Named = Omit<TektonMetadata, 'generateName' | 'name'> & { readonly name: string }

/** The metadata of an object that has a name of its own, of up to so many characters. */
export function named(most = 63): JsonSchema {
  return closed<Named>(
    { name: dnsLabel(most) },
    {
      namespace: dnsLabel(63),
      labels: mapOf({ type: 'string', maxLength: 63 }),
      annotations: mapOf(text),
    },
  )
}
