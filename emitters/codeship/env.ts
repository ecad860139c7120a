import type { Env, EnvEntry, Job } from '../../src/ir.ts'
import { checkSecrets } from './secrets.ts'
import { piecesOf, type Scope, shellValue } from './values.ts'

/** The environment of a job: that of the story, unless the job says otherwise, and its own. */
export function envOf(pipelineEnv: Env, job: Job): Env {
  const own = new Set(job.env.map((entry) => entry.name))
  return [...pipelineEnv.filter((entry) => !own.has(entry.name)), ...job.env]
}

/** The lines that put an environment in place. */
export function writeEnv(env: Env, scope: Scope): readonly string[] {
  return [...checkSecrets(env), ...env.flatMap((entry) => exportOf(entry, scope))]
}

function exportOf({ name, value }: EnvEntry, scope: Scope): readonly string[] {
  const pieces = piecesOf(value, scope)
  const [piece] = pieces
  if (pieces.length === 1 && typeof piece === 'object' && 'variable' in piece && piece.variable === name) {
    // The container has its secrets by itself; the file of one is made by the script.
    return value.some((part) => typeof part !== 'string' && part.ref === 'secret' && part.file)
      ? [`export ${name}`]
      : []
  }
  const word = shellValue(value, scope)
  // An export hides the failure of what it calls.
  return word.includes('$(') && !word.startsWith("'")
    ? [`${name}=${word}`, `export ${name}`]
    : [`export ${name}=${word}`]
}
