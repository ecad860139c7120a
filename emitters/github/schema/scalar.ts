import { anyOf, form, type JsonSchema, mapOf, type SchemaMap } from '../../../src/json-schema.ts'

/** A text that GitHub evaluates as a whole, for example `${{ inputs.dry-run }}`. */
export type GithubExpression = `\${{${string}}}`

/** A shell by name, or a command line with `{0}` for the file of the script. */
export type GithubShell = 'bash' | 'sh' | 'pwsh' | 'powershell' | 'python' | 'cmd' | (string & Record<never, never>)

/** Environment variables, or the inputs of an action. Anything but a text is turned into one. */
export type GithubEnv = Readonly<Record<string, string | number | boolean>>

/** Any text. */
export const text: JsonSchema = { type: 'string' }

/** A text of at least one character. */
export const someText: JsonSchema = { type: 'string', minLength: 1 }

/** A condition: a text, or a value that stands for itself. */
export const condition: JsonSchema = { type: ['string', 'boolean', 'number'] }

/** A text that is one expression from end to end, spaces around it aside. */
export const expression = form('an expression, `${{ … }}`', '^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$')

/** `true`, `false` or an expression. */
export const flag: JsonSchema = { ...anyOf({ type: 'boolean' }, expression), title: 'true, false or an expression' }

/** A whole number of minutes, or an expression. */
export function minutes(maximum?: number): JsonSchema {
  const count: JsonSchema = { type: 'integer', minimum: 1, ...(maximum !== undefined && { maximum }) }
  return anyOf(count, expression)
}

/**
 * The id of a job or a step: letters, digits, `-` and `_`, not a digit first, under 100 characters.
 * Two leading underscores are kept for GitHub.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_id
 */
const idPattern = '^(?!__)[A-Za-z_][A-Za-z0-9_-]{0,98}$'

const idTitle = 'an id: letters, digits, `-` and `_`, not a digit or `__` first, under 100 characters'

/** The definitions of this file. */
export const scalarDefinitions: SchemaMap = {
  id: form(idTitle, idPattern),
  env: anyOf(
    expression,
    mapOf(
      { type: ['string', 'number', 'boolean'] },
      { propertyNames: form('free of spaces, `=` and `&`', '^[^\\s=&]+$') },
    ),
  ),
}
