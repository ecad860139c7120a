import type { Pipeline } from '../../src/ir.ts'
import { uniqueNames } from '../../src/take-name.ts'

/** The variables that the output is made with, and which of them it came to use. */
export interface Names {
  /** The variable that holds an input. */
  readonly input: (name: string) => string
  /** The variable that holds a value of an API call. */
  readonly payload: (event: string, key: string) => string
  /** The variable that brings an output from job to job. */
  readonly output: (job: string, name: string) => string
  /** The variable that holds the name of the event. */
  readonly event: () => string
  /** The name of the input behind a value of an API call. */
  readonly payloadInput: (event: string, key: string) => string
  /** The variables asked for so far, with the input behind each; an empty text for the name of the event. */
  readonly used: ReadonlyMap<string, string>
}

/** The variable that holds the name of the event where a story uses it. */
export const eventVariable = 'PIPEGEN_EVENT'

/** The variable that says for which API event a run was started. */
export const apiVariable = 'PIPEGEN_API_EVENT'

/** The variable that says which of several stories a person starts. */
export const storyVariable = 'PIPEGEN_STORY'

/** A name as variables are written: `node-version` becomes `NODE_VERSION`. */
export function upperSnake(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase()
}

/** The variables for the values of a pipeline. */
export function namesOf(pipeline: Pipeline): Names {
  const used = new Map<string, string>()
  const use = (variable: string, input: string) => {
    used.set(variable, input)
    return variable
  }
  const inputs = uniqueNames(inputsOf(pipeline).map((name) => [name, `INPUT_${upperSnake(name)}`]))
  const calls = pipeline.triggers.flatMap((trigger) =>
    trigger.kind === 'api' ? trigger.payload.map((key) => ({ event: trigger.event, key })) : [],
  )
  const keys = calls.map(({ key }) => key)
  const shared = (key: string) => keys.indexOf(key) !== keys.lastIndexOf(key) || inputs.has(key)
  const inputOf = (event: string, key: string) => (shared(key) ? `${event.replaceAll('.', '_')}-${key}` : key)
  const payloads = uniqueNames(
    calls.map(({ event, key }) => [`${event} ${key}`, `PAYLOAD_${upperSnake(shared(key) ? `${event}-${key}` : key)}`]),
  )
  const jobs = uniqueNames(
    pipeline.jobs.filter((job) => job.outputs.length > 0).map((job) => [job.id, `PIPEGEN_${upperSnake(job.id)}`]),
  )
  return {
    input: (name) => use(inputs.get(name) ?? name, name),
    payload: (event, key) => use(payloads.get(`${event} ${key}`) ?? key, inputOf(event, key)),
    output: (job, name) => `${jobs.get(job) ?? job}__${name}`,
    event: () => use(eventVariable, ''),
    payloadInput: inputOf,
    used,
  }
}

function inputsOf(pipeline: Pipeline): readonly string[] {
  return pipeline.triggers.flatMap((trigger) =>
    trigger.kind === 'manual' ? trigger.inputs.map((input) => input.name) : [],
  )
}
