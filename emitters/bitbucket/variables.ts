import { annotate, type Yaml, type YamlMap } from '../../src/document.ts'
import type { Input, Job } from '../../src/ir.ts'
import { refsOfJob } from '../../src/refs.ts'
import { inputOf } from './conditions/fold.ts'
import { item } from './item.ts'
import type { Start } from './start.ts'

/** The variables that a custom pipeline asks for: https://support.atlassian.com/bitbucket-cloud/docs/pipeline-start-conditions/ */
export function writeVariables(start: Start): readonly YamlMap[] {
  const { trigger, names } = start
  if (trigger.kind === 'manual') return trigger.inputs.map((input) => writeInput(input, names.input(input.name)))
  if (trigger.kind !== 'api') return []
  return trigger.payload.map((key) => ({ name: names.payload(trigger.event, key), default: '' }))
}

function writeInput(input: Input, name: string): YamlMap {
  const options = input.type === 'boolean' ? ['true', 'false'] : input.options
  return {
    name,
    default: input.default,
    'allowed-values': options.length === 0 ? undefined : annotate(options, { flow: true }),
    description: input.description === '' ? undefined : input.description,
  }
}

/** The items that check the numbers a job uses, for a variable takes any text. */
export function checkNumbers(job: Job, start: Start): readonly Yaml[] {
  if (start.trigger.kind !== 'manual') return []
  const used = new Set(refsOfJob(job).flatMap(({ ref }) => (ref.ref === 'input' ? [ref.name] : [])))
  return [...used]
    .filter((name) => inputOf(start.pipeline, name)?.type === 'number')
    .map((name) => {
      const variable = start.names.input(name)
      return item(
        '',
        `printf '%s\\n' "$${variable}" | grep -Eqx -- '-?[0-9]+([.][0-9]+)?' || { echo 'The variable ${variable} takes a number.' >&2; exit 1; }`,
      )
    })
}
