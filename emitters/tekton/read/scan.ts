/** A part of a text of Tekton: text, or the name of a variable. */
export type Part = string | { readonly variable: string }

const roots: ReadonlySet<string> = new Set([
  'params',
  'tasks',
  'results',
  'context',
  'workspaces',
  'steps',
  'step',
  'inputs',
  'outputs',
  'credentials',
])

/**
 * The parts of a text. Only what begins like a variable of Tekton is one: all else in `$(…)` is left to the shell.
 *
 * @see https://tekton.dev/docs/pipelines/variables/
 */
export function scan(text: string): readonly Part[] {
  const parts: Part[] = []
  let plain = ''
  for (let at = 0; at < text.length; ) {
    const name = text.startsWith('$(', at) ? nameAt(text, at + 2) : undefined
    if (name === undefined) {
      plain += text.charAt(at)
      at++
      continue
    }
    if (plain !== '') parts.push(plain)
    plain = ''
    parts.push({ variable: name })
    at += name.length + 3
  }
  return plain === '' ? parts : [...parts, plain]
}

/** The names of all variables of a text. */
export function variablesIn(text: string): readonly string[] {
  return scan(text).flatMap((part) => (typeof part === 'string' ? [] : [part.variable]))
}

function nameAt(text: string, start: number): string | undefined {
  const name = /^[A-Za-z][\w.\-[\]"'*]*(?=\))/.exec(text.slice(start, start + 300))?.[0]
  return name !== undefined && roots.has(name.split(/[.[]/, 1)[0] ?? '') ? name : undefined
}

/** The name that a variable asks for: `x` of `params.x`, `params["x"]` and `inputs.params.x`. */
export function nameIn(variable: string, root: string): string | undefined {
  const plain = variable.replace(/^inputs\./, '')
  if (plain.startsWith(`${root}.`)) return plain.slice(root.length + 1)
  return new RegExp(`^${root}\\[["']([^"']+)["']\\]$`).exec(plain)?.[1]
}

/** The task and the result that a variable asks for. */
export function resultIn(variable: string): { readonly task: string; readonly name: string } | undefined {
  const [, task, name] = /^tasks\.([^.]+)\.results\.([\w-]+)$/.exec(variable) ?? []
  return task === undefined || name === undefined ? undefined : { task, name }
}
