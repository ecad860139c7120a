import type { RunStep } from '../../../src/ir.ts'
import { own } from '../../../src/own.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { mapOf, wordOf } from './source.ts'

/** What the scripts of a job have where they say nothing. */
export interface Around {
  /** As the job or the workflow says; undefined where neither does. */
  readonly shell: string | undefined
  readonly folder: string | undefined
  /** Whether any run of the job is on Windows, and whether all are. */
  readonly windows: 'none' | 'some' | 'all'
  readonly inContainer: boolean
}

/** The defaults of a job over those of the workflow, key by key. */
export function aroundOf(
  workflow: DataMap,
  job: DataMap,
  systems: readonly (string | undefined)[],
  inContainer: boolean,
): Around {
  const [outer, inner] = [workflow, job].map((node) => mapOf(mapOf(node.defaults)?.run) ?? {})
  const windows = systems.filter((system) => system === 'windows').length
  return {
    shell: wordOf(inner?.shell) ?? wordOf(outer?.shell),
    folder: wordOf(inner?.['working-directory']) ?? wordOf(outer?.['working-directory']),
    windows: windows === 0 ? 'none' : windows === systems.length ? 'all' : 'some',
    inContainer,
  }
}

/**
 * The shell that runs a script, in full; undefined where it differs from machine to machine.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
 */
export function fullShell(step: DataMap, around: Around): string | undefined {
  const asked = wordOf(step.shell) ?? around.shell
  if (asked !== undefined) return own(forms, asked) ?? asked
  if (around.inContainer) return forms.sh
  if (around.windows === 'some') return undefined
  return around.windows === 'all' ? forms.pwsh : 'bash -e {0}'
}

const forms: Readonly<Record<string, string>> = {
  bash: 'bash --noprofile --norc -eo pipefail {0}',
  sh: 'sh -e {0}',
  pwsh: 'pwsh',
}

/** The shell of a portable step that runs a script as this one does, and the script for it. */
export function portableShell(
  run: string,
  shell: string | undefined,
): { readonly shell: RunStep['shell']; readonly script: string } | undefined {
  if (shell === forms.sh) return { shell: 'sh', script: run }
  if (shell === forms.pwsh) return { shell: 'pwsh', script: run }
  if (shell === forms.bash || shell === undefined) return { shell: 'bash', script: run }
  // A failure in front of a pipe goes unnoticed there.
  if (shell === 'bash -e {0}') return { shell: 'bash', script: hasPipe(run) ? `${loosening}\n${run}` : run }
  return undefined
}

/** The line that lets a script go on after a failure in front of a pipe. */
export const loosening = 'set +o pipefail'

/** Whether a script may hold a pipe; a text that looks like one counts too. */
export function hasPipe(script: string): boolean {
  return /(^|[^|])\|&?($|[^|])/m.test(script.replaceAll(/'[^'\n]*'|(^|\s)#.*/gm, ''))
}
