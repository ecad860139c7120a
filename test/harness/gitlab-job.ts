import { parseAllDocuments } from 'yaml'

type Variable = string | { readonly value: string; readonly expand?: boolean }
type Variables = Readonly<Record<string, Variable>>

/** A job of a configuration, as far as tests look at it. */
export interface GitlabJob {
  readonly stage: string
  readonly needs?: readonly (
    | string
    | { readonly job: string; readonly optional?: boolean; readonly artifacts?: boolean }
  )[]
  readonly rules?: readonly GitlabRule[]
  readonly when?: string
  readonly allow_failure?: boolean
  readonly variables?: Variables
  readonly parallel?: { readonly matrix: readonly Readonly<Record<string, string | readonly string[]>>[] }
  readonly script: readonly string[]
}

/** A rule of a job or of the workflow. */
export interface GitlabRule {
  readonly if?: string
  readonly changes?: readonly string[]
  readonly when?: string
  readonly variables?: Readonly<Record<string, string>>
}

/** A configuration, as far as tests look at it. */
export interface GitlabConfig {
  readonly stages: readonly string[]
  readonly variables: Variables
  readonly rules: readonly GitlabRule[]
  readonly jobs: Readonly<Record<string, GitlabJob>>
}

const keywords = new Set(['stages', 'variables', 'workflow', 'default', 'spec'])

/** Reads a configuration as GitLab does: by YAML 1.1, with the inputs of its header put into the text first. */
export function readConfig(text: string, inputs: Readonly<Record<string, string>> = {}): GitlabConfig {
  const documents = parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS() as unknown)
  const hasHeader = documents.length > 1
  const data = (hasHeader ? withInputs(documents[1], inputs) : documents[0]) as Readonly<Record<string, unknown>>
  const jobs = Object.entries(data).filter(([key]) => !keywords.has(key))
  return {
    stages: data.stages as readonly string[],
    variables: (data.variables ?? {}) as Variables,
    rules: (data.workflow as { readonly rules?: readonly GitlabRule[] } | undefined)?.rules ?? [],
    jobs: Object.fromEntries(jobs) as Readonly<Record<string, GitlabJob>>,
  }
}

/** The environment that a job sees of `variables`, beside what GitLab sets itself. */
export function variablesOf(
  config: GitlabConfig,
  job: GitlabJob,
  given: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const all: Variables = { ...given, ...config.variables, ...job.variables }
  const lookUp = (name: string, open: readonly string[]): string => {
    const variable = all[name]
    if (variable === undefined) return ''
    if (typeof variable === 'object' && variable.expand === false) return variable.value
    const text = typeof variable === 'object' ? variable.value : String(variable)
    if (name in given && variable === given[name]) return text
    return expand(text, (other) => (open.includes(other) ? '' : lookUp(other, [...open, name])))
  }
  return Object.fromEntries(Object.keys(all).map((name) => [name, lookUp(name, [])]))
}

/** A value with its variables put in: https://docs.gitlab.com/ci/variables/where_variables_can_be_used/ */
function expand(text: string, lookUp: (name: string) => string): string {
  return text.replace(
    /\$\$|%%|\$([A-Za-z_]\w*)|\$\{([A-Za-z_]\w*)\}|%([A-Za-z_]\w*)%|\$\{[^}]*\}?|\$[*#@!?0-9-]/g,
    (whole, one?: string, other?: string, third?: string) => {
      const name = one ?? other ?? third
      return name !== undefined ? lookUp(name) : whole === '$$' ? '$' : whole === '%%' ? whole : ''
    },
  )
}

/** The whole script of a job, as the runner puts it together from its lines. */
export function scriptOf(job: GitlabJob): string {
  return job.script.map((line) => `${line}\n`).join('')
}

function withInputs(value: unknown, inputs: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$\[\[(.*?)\]\]/gs, (_, inner: string) => {
      const name = /^\s*inputs\.([\w-]+)\s*$/.exec(inner)?.[1]
      if (name === undefined || !(name in inputs)) throw new Error(`GitLab finds no input for $[[${inner}]]`)
      return inputs[name] ?? ''
    })
  }
  if (Array.isArray(value)) return value.map((item) => withInputs(item, inputs))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [withInputs(key, inputs), withInputs(item, inputs)]),
  )
}
