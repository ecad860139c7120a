import { Environment } from '@marcbachmann/cel-js'

/**
 * Whether a condition over variables holds; one that is not set is empty. Its words are those of CEL, with `glob`.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/step-options/
 */
export function meetsState(state: string | undefined, variables: Readonly<Record<string, string>>): boolean {
  if (state === undefined) return true
  const names = [...state.replaceAll(/"[^"]*"/g, '').matchAll(/\b[A-Za-z_]\w*\b(?!\()/g)].map(([name]) => name)
  const environment = new Environment().registerFunction('glob(string, string): bool', meetsGlob)
  for (const name of new Set(names)) environment.registerVariable(name, 'string')
  return environment.evaluate(state, Object.fromEntries(names.map((name) => [name, variables[name] ?? '']))) === true
}

/** Whether a name or path fits a glob, whose single star stops at a slash. */
export function meetsGlob(name: string, glob: string): boolean {
  const source = glob.replaceAll(/\*\*\/|\*\*|\*|\?|[.+^${}()|[\]\\]/g, (part) => parts[part] ?? `\\${part}`)
  return new RegExp(`^${source}$`).test(name)
}

const parts: Readonly<Record<string, string>> = { '**/': '(.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' }
