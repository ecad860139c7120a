import type { Input, Pipeline } from '../../src/ir.ts'
import type { Run } from './runs.ts'
import type { TektonParam } from './schema.ts'
import { secretsOf, templates } from './values.ts'

/** Collects the parameters that a run needs. */
export interface Params {
  readonly use: (name: string) => string
  readonly list: () => readonly TektonParam[]
}

/** An empty collection for a run. */
export function params(run: Run, pipeline: Pipeline): Params {
  const used = new Set<string>()
  return {
    use: (name) => {
      used.add(name)
      return `$(params.${name})`
    },
    list: () =>
      [...used]
        .toSorted((a, b) => order(a) - order(b) || (a < b ? -1 : 1))
        .map((name) => ({
          name,
          value: templates[name] ?? (name === 'secrets' ? secretsByFork(pipeline) : asked(name, run)),
        })),
  }
}

function order(name: string): number {
  const index = Object.keys(templates).indexOf(name)
  return index < 0 ? 100 : index
}

function secretsByFork(pipeline: Pipeline): string {
  const secret = secretsOf(pipeline)
  return `{{ cel: source_url == repo_url ? "${secret}" : "no-${secret}-for-forks" }}`
}

// A value that the call does not bring would stay a placeholder, so that each is asked for by an expression.
// The template pastes text into the file, between single quotes: a value that would leave them becomes empty.
// https://pipelinesascode.com/docs/guides/creating-pipelines/
function asked(name: string, run: Run): string {
  const key = name.slice(name.indexOf('-') + 1)
  const given = `pac[${cel(key)}]`
  const { trigger } = run
  const input = trigger.kind === 'manual' ? trigger.inputs.find((one) => one.name === key) : undefined
  const fallback = cel(input?.default ?? '')
  return `{{ cel: ${cel(key)} in pac ? (${check(given, input)} ? ${given} : "") : ${fallback} }}`
}

function check(given: string, input: Input | undefined): string {
  if (input?.type === 'choice') return `${given} in [${input.options.map(cel).join(', ')}]`
  if (input?.type === 'boolean') return `${given} in ["true", "false"]`
  if (input?.type === 'number') return `${given}.matches("^-?[0-9]+([.][0-9]+)?$")`
  return `${given}.matches("^[^\\\\x27\\\\x00-\\\\x1f]*$")`
}

// A brace would end the placeholder, and a single quote the text around it.
function cel(text: string): string {
  return JSON.stringify(text).replaceAll(/[{}']/g, (character) => `\\x${character.charCodeAt(0).toString(16)}`)
}
