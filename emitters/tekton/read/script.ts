import type { EnvEntry } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { scan, variablesIn } from './scan.ts'
import { type Scope, valueFor } from './values.ts'

/** A script whose variables are values of its environment. */
export interface ReadScript {
  readonly script: string
  readonly shell: 'bash' | 'sh'
  readonly env: readonly EnvEntry[]
  /** Whether it leaves results. */
  readonly writes: boolean
  readonly unknown: readonly string[]
}

/** Puts values that are known in their place, as Tekton does, and makes environment variables of all others. */
export function readScript(
  source: { readonly text: string; readonly shell: 'bash' | 'sh' },
  scope: Scope,
  origin: Origin,
): ReadScript {
  const env = new Map<string, EnvEntry>()
  const results = new Map<string, string>()
  const unknown: string[] = []
  const use = (variable: string, value: EnvEntry['value']): string => {
    const name = variableName(variable)
    env.set(name, { name, value, origin })
    return `\${${name}}`
  }
  const body = scan(source.text)
    .map((part) => {
      if (typeof part === 'string') return part
      const { variable } = part
      const result = /^results\.([\w-]+)\.path$/.exec(variable)?.[1]
      if (result !== undefined) {
        results.set(result, variableName(`result.${result}`))
        return `\${${results.get(result) ?? ''}}`
      }
      if (/^workspaces\.[\w-]+\.path$/.test(variable)) return use(variable, [{ ref: 'context', name: 'workspace' }])
      const value = valueFor(variable, scope)
      const text = value?.every((piece) => typeof piece === 'string') === true ? value.join('') : undefined
      // What nobody knows would be a command to the shell.
      if (text !== undefined && variablesIn(text).length === 0) return text
      if (value !== undefined) return use(variable, value)
      unknown.push(variable)
      return use(variable, [`$(${variable})`])
    })
    .join('')
  const before = [...results.values()].map((name) => `${name}=$(mktemp)`)
  const after = [...results].map(
    ([result, name]) => `printf '%s\\n' '${outputName(result)}<<RESULT' "$(cat "$${name}")" RESULT >>"$PIPEGEN_OUTPUT"`,
  )
  const text = dedent([...before, body.trimEnd(), ...after].join('\n'))
  return {
    script: text === '' ? ':' : text,
    shell: source.shell,
    env: [...env.values()],
    writes: results.size > 0,
    unknown,
  }
}

function variableName(variable: string): string {
  return variable
    .toUpperCase()
    .replace(/\.PATH$/, '')
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replace(/_+$/, '')
    .slice(0, 60)
}

function dedent(text: string): string {
  const lines = text
    .replaceAll('\r', '')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd()
    .split('\n')
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0)
  const least = Math.min(...indents, 1000)
  return least === 0 || least === 1000 ? lines.join('\n') : lines.map((line) => line.slice(least)).join('\n')
}

/** The name of a result as an output of a story. */
export function outputName(result: string): string {
  const plain = result.replaceAll(/\W+/g, '_')
  return /^[A-Za-z_]/.test(plain) ? plain : `_${plain}`
}
