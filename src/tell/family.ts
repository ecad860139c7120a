import { wordsOf } from '../camel.ts'
import type { Job } from '../ir.ts'
import { outlineOf, type Shape, type Slot, shapeOf } from './alike.ts'
import { constantRef, type Desk, declare, plainLength, use } from './desk.ts'
import { isIdentifier, keyOf } from './literal.ts'

/** A job as code, and its options as such. */
export interface ToldJob {
  readonly job: Job
  readonly code: string
  readonly entries: readonly (readonly [string, string])[]
}

/** Tells jobs that differ in a few values as calls of a function; gives the code of each such job. */
export function tellFamilies(jobs: readonly ToldJob[], desk: Desk): ReadonlyMap<Job, string> {
  const groups = new Map<string, ToldJob[]>()
  for (const one of jobs) {
    const outline = outlineOf(one.code, desk)
    groups.set(outline, [...(groups.get(outline) ?? []), one])
  }
  return new Map([...groups.values()].flatMap((group) => [...(group.length < 2 ? [] : tellFamily(group, desk))]))
}

interface Parameter {
  readonly name: string
  readonly type: string
  readonly values: readonly string[]
}

const most = 5

function tellFamily(group: readonly ToldJob[], desk: Desk): ReadonlyMap<Job, string> {
  const none = new Map<Job, string>()
  const shape = shapeOf(
    group.map(({ code }) => code),
    desk,
  )
  const parameters = shape && parametersOf(shape, desk)
  if (shape === undefined || parameters === undefined || parameters.size > most) return none
  const list = [...new Set(parameters.values())]
  const isObject = list.length > 2
  const calls = group.map((_, index) => {
    const values = list.map(({ name, values: all }) => `${isObject ? `${keyOf(name)}: ` : ''}${all[index]}`).join(', ')
    return isObject ? `{ ${values} }` : values
  })
  const body = bodyOf(shape, parameters)
  const head = isObject
    ? `{ ${list.map(({ name }) => name).join(', ')} }: { ${list.map(({ name, type }) => `readonly ${name}: ${type}`).join('; ')} }`
    : list.map(({ name, type }) => `${name}: ${type}`).join(', ')
  const length = plainLength(desk, body)
  const after = length + head.length + calls.reduce((sum, call) => sum + call.length + 30, 0)
  if (length < 160 || length * group.length - after < 160) return none
  for (const { type } of list) if (/^[A-Z]/.test(type)) use(desk, `type ${type}`)
  const name = desk.names.free(nameFor(group, desk), 'job')
  declare(desk, { name, code: `(${head}) => ${body}`, kind: 'function', comment: '' })
  return new Map(group.map(({ job }, index) => [job, `${constantRef(name)}(${calls[index]})`]))
}

// Slots with the same values are one parameter.
function parametersOf(shape: Shape, desk: Desk): ReadonlyMap<string, Parameter> | undefined {
  const names = desk.names.within()
  const found = new Map<string, Parameter>()
  for (const slot of shape) {
    if (typeof slot === 'string') continue
    const key = keyFor(slot)
    const type = typeOf(slot, desk)
    const known = found.get(key)
    if (type === undefined) return undefined
    if (known === undefined) {
      const values =
        slot.kind === 'key' ? slot.values.map((one) => (one.startsWith('"') ? one : `"${one}"`)) : slot.values
      found.set(key, { name: names.free(wantedFor(slot), 'value'), type, values })
    } else if (type !== 'string' && known.type === 'string') found.set(key, { ...known, type })
  }
  return found
}

function keyFor({ values, kind }: Slot): string {
  const texts = kind === 'key' || kind === 'text' ? values.map((one) => one.replaceAll(/^"|"$/g, '')) : values
  return `${kind === 'key' ? 'text' : kind}\n${texts.join('\n')}`
}

// The name of the option or variable that the value is of.
function wantedFor({ inside, kind, values }: Slot): string {
  if (kind === 'key') return 'name'
  const keys = inside.filter((word) => word !== 'job')
  const last = keys[keys.length - 1] ?? 'value'
  if (kind !== 'constant') return last
  return last === 'needs' || last === 'after' || last === 'optional' ? 'needed' : values.length > 0 ? last : 'value'
}

// Where a word is one of few, the type says which.
const closed = new Set(
  'ifMissing format os arch size policy with event dependencies is isNot shell approval tier permissions checkout retry timeout raw on submodules ready'.split(
    ' ',
  ),
)

const free = new Set('name image uses run script key path paths url group include extends tags title if'.split(' '))

function typeOf({ kind, inside, values }: Slot, desk: Desk): string | undefined {
  if (kind === 'constant') {
    const kinds = new Set(values.map((one) => kindOf(one.slice(1, -1), desk)))
    return kinds.size === 1 ? [...kinds][0] : undefined
  }
  const last = inside[inside.length - 1] ?? ''
  const isFree = /^[A-Z_][A-Z0-9_]+$/.test(last) || (inside.includes('raw') && free.has(last))
  const isClosed =
    (!isFree && inside.some((word) => closed.has(word))) || (inside.includes('artifacts') && inside.includes('when'))
  if (kind !== 'number' && !isClosed) return 'string'
  const distinct = [...new Set(values)]
  return distinct.length <= 4 && distinct.every((one) => one.length < 30) ? distinct.join(' | ') : undefined
}

const types = { environment: 'Environment', secret: 'Secret', service: 'Service' } as const

function kindOf(name: string, { constants, jobNames }: Desk): string | undefined {
  if ([...jobNames.values()].includes(name)) return 'AnyJob'
  const kind = constants.get(name)?.kind
  return kind === 'environment' || kind === 'secret' || kind === 'service' ? types[kind] : undefined
}

function bodyOf(shape: Shape, parameters: ReadonlyMap<string, Parameter>): string {
  const body: string[] = []
  for (const part of shape) {
    if (typeof part === 'string') {
      body.push(part)
      continue
    }
    const name = parameters.get(keyFor(part))?.name ?? ''
    // A key that is called like the value behind it.
    const [key, colon, gap] = body.slice(-3)
    if (key === name && colon === ':' && gap === ' ' && isIdentifier(name)) body.splice(-3)
    body.push(part.kind === 'key' ? `[${name}]` : name)
  }
  return body.join('')
}

/** What jobs have in common by their names; else the stage that all are in. */
export function nameFor(group: readonly ToldJob[], desk: Desk): string {
  const words = group.map(({ job }) => wordsOf(desk.jobNames.get(job.id) ?? job.id))
  const [first = [], ...others] = words
  const shared = first.filter((word) => !/^\d/.test(word) && others.every((other) => other.includes(word)))
  const stages = new Set(group.map(({ job }) => job.stage))
  return shared.length > 0 ? shared.join(' ') : stages.size === 1 ? ([...stages][0] ?? 'usual') : 'usual'
}
