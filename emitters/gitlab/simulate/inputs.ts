import type { PlanEvent } from '../../../src/plan/event.ts'
import { type Data, type DataMap, isTagged, tag } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'

/** What is filled in for the inputs that a file declares. */
export type Given = (declared: DataMap) => Readonly<Record<string, string>>

/**
 * The inputs that an event brings: the form of a person, or the fields of a call. A call names its event in the input
 * `api_event`, and what it brings in inputs of that name, or with the event in front where two events share a name.
 */
export function givenBy(event: PlanEvent): Given {
  const { call } = event
  if (event.name === 'manual') return () => event.inputs
  if (call === null) return () => ({})
  const prefix = call.event.replaceAll('.', '_')
  return (declared) => ({
    ...(declared.api_event === undefined ? {} : { api_event: call.event }),
    ...Object.fromEntries(
      Object.entries(call.payload).flatMap(([key, value]) => {
        const name = [`${prefix}-${key}`, key].find((one) => declared[one] !== undefined)
        return name === undefined ? [] : [[name, value]]
      }),
    ),
  })
}

/**
 * The values of the inputs, each of its type; undefined where one is missing or not allowed, so that there is no
 * pipeline.
 *
 * @see https://docs.gitlab.com/ci/inputs/#define-input-parameters-with-specinputs
 */
export function settleInputs(declared: DataMap, given: Given): DataMap | undefined {
  const filled = given(declared)
  const inputs: Record<string, Data> = {}
  for (const [name, spec] of Object.entries(declared)) {
    const { default: usual, type, options, regex } = mapOf(spec)
    const text = filled[name]
    const value = text === undefined ? usual : typed(text, textOf(type) ?? 'string')
    if (value === undefined) return undefined
    const plain = textOf(value) ?? ''
    if (options !== undefined && !textsOf(options).includes(plain)) return undefined
    if (regex !== undefined && !fits(plain, textOf(regex) ?? '')) return undefined
    inputs[name] = value
  }
  return inputs
}

function typed(text: string, type: string): Data | undefined {
  if (type === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined
  if (type !== 'array') return text
  try {
    const list = JSON.parse(text) as Data
    return Array.isArray(list) ? list : undefined
  } catch {
    return undefined
  }
}

function fits(text: string, regex: string): boolean {
  try {
    return new RegExp(regex.replace(/^\/(.*)\/$/s, '$1')).test(text)
  } catch {
    return true
  }
}

const block = /\$\[\[\s*inputs\.([\w-]+)\s*((?:\|[^\]]*)?)\]\]/g

/** A value with its inputs put in; a text that is one block alone takes the type of the input. */
export function interpolate(value: Data, inputs: DataMap): Data {
  if (typeof value === 'string') {
    const [whole, name, functions] = /^\$\[\[\s*inputs\.([\w-]+)\s*((?:\|[^\]]*)?)\]\]$/.exec(value) ?? []
    if (whole !== undefined && name !== undefined && functions === '' && typeof inputs[name] !== 'string')
      return inputs[name] ?? ''
    return value.replaceAll(block, (_, one: string, more: string) => cut(textOf(inputs[one]) ?? '', more))
  }
  if (isTagged(value)) return tag(value.tag, interpolate(value.value, inputs))
  if (Array.isArray(value)) return listOf(value).map((item) => interpolate(item, inputs))
  if (!isMap(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [String(interpolate(key, inputs)), interpolate(item, inputs)]),
  )
}

/** https://docs.gitlab.com/ci/inputs/#predefined-interpolation-functions */
function cut(text: string, functions: string): string {
  const [, from, length] = /truncate\(\s*(\d+)\s*,\s*(\d+)\s*\)/.exec(functions) ?? []
  return from === undefined ? text : text.slice(Number(from), Number(from) + Number(length))
}
