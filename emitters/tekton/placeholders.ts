import type { Input, Pipeline } from '../../src/ir.ts'
import type { Run } from './runs.ts'
import type { Starting } from './starting.ts'
import { secretsOf, templates } from './values.ts'

/**
 * Runs of Pipelines-as-Code, which fills in placeholders.
 *
 * @see https://pipelinesascode.com/docs/guides/creating-pipelines/
 */
export const pipelinesAsCode: Starting = {
  id: 'tekton',
  title: 'Tekton',
  valueOf: (param, run, pipeline) =>
    templates[param] ?? (param === 'secrets' ? secretsByFork(pipeline) : asked(param, run)),
  gitSecret: () => '{{ git_auth_secret }}',
  byName: true,
  seesPaths: true,
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
