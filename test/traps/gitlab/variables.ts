import type { Emitted } from './emit.ts'
import type { Variables } from './expression.ts'

/** What expands in the value of a variable: https://docs.gitlab.com/ci/variables/where_variables_can_be_used/#gitlab-internal-variable-expansion-mechanism */
const expansion = /\$\$|%%|\$([a-zA-Z_]\w*)|\$\{([a-zA-Z_]\w*)\}|%([a-zA-Z_]\w*)%/g

/** The environment that GitLab gives to a job: variables of the file under those of the run, inputs filled in, and expanded. */
export function environmentOf(output: Emitted, job: string, run: Variables, inputs: Variables = {}): Variables {
  const defaults = Object.fromEntries(
    Object.entries(output.header?.spec.inputs ?? {}).map(([name, input]) => [name, input.default]),
  )
  const given = { ...defaults, ...inputs }
  const written = {
    ...(output.config.variables as object | undefined),
    ...(output.job(job).variables as object | undefined),
  } as Readonly<Record<string, string | { readonly value: string; readonly expand?: boolean }>>
  const fill = (text: string) =>
    output.header === undefined
      ? text
      : text.replaceAll(/\$\[\[ inputs\.([\w-]+) \]\]/g, (_, name: string) => given[name] ?? '')
  const raw = new Map(
    Object.entries(written).map(([name, entry]) =>
      typeof entry === 'string'
        ? [name, { text: fill(entry), expand: true }]
        : [name, { text: fill(entry.value), expand: entry.expand !== false }],
    ),
  )
  const lookUp = (name: string, depth = 0): string => {
    const own = raw.get(name)
    if (own === undefined) return run[name] ?? ''
    return own.expand && depth < 10 ? expand(own.text, (other) => lookUp(other, depth + 1)) : own.text
  }
  return { ...run, ...Object.fromEntries([...raw.keys()].map((name) => [name, lookUp(name)])) }
}

function expand(text: string, lookUp: (name: string) => string): string {
  return text.replaceAll(expansion, (match, one?: string, two?: string, three?: string) =>
    match === '$$' ? '$' : match === '%%' ? '%%' : lookUp(one ?? two ?? three ?? ''),
  )
}

/** The variables that a dotenv report brings to later jobs, read and stripped as GitLab does. */
export function readDotenv(text: string): Variables {
  const variables: Record<string, string> = {}
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const match = /^(.*?)=(.*)$/.exec(line)
    if (match === null) throw new Error(`invalid format: ${line}`)
    variables[(match[1] ?? '').trim()] = expand((match[2] ?? '').trim(), () => '')
  }
  return variables
}
