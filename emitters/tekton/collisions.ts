import type { Report } from '../../src/diagnostics.ts'
import type { Origin } from '../../src/origin.ts'
import { freeWord } from './names.ts'

// Tekton replaces `$(key)` for keys that it knows, everywhere and without an escape:
// https://tekton.dev/docs/pipelines/variables/
const variable =
  /\$(?=\((?:params|context|results|workspaces|steps?|tasks|finally|credentials|inputs|outputs|artifacts|tt)[.[])/g

// Pipelines-as-Code replaces `{{ key }}` in the text of the file, before it is YAML:
// https://pipelinesascode.com/docs/guides/creating-pipelines/
// Keys of its own and of the Repository are words; the others begin an expression that runs to the next `}}`.
const placeholder = /\{(?=\{\s*(?:(?:body|headers|files|cel:)|[A-Za-z_][\w-]*\s*\}\}))/g

/** Whether Tekton or Pipelines-as-Code would replace a part of the text. */
export function collides(text: string): boolean {
  return text.search(variable) >= 0 || text.search(placeholder) >= 0
}

/** A text for a place that nothing can be escaped in; what would be replaced there is reported. */
export function takeLiterally(text: string, what: string, at: Origin, report: Report): string {
  if (collides(text) || /\$\([_a-zA-Z0-9.-]+\)/.test(text)) {
    report('vendor-name', at, {
      vendor: 'Tekton',
      what,
      name: text,
      why: 'Tekton replaces $(name), and Pipelines-as-Code {{ name }}, wherever they stand',
    })
  }
  return text
}

/**
 * A literal as the value of an environment variable. Kubernetes reads `$$` as one dollar sign and expands `$(NAME)`;
 * what Tekton would take first is spelled with the variables that `helpers` names.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
export function escapeValue(text: string): {
  readonly value: string
  readonly helpers: readonly (readonly [string, string])[]
} {
  const helpers = new Map<string, string>()
  const spell = (name: string, character: string): string => {
    helpers.set(name, character)
    return `\0(${name})`
  }
  const value = text
    .replaceAll(variable, () => spell('PIPEGEN_DOLLAR', '$'))
    .replaceAll(placeholder, () => `{${spell('PIPEGEN_BRACE', '')}`)
    .replaceAll(/\$(?=[$(])/g, '$$$$')
    .replaceAll('\0', '$')
  return { value, helpers: [...helpers] }
}

/**
 * A script without anything that would be replaced: `marks` stand for single characters that are put back when it runs.
 * No text of `all`, in which the marks are put back, holds one of them.
 */
export function breakUp(
  script: string,
  all = script,
): {
  readonly text: string
  readonly marks: readonly (readonly [string, string])[]
} {
  if (!collides(script)) return { text: script, marks: [] }
  const dollar = freeWord('@DOLLAR@', all)
  const brace = freeWord('@BRACE@', all)
  const text = script.replaceAll(variable, dollar).replaceAll(placeholder, brace)
  const marks: readonly (readonly [string, string])[] = [
    [dollar, '$'],
    [brace, '{'],
  ]
  return { text, marks: marks.filter(([mark]) => text.includes(mark)) }
}
