import { form, type JsonSchema, type SchemaMap } from '../../../src/json-schema.ts'

/** Any text. */
export const text: JsonSchema = { type: 'string' }

/** A text of at least one character. */
export const someText: JsonSchema = { type: 'string', minLength: 1 }

/** Yes or no. */
export const flag: JsonSchema = { type: 'boolean' }

/** The value of a parameter: a text, a list of texts, or texts by key. */
export type TektonValue = string | readonly string[] | Readonly<Record<string, string>>

/** A Kubernetes object that is passed on as it is. */
export type KubernetesObject = Readonly<Record<string, unknown>>

/** A Kubernetes object whose keys this schema does not follow. */
export const kubernetesObject: JsonSchema = { type: 'object' }

/** The definitions of this file. */
export const scalarDefinitions: SchemaMap = {
  /** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
  label: form(
    'a DNS label: up to 63 lower-case letters, digits and `-`, beginning and ending with a letter or digit',
    '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$',
  ),
  paramName: form(
    'a name of letters, digits, `-`, `_` and `.`, not beginning with a digit',
    '^[_a-zA-Z][_a-zA-Z0-9.-]*$',
  ),
  resultName: form('a name of letters, digits, `-`, `_` and `.`', '^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$'),
  envName: form('the name of an environment variable', '^[-._a-zA-Z][-._a-zA-Z0-9]*$'),
  duration: form('a duration, as in 1h30m0s', '^([0-9]+(\\.[0-9]+)?(h|m|s|ms))+$|^0$'),
  value: {
    anyOf: [
      { type: 'string' },
      { type: 'array', items: { type: 'string' } },
      { type: 'object', additionalProperties: { type: 'string' } },
    ],
    title: 'a text, a list of texts or texts by key',
  },
}
