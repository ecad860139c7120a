import type { Report } from '../../src/diagnostics.ts'
import { annotate, type Yaml, type YamlMap } from '../../src/document.ts'
import type { Input, Pipeline } from '../../src/ir.ts'
import { namesOf } from './names.ts'
import { title } from './title.ts'

/** The input that names the event of an API call. */
export const apiInput = 'api_event'

/** The input that names the story which a person starts. */
export const storyInput = 'story'

/** The inputs that all stories ask for, as the header of the file: https://docs.gitlab.com/ci/inputs/ */
export function writeInputs(pipelines: readonly Pipeline[], report: Report): YamlMap | undefined {
  const inputs = new Map<string, Yaml>()
  const add = (name: string, value: Yaml, at: Pipeline['origin']) => {
    const known = inputs.get(name)
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(value)) {
      report('vendor-name', at, {
        vendor: title,
        what: 'an input',
        name,
        why: 'another input of the file has that name and other options, and all stories share one form',
      })
    }
    inputs.set(name, value)
  }
  const byHand = pipelines.filter((pipeline) => pipeline.triggers.some((trigger) => trigger.kind === 'manual'))
  if (byHand.length > 1)
    add(
      storyInput,
      choice('What to start', ['', ...byHand.map((pipeline) => pipeline.name)]),
      (byHand[0] as Pipeline).origin,
    )
  const events = pipelines.flatMap((pipeline) =>
    pipeline.triggers.flatMap((trigger) => (trigger.kind === 'api' ? [{ trigger, pipeline }] : [])),
  )
  const [first] = events
  for (const pipeline of pipelines) {
    for (const trigger of pipeline.triggers)
      if (trigger.kind === 'manual')
        for (const input of trigger.inputs) add(input.name, writeInput(input), input.origin)
  }
  if (first !== undefined)
    add(
      apiInput,
      choice('For calls of the API', ['', ...new Set(events.map(({ trigger }) => trigger.event))]),
      first.trigger.origin,
    )
  for (const { trigger, pipeline } of events) {
    const names = namesOf(pipeline)
    for (const key of trigger.payload)
      add(
        names.payloadInput(trigger.event, key),
        { description: `For the API event ${trigger.event}`, default: '' },
        trigger.origin,
      )
  }
  return inputs.size === 0 ? undefined : { spec: { inputs: Object.fromEntries(inputs) } }
}

function choice(description: string, options: readonly string[]): Yaml {
  return { description, options: annotate(options, { flow: true }), default: '' }
}

// Variables take texts alone, so that a yes or no is a choice of words and a number a text of digits.
function writeInput(input: Input): Yaml {
  const description = input.description === '' ? undefined : input.description
  const options = input.type === 'boolean' ? ['true', 'false'] : input.options
  return {
    description,
    options: options.length === 0 ? undefined : annotate(options, { flow: true }),
    regex: input.type === 'number' ? '^-?[0-9]+([.][0-9]+)?$' : undefined,
    default: input.default,
  }
}
