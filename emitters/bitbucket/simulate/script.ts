import { runShell } from '../../../src/plan/shell/run.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { textsOf } from '../../../src/yaml/look.ts'
import type { Variables } from './expression.ts'

/**
 * Whether a step ends at once because of what it finds, as files of pipegen have it: what `condition` cannot ask is asked
 * by the script. Bitbucket takes such a step for one that passed.
 */
export function endsAtOnce(step: DataMap, variables: Variables, commitMessage: string): boolean {
  const items = textsOf(step.script)
  const test = items.find((item) => item.includes("echo 'Nothing to do:") && /^\s*exit 0$/m.test(item))
  if (test === undefined) return false
  const outcome = runShell(test, {
    variables: new Map([...variables, ...decoded(items, variables)]),
    files: new Map(),
    commands: { git: () => ({ status: 0, out: `${commitMessage}\n` }) },
  })
  return outcome?.early === true && outcome.status === 0
}

/** The output variables that a step leaves, as files of pipegen hand outputs over; in others an output has its own name. */
export function outputsLeft(step: DataMap, outputs: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const left = new Map<string, string>()
  const hands = handsOf(step)
  for (const variable of textsOf(step['output-variables'])) {
    const name = hands.get(variable)
    const value = name === undefined ? outputs[variable] : Buffer.from(`${outputs[name] ?? ''}.`).toString('base64')
    if (value !== undefined) left.set(variable, value)
  }
  return left
}

/** The outputs by what a step wrote to the file for its output variables. */
export function outputsFrom(step: DataMap, text: string): Readonly<Record<string, string>> {
  const hands = handsOf(step)
  const known = new Set(textsOf(step['output-variables']))
  const written = [...text.matchAll(/^(\w+)=(.*)$/gm)].filter(([, variable = '']) => known.has(variable))
  return Object.fromEntries(
    written.map(([, variable = '', value = '']) => {
      const name = hands.get(variable)
      return name === undefined ? [variable, value] : [name, Buffer.from(value, 'base64').toString().replace(/\.$/, '')]
    }),
  )
}

// As files of pipegen have it: which output of the job each variable is for.
function handsOf(step: DataMap): ReadonlyMap<string, string> {
  return new Map(
    textsOf(step.script).flatMap((item) =>
      [...item.matchAll(/^\s*(\S+)\) printf '(\w+)=%s\\n' "\$\(printf '%s\.' "\$value" \| base64/gm)].map(
        ([, name = '', variable = '']) => [variable, name] as const,
      ),
    ),
  )
}

// The script takes them out of their packing before it asks for them.
function decoded(items: readonly string[], variables: Variables): readonly (readonly [string, string])[] {
  return items.flatMap((item) =>
    [...item.matchAll(/^(\w+)=\$\(printf %s "\$\1" \| base64 -d\)$/gm)].map(([, name = '']) => {
      const text = Buffer.from(variables.get(name) ?? '', 'base64').toString()
      return [name, text.replace(/\.$/, '')] as const
    }),
  )
}
