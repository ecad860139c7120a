import type { OpenDocument } from '../../../../src/read/open.ts'
import type { Data, DataMap } from '../../../../src/yaml/data.ts'
import { type Node, pathsIn } from '../expression.ts'
import { expressionsIn } from '../references.ts'
import { mapOf, wordOf } from '../source.ts'
import { eventsOf } from '../triggers.ts'
import { type Filling, type IsText, textFilling, valueFilling } from './filling.ts'

/** A workflow of the project that others call: its jobs say all for themselves. */
export interface Called {
  readonly document: OpenDocument
  readonly inputs: DataMap
  readonly outputs: DataMap
  readonly concurrency: Data | undefined
  readonly jobs: Readonly<Record<string, DataMap>>
}

/** What a workflow says when it is called; undefined where it cannot be. */
export function calledOf(data: DataMap): DataMap | undefined {
  const events = eventsOf(data.on)
  return 'workflow_call' in events ? (mapOf(events.workflow_call) ?? {}) : undefined
}

/** The jobs of a workflow, each with what the workflow says for all of them. */
export function ownJobs(data: DataMap): Readonly<Record<string, DataMap>> {
  return Object.fromEntries(
    Object.entries(mapOf(data.jobs) ?? {}).map(([id, job]) => [id, withDefaults(mapOf(job) ?? {}, data)]),
  )
}

// A call has no environment and no scripts.
function withDefaults(job: DataMap, data: DataMap): DataMap {
  const permissions = job.permissions ?? data.permissions
  const rights: DataMap = permissions === undefined ? {} : { permissions }
  if (job.uses !== undefined) return { ...job, ...rights }
  const env = { ...mapOf(data.env), ...mapOf(job.env) }
  const run = { ...mapOf(mapOf(data.defaults)?.run), ...mapOf(mapOf(job.defaults)?.run) }
  return {
    ...job,
    ...rights,
    ...(Object.keys(env).length === 0 ? {} : { env }),
    ...(Object.keys(run).length === 0 ? {} : { defaults: { run } }),
  }
}

/** What a call gives the inputs of a workflow, by name in lower case. */
export function readInputs(
  { inputs }: Called,
  call: DataMap,
  isText: IsText,
  tell: (why: string) => void,
): ReadonlyMap<string, Filling> {
  const given = new Map(Object.entries(mapOf(call.with) ?? {}).map(([name, value]) => [name.toLowerCase(), value]))
  return new Map(
    Object.entries(inputs).map(([name, input]) => {
      const { type, required, default: usual } = mapOf(input) ?? {}
      const value = given.get(name.toLowerCase()) ?? usual ?? nothing(type)
      if (required === true && !given.has(name.toLowerCase())) tell(`the input ${name} is not given`)
      const filling = fillingOf(value, type, isText)
      if (filling === undefined) tell(`its input ${name} cannot be read`)
      return [name.toLowerCase(), filling ?? empty]
    }),
  )
}

const empty: Filling = { node: { value: '' }, text: '' }

function nothing(type: Data | undefined): Data {
  return type === 'boolean' ? false : type === 'number' ? 0 : ''
}

function fillingOf(value: Data, type: Data | undefined, isText: IsText): Filling | undefined {
  if (value !== null && typeof value === 'object') return undefined
  if (type === 'boolean' || type === 'number')
    return typeof value === type || (typeof value === 'string' && value.includes('${{'))
      ? valueFilling(value)
      : undefined
  return textFilling(value === null ? '' : String(value), isText)
}

/** What a called workflow gets for the names of secrets: all as they are, or those that the call names. */
export function readSecrets(call: DataMap, tell: (why: string) => void): (name: string) => Filling | undefined {
  if (call.secrets === 'inherit') return () => undefined
  const given = new Map(
    Object.entries(mapOf(call.secrets) ?? {}).map(([name, value]) => [name.toLowerCase(), wordOf(value) ?? '']),
  )
  return (name) => {
    const text = given.get(name.toLowerCase())
    if (text === undefined) return name.toLowerCase() === 'github_token' ? undefined : empty
    const filling = textFilling(text, () => false)
    if (filling === undefined) tell(`the secret ${name} cannot be read`)
    return filling
  }
}

/** Whether a job takes a secret by another name than the caller has for it: an environment can have both. */
export function renamesSecret(job: DataMap, secrets: (name: string) => Filling | undefined): boolean {
  if (job.environment === undefined || job.environment === null) return false
  return expressionsIn(job)
    .flatMap(pathsIn)
    .some(([context, name]) => {
      const filling = context === 'secrets' && name !== undefined ? secrets(name) : undefined
      return filling !== undefined && !isSecret(filling.node, name ?? '')
    })
}

function isSecret(node: Node, name: string): boolean {
  return 'path' in node && node.path[0] === 'secrets' && node.path[1]?.toLowerCase() === name.toLowerCase()
}
