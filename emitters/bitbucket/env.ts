import type { Yaml } from '../../src/document.ts'
import type { Env, EnvEntry, Job, Ref } from '../../src/ir.ts'
import { refsIn } from '../../src/refs.ts'
import { item } from './item.ts'
import { fileVariable, tokenVariable } from './names.ts'
import { piecesOf, type Scope, shellValue } from './values.ts'

/** The environment of a job: that of the story, unless the job says otherwise, and its own. */
export function envOf(pipelineEnv: Env, job: Job): Env {
  const own = new Set(job.env.map((entry) => entry.name))
  return [...pipelineEnv.filter((entry) => !own.has(entry.name)), ...job.env]
}

/** The commands that put the environment of a step in place. */
export function stepEnv(env: Env, scope: Scope): readonly string[] {
  return [...secretsOf(env), ...exportsOf(env, scope)]
}

/** The commands that put an environment in place. */
export function exportsOf(env: Env, scope: Scope): readonly string[] {
  return env.flatMap((entry) => exportOf(entry, scope))
}

/** The commands that an environment with secrets begins with: a missing one would be an empty text without a word. */
export function secretsOf(env: Env): readonly string[] {
  const refs = env.flatMap((entry) => refsIn(entry.value))
  const names = new Set(refs.flatMap(secretOf))
  const files = new Set(refs.flatMap((ref) => (ref.ref === 'secret' && ref.file ? [ref.name] : [])))
  return [
    ...[...names].map((name) => `: "\${${name}:?missing repository variable ${name}}"`),
    // A variable holds one line, so that files are kept in base64: https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
    ...[...files].flatMap((name) => {
      const file = fileVariable(name)
      return [`${file}=$(mktemp)`, `printf %s "$${name}" | base64 -d >"$${file}"`]
    }),
  ]
}

/** The variable of the settings that holds a reference, if one does. */
function secretOf(ref: Ref): readonly string[] {
  return ref.ref === 'secret' ? [ref.name] : ref.ref === 'repositoryToken' ? [tokenVariable] : []
}

/** The items that put the environment of a job in place. */
export function writeEnv(env: Env, scope: Scope): readonly Yaml[] {
  const lines = stepEnv(env, scope)
  return lines.length === 0 ? [] : [item('', lines.join('\n'))]
}

function exportOf({ name, value }: EnvEntry, scope: Scope): readonly string[] {
  const pieces = piecesOf(value, scope)
  const [piece] = pieces
  // A file that is made here is a variable of this shell alone.
  const isMade = refsIn(value).some((ref) => ref.ref === 'secret' && ref.file)
  if (pieces.length === 1 && typeof piece === 'object' && 'variable' in piece && piece.variable === name && !isMade)
    return []
  const word = shellValue(value, scope)
  // An export hides the failure of what it calls.
  return word.includes('$(') && !word.startsWith("'")
    ? [`${name}=${word}`, `export ${name}`]
    : [`export ${name}=${word}`]
}
