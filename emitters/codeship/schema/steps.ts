import { closed, has, type JsonSchema, listOf, ref, when, words } from '../../../src/json-schema.ts'
import { someText, text, texts } from './scalar.ts'

/** A step: a command, a group of steps, or an image that is pushed. */
export interface CodeshipStep {
  /** Unique in the file. */
  readonly name?: string
  /** `run` where it is left out. */
  readonly type?: 'run' | 'serial' | 'parallel' | 'push' | 'load' | 'manual'
  /** The branch or tag that it runs on: a name, or an expression with `^` or `$`. */
  readonly tag?: string
  /** The branch or tag that it does not run on; it wins over `tag`. */
  readonly exclude?: string
  readonly service?: string
  readonly services?: readonly string[]
  /** Words of one program, with quotes and no shell. */
  readonly command?: string
  readonly steps?: readonly CodeshipStep[]
  readonly image_name?: string
  readonly image_tag?: string
  readonly registry?: string
  readonly encrypted_dockercfg_path?: string
  readonly dockercfg_service?: string
  readonly on_fail?: readonly CodeshipStep[]
}

/** The file `codeship-steps.yml`. */
export type CodeshipSteps = readonly CodeshipStep[]

const without = (...keys: readonly string[]): JsonSchema => ({
  allOf: keys.map((key) => ({ not: has(key), title: `without '${key}'` })),
})
const of = (...types: readonly string[]): JsonSchema => ({ properties: { type: words(...types) }, required: ['type'] })

const step: JsonSchema = closed<CodeshipStep>(
  {},
  {
    name: someText,
    type: words('run', 'serial', 'parallel', 'push', 'load', 'manual'),
    tag: someText,
    exclude: someText,
    service: someText,
    services: texts,
    command: { ...someText, title: 'a command, not empty' },
    steps: listOf(ref('step'), { minItems: 1 }),
    image_name: someText,
    image_tag: text,
    registry: someText,
    encrypted_dockercfg_path: someText,
    dockercfg_service: someText,
    on_fail: listOf(ref('step'), { minItems: 1 }),
  },
  when(
    of('serial', 'parallel', 'manual'),
    { required: ['steps'], ...without('command', 'image_name', 'image_tag', 'registry') },
    when(
      of('push'),
      { required: ['image_name', 'registry'], ...without('command', 'steps') },
      when(of('load'), {}, { required: ['command'], ...without('steps', 'image_name', 'image_tag', 'registry') }),
    ),
  ),
)

/** The closed schema of the steps: https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/steps */
export const stepsSchema: JsonSchema = listOf(ref('step'), { definitions: { step } })
