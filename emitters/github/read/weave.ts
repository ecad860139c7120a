import { takeVariable } from '../../../src/take-name.ts'
import { aliased } from './aliases.ts'
import { type Node, textOf } from './expression.ts'
import { placesIn } from './shell-places.ts'
import { partsOf } from './template.ts'

/** A script whose expressions stand as environment variables. */
export interface Woven {
  readonly script: string
  /** The variables that the script needs beside those that it sees. */
  readonly env: readonly { readonly name: string; readonly node: Node; readonly expression: string }[]
  /** Whether an expression stands where the shell reads more than text of it. */
  readonly bare: readonly Node[]
}

/** Variables that stand for expressions by now. */
export interface Held {
  readonly names: readonly string[]
  readonly of: (node: Node) => string | undefined
}

const none: Held = { names: [], of: () => undefined }

/**
 * A script with each expression as a variable in its place; undefined where one stands in a place that no variable
 * reaches. `visible` are the variables that the script sees, `held` those that stand for expressions before it.
 */
export function weave(run: string, visible: ReadonlySet<string>, held: Held = none): Woven | undefined {
  const parts = partsOf(run)
  const own = ownVariables(run, visible)
  if (own.length === 0 && parts.every((part) => typeof part === 'string')) return { script: run, env: [], bare: [] }
  const places = placesIn(parts.map((part) => (typeof part === 'string' ? part : undefined)))
  if (places === undefined) return undefined
  const plain = parts.filter((part) => typeof part === 'string').join('\0')
  const taken = new Set([...visible, ...held.names, ...(plain.match(/[A-Za-z_]\w*/g) ?? [])])
  const names = new Map<string, string>()
  const env: { name: string; node: Node; expression: string }[] = []
  const bare: Node[] = []
  const renamed = own.map(([variable, path]) => {
    const node: Node = { path }
    const name = takeVariable(variableName(node), taken)
    names.set(textOf(node), name)
    env.push({ name, node, expression: path.join('.') })
    return [new RegExp(`(\\$\\{?)${variable}\\b`, 'g'), `$1${name}`] as const
  })
  let script = ''
  let at = 0
  for (const part of parts) {
    if (typeof part === 'string') {
      script += renamed.reduce((text, [pattern, to]) => text.replaceAll(pattern, to), part)
      continue
    }
    const place = places[at++]
    if (part.node === undefined || place === undefined) return undefined
    const node = aliased(part.node)
    if ('value' in node && typeof node.value === 'string' && place !== 'single') return undefined
    const key = textOf(node)
    const seen = seenAs(node, visible) ?? held.of(node)
    const known = names.get(key) ?? seen ?? takeVariable(variableName(node), taken)
    if (!names.has(key)) {
      names.set(key, known)
      if (seen === undefined) env.push({ name: known, node, expression: part.expression })
    }
    if (place === 'bare') bare.push(node)
    script += place === 'single' ? `'"\${${known}}"'` : `\${${known}}`
  }
  return { script, env, bare }
}

// The variables that the runner sets, and the values that they hold.
// https://docs.github.com/actions/reference/workflows-and-actions/variables#default-environment-variables
const runnerVariables: Readonly<Record<string, readonly string[]>> = {
  GITHUB_SHA: ['github', 'sha'],
  GITHUB_REF_NAME: ['github', 'ref_name'],
  GITHUB_HEAD_REF: ['github', 'head_ref'],
  GITHUB_BASE_REF: ['github', 'base_ref'],
  GITHUB_REPOSITORY: ['github', 'repository'],
  GITHUB_REPOSITORY_OWNER: ['github', 'repository_owner'],
  GITHUB_ACTOR: ['github', 'actor'],
  GITHUB_RUN_ID: ['github', 'run_id'],
  GITHUB_RUN_NUMBER: ['github', 'run_number'],
  GITHUB_RUN_ATTEMPT: ['github', 'run_attempt'],
  GITHUB_WORKSPACE: ['github', 'workspace'],
}

function ownVariables(run: string, visible: ReadonlySet<string>): readonly (readonly [string, readonly string[]])[] {
  if (!run.includes('GITHUB_')) return []
  return Object.entries(runnerVariables).filter(
    ([variable]) => !visible.has(variable) && new RegExp(`\\$\\{?${variable}\\b`).test(run),
  )
}

function seenAs(node: Node, visible: ReadonlySet<string>): string | undefined {
  const [context, name = ''] = 'path' in node && node.path.length === 2 ? node.path : []
  return context === 'env' && visible.has(name) ? name : undefined
}

// Variables that shells and programs live by.
const taboo =
  /^(PATH|HOME|IFS|PWD|OLDPWD|SHELL|USER|LOGNAME|ENV|BASH_ENV|TMPDIR|LANG|LC_ALL|TERM|HOSTNAME|EDITOR|PAGER|CI|DOCKER_HOST|(LD_|DYLD_|NODE_|PYTHON|PERL|RUBY|BASH|GIT_|GITHUB_|RUNNER_|PIPEGEN_).*)$/

const usual: Readonly<Record<string, string>> = { 'github.sha': 'COMMIT_SHA' }

/** The name that a variable has which holds the value of an expression. */
export function variableName(node: Node): string {
  if (!('path' in node)) return 'VALUE'
  const [context = '', ...rest] = node.path
  const parts = context === 'needs' || context === 'steps' ? rest.filter((part) => part !== 'outputs') : rest
  const inner = context === 'github' && parts[0] === 'event' ? parts.slice(1) : parts
  const front = context === 'inputs' ? ['input', ...inner] : inner
  const name = usual[node.path.join('.')] ?? upper(front.join('-'))
  if (taboo.test(name)) return `${context.toUpperCase()}_${name}`.replace(/^GITHUB_/, 'RUN_')
  return /^[A-Z_]/.test(name) ? name : `VALUE_${name}`
}

function upper(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase()
}
