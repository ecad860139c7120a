import type { Origin } from '../../../src/origin.ts'
import type { Data } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'

/** A step that runs something, with what it waits for in its group. */
export interface Leaf {
  readonly name: string
  /** Whether the file calls it so. */
  readonly isNamed: boolean
  readonly kind: 'run' | 'push'
  readonly service: string
  readonly data: Readonly<Record<string, Data>>
  /** `tag` and `exclude` of the step and of the groups around it. */
  readonly filters: readonly { readonly tag: string | undefined; readonly exclude: string | undefined }[]
  /** The name of the group that a person starts. */
  readonly gate: string | undefined
  /** Leaves of the same group that must have ended. */
  readonly after: readonly Leaf[]
  /** The leaves of which one must have failed. */
  readonly onFailureOf: readonly Leaf[]
  readonly path: readonly (string | number)[]
  readonly origin: Origin
}

/** The leaves of one step at the top of the file, which all wait for the steps before it. */
export interface Group {
  readonly name: string
  readonly leaves: readonly Leaf[]
  readonly origin: Origin
}

interface Around {
  readonly service: string
  readonly filters: Leaf['filters']
  readonly gate: string | undefined
  readonly path: Leaf['path']
  readonly at: (path: Leaf['path']) => Origin
}

/** The steps of a file: https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/steps */
export function readGroups(data: Data, at: (path: Leaf['path']) => Origin): readonly Group[] {
  return listOf(data)
    .filter((step) => isMap(step))
    .map((step, index) => {
      const around = { service: '', filters: [], gate: undefined, path: [index], at }
      const { all } = leavesOf(mapOf(step), around, [])
      return { name: textOf(mapOf(step).name) ?? all[0]?.name ?? `step-${index + 1}`, leaves: all, origin: at([index]) }
    })
    .filter((group) => group.leaves.length > 0)
}

interface Found {
  readonly all: readonly Leaf[]
  /** Those that whatever comes next waits for. */
  readonly last: readonly Leaf[]
}

function leavesOf(step: Readonly<Record<string, Data>>, around: Around, after: readonly Leaf[]): Found {
  const [tag, exclude] = [textOf(step.tag ?? null), textOf(step.exclude ?? null)]
  const type = textOf(step.type ?? null)
  const inner: Around = {
    ...around,
    service: textOf(step.service ?? null) ?? around.service,
    filters: tag === undefined && exclude === undefined ? around.filters : [...around.filters, { tag, exclude }],
    gate: type === 'manual' ? (textOf(step.name ?? null) ?? 'manual') : around.gate,
  }
  if (step.steps !== undefined) return withMending(step, inner, groupOf(step, inner, after))
  const kind = type === 'push' ? 'push' : 'run'
  const command = textOf(step.command ?? null) ?? ''
  const leaf: Leaf = {
    name:
      textOf(step.name ?? null) ??
      (kind === 'push' ? `push ${textOf(step.image_name ?? null) ?? inner.service}` : command.slice(0, 60)),
    isNamed: step.name !== undefined,
    kind,
    service: inner.service,
    data: step,
    filters: inner.filters,
    gate: inner.gate,
    after,
    onFailureOf: [],
    path: inner.path,
    origin: inner.at(inner.path),
  }
  return withMending(step, inner, { all: [leaf], last: [leaf] })
}

// A group that names several services runs all its steps on each, in the order that its type says.
function groupOf(step: Readonly<Record<string, Data>>, around: Around, after: readonly Leaf[]): Found {
  const type = textOf(step.type ?? null)
  const parts = listOf(step.steps).map((part, index) => (inner: Around, before: readonly Leaf[]) => {
    return leavesOf(mapOf(part), deeper(inner, index), before)
  })
  const inside = type === 'parallel' ? besides : inTurn
  const services = textsOf(step.services ?? null)
  if (services.length === 0) return inside(parts, around, after)
  const runs = services.map((service) => (inner: Around, before: readonly Leaf[]) => {
    return onService(inside(parts, { ...inner, service }, before), service)
  })
  return (type === 'serial' ? inTurn : besides)(runs, around, after)
}

type Part = (around: Around, after: readonly Leaf[]) => Found

function besides(parts: readonly Part[], around: Around, after: readonly Leaf[]): Found {
  const found = parts.map((part) => part(around, after))
  return { all: found.flatMap(({ all }) => all), last: found.flatMap(({ last }) => last) }
}

function inTurn(parts: readonly Part[], around: Around, after: readonly Leaf[]): Found {
  let last = after
  const all: Leaf[] = []
  for (const part of parts) {
    const found = part(around, last)
    all.push(...found.all)
    if (found.last.length > 0) last = found.last
  }
  return { all, last }
}

// What runs where one of them fails: https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/steps
function withMending(step: Readonly<Record<string, Data>>, around: Around, { all, last }: Found): Found {
  const [first] = all
  if (first === undefined) return { all, last }
  const mending = listOf(step.on_fail).map((one, index): Leaf => {
    const path = [...around.path, 'on_fail', index]
    return {
      ...first,
      name: textOf(mapOf(one).name ?? null) ?? `${textOf(step.name ?? null) ?? first.name} failed`,
      isNamed: true,
      kind: 'run',
      service: textOf(mapOf(one).service ?? null) ?? around.service,
      data: mapOf(one),
      after: [],
      onFailureOf: all.filter((leaf) => leaf.onFailureOf.length === 0),
      path,
      origin: around.at(path),
    }
  })
  return { all: [...all, ...mending], last }
}

// The name tells the runs apart.
function onService({ all, last }: Found, service: string): Found {
  const renamed = new Map(all.map((leaf) => [leaf, { ...leaf, name: `${leaf.name} (${service})` }]))
  const swap = (leaf: Leaf): Leaf => renamed.get(leaf) ?? leaf
  // Each is known by what it was renamed to before, so that those behind it can wait for it.
  const made: Leaf[] = []
  for (const [old, leaf] of renamed) {
    const next = { ...leaf, after: leaf.after.map(swap), onFailureOf: leaf.onFailureOf.map(swap) }
    renamed.set(old, next)
    made.push(next)
  }
  return { all: made, last: last.map(swap) }
}

function deeper(around: Around, index: number): Around {
  return { ...around, path: [...around.path, 'steps', index] }
}
