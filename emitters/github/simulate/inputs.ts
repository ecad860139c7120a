import type { DataMap } from '../../../src/yaml/data.ts'
import { mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'

/**
 * The inputs of a start by hand, each by its type; undefined where the form would not be taken.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_dispatchinputs
 */
export function inputsOf(
  declared: DataMap,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string | number | boolean>> | undefined {
  const inputs: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(declared)) {
    const input = mapOf(value)
    const type = textOf(input.type) ?? 'string'
    const options = textsOf(input.options)
    const usual = textOf(input.default) ?? (type === 'choice' ? options[0] : type === 'boolean' ? 'false' : undefined)
    const text = given[name] ?? usual
    if ((text === undefined || text === '') && input.required === true) return undefined
    if (type === 'choice' && text !== undefined && !options.includes(text)) return undefined
    inputs[name] = type === 'boolean' ? text === 'true' : type === 'number' && text ? Number(text) : (text ?? '')
  }
  return inputs
}
