import type { Yaml } from '../../src/document.ts'
import type { Env, EnvEntry, Ref, Text } from '../../src/ir.ts'
import { interpolation, shellWord } from './shell.ts'
import { type Piece, piecesOf, plainText, shellText, type Values, withVariables } from './values.ts'

// What GitLab would expand in the value of a variable: https://docs.gitlab.com/ci/variables/#allow-cicd-variable-expansion
const expands = /\$|%%|%[A-Za-z_]\w*%/

/** The commands that put an environment in place, for steps and for values that `variables` cannot carry. */
export function exportsOf(env: Env, values: Values): readonly string[] {
  return env.flatMap((entry) => exportOf(entry, values))
}

/** Whether an entry of the environment of all jobs is the same in each. */
export function isShared(entry: EnvEntry): boolean {
  return !entry.value.some((part) => typeof part === 'object' && part.ref === 'context' && part.name === 'job')
}

/**
 * The value of an entry of `variables`: a fixed text, inputs, or values that cannot hold a `$`; undefined for all others,
 * which the script exports, so that nothing in them is expanded a second time.
 */
export function variableOf(text: Text, values: Values): Yaml | undefined {
  if (text.some((part) => typeof part === 'string' && part.includes(interpolation))) return undefined
  if (text.every((part) => typeof part === 'string' || part.ref === 'input' || part.ref === 'payload'))
    return withInputs(text, values)
  const pieces = piecesOf(text, values)
  const plain = plainText(pieces)
  if (plain !== undefined) return fixed(plain)
  const calm = pieces.every((piece) =>
    typeof piece === 'string' ? !expands.test(piece) : 'variable' in piece && piece.steady,
  )
  return calm ? withVariables(pieces, (literal) => literal) : undefined
}

/** A fixed value, with expansion switched off where GitLab would find something to expand. */
export function fixed(text: string): Yaml {
  return expands.test(text) ? { value: text, expand: false } : text
}

// The value of an input may hold a `$` of its own: https://docs.gitlab.com/ci/inputs/
function withInputs(text: Text, { names }: Values): Yaml {
  if (text.every((part) => typeof part === 'string')) return fixed(text.join(''))
  const name = (ref: Ref) =>
    ref.ref === 'payload' ? names.payloadInput(ref.event, ref.key) : ref.ref === 'input' ? ref.name : ''
  return {
    value: text.map((part) => (typeof part === 'string' ? part : inputReference(name(part)))).join(''),
    expand: false,
  }
}

/** The place that GitLab fills with the value of an input. */
export function inputReference(name: string): string {
  return `$[[ inputs.${name} ]]`
}

function exportOf({ name, value }: EnvEntry, values: Values): readonly string[] {
  const pieces = piecesOf(value, values)
  if (isItself(name, pieces)) return []
  const plain = plainText(pieces)
  return [plain === undefined ? `export ${name}=${shellText(pieces)}` : `export ${name}=${shellWord(plain)}`]
}

/** Whether the job sees the value under the name anyway. */
function isItself(name: string, pieces: readonly Piece[]): boolean {
  const [piece] = pieces
  return pieces.length === 1 && typeof piece === 'object' && 'variable' in piece && piece.variable === name
}
