import {
  anyOf,
  closed,
  exclusive,
  form,
  has,
  listOf,
  mapOf,
  ref,
  type SchemaMap,
  when,
} from '../../../src/json-schema.ts'
import { someText, text } from './scalar.ts'

/** A step of `run`: a script, or a function from elsewhere. */
export type GitlabRunStep = GitlabScriptStep | GitlabFunctionStep

/** A step that runs a script. */
export interface GitlabScriptStep {
  readonly name: string
  readonly script: string
  readonly env?: Readonly<Record<string, string>>
}

/** A step that calls a function. */
export interface GitlabFunctionStep {
  readonly name: string
  readonly func?: GitlabFunction
  /** The older name of `func`. */
  readonly step?: GitlabFunction
  readonly inputs?: Readonly<Record<string, unknown>>
  readonly env?: Readonly<Record<string, string>>
}

/** Where a function comes from: an address, a git repository or an OCI registry. */
export type GitlabFunction =
  | string
  | { readonly git: { readonly url: string; readonly rev: string; readonly dir?: string; readonly file?: string } }
  | { readonly oci: GitlabOciFunction }

/** A function in an OCI registry. */
export interface GitlabOciFunction {
  readonly registry: string
  readonly repository: string
  readonly tag: string
  readonly dir?: string
  readonly file?: string
}

type GitFunction = Extract<GitlabFunction, { readonly git: unknown }>
type OciFunction = Extract<GitlabFunction, { readonly oci: unknown }>

const name = form('a name: letters, digits and `_`, not a digit first', '^[A-Za-z_][A-Za-z0-9_]*$')
const place = { dir: someText, file: someText } as const
const env = mapOf(text, { propertyNames: name })

/** The definitions of this file. */
export const runDefinitions: SchemaMap = {
  run: listOf(
    {
      type: 'object',
      ...when(
        has('script'),
        closed<GitlabScriptStep>({ name, script: someText }, { env }),
        closed<GitlabFunctionStep>(
          { name },
          { func: ref('function'), step: ref('function'), inputs: mapOf({}, { propertyNames: name }), env },
          {
            title: 'a step with `script` or `func`',
            anyOf: [has('func'), has('step')],
            allOf: [exclusive('func', 'step')],
          },
        ),
      ),
    },
    { minItems: 1 },
  ),
  function: anyOf(
    someText,
    closed<GitFunction>({ git: closed<GitFunction['git']>({ url: someText, rev: someText }, place) }, {}),
    closed<OciFunction>(
      { oci: closed<GitlabOciFunction>({ registry: someText, repository: someText, tag: someText }, place) },
      {},
    ),
  ),
}
