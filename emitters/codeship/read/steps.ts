import type { Origin } from '../../../src/origin.ts'
import type { Data } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'

/** A step that runs something, with what it waits for in its group. */
export interface Leaf {
  readonly name: string
  readonly kind: 'run' | 'push'
  readonly service: string
  readonly data: Readonly<Record<string, Data>>
  /** `tag` and `exclude` of the step and of the groups around it. */
  readonly filters: readonly { readonly tag: string | undefined; readonly exclude: string | undefined }[]
  /** The name of the group that a person starts. */
  readonly gate: string | undefined
  /** Leaves of the same group that must have ended. */
  readonly after: readonly Leaf[]
  /** The leaf after whose failure it runs. */
  readonly onFailureOf: Leaf | undefined
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
  const parts = listOf(step.steps).map(mapOf)
  if (step.steps !== undefined) {
    const services = type === 'matrix' || step.services !== undefined ? textsOf(step.services ?? null) : []
    if (services.length > 0) {
      const runs = services.map((service) => sequence(parts, { ...inner, service }, after, service))
      return { all: runs.flatMap(({ all }) => all), last: runs.flatMap(({ last }) => last) }
    }
    if (type === 'parallel') {
      const found = parts.map((part, index) => leavesOf(part, deeper(inner, index), after))
      return { all: found.flatMap(({ all }) => all), last: found.flatMap(({ last }) => last) }
    }
    return sequence(parts, inner, after)
  }
  const kind = type === 'push' ? 'push' : 'run'
  const command = textOf(step.command ?? null) ?? ''
  const leaf: Leaf = {
    name:
      textOf(step.name ?? null) ??
      (kind === 'push' ? `push ${textOf(step.image_name ?? null) ?? inner.service}` : command.slice(0, 60)),
    kind,
    service: inner.service,
    data: step,
    filters: inner.filters,
    gate: inner.gate,
    after,
    onFailureOf: undefined,
    path: inner.path,
    origin: inner.at(inner.path),
  }
  const mending = listOf(step.on_fail).map(
    (one, index): Leaf => ({
      ...leaf,
      name: textOf(mapOf(one).name ?? null) ?? `${leaf.name} failed`,
      service: textOf(mapOf(one).service ?? null) ?? leaf.service,
      data: mapOf(one),
      after: [],
      onFailureOf: leaf,
      path: [...inner.path, 'on_fail', index],
      origin: inner.at([...inner.path, 'on_fail', index]),
    }),
  )
  return { all: [leaf, ...mending], last: [leaf] }
}

function sequence(
  parts: readonly Readonly<Record<string, Data>>[],
  around: Around,
  after: readonly Leaf[],
  suffix?: string,
): Found {
  let last = after
  const all: Leaf[] = []
  for (const [index, part] of parts.entries()) {
    const found = leavesOf(part, deeper(around, index), last)
    all.push(...found.all)
    if (found.last.length > 0) last = found.last
  }
  if (suffix === undefined) return { all, last }
  const renamed = new Map(all.map((leaf) => [leaf, { ...leaf, name: `${leaf.name} (${suffix})` }]))
  const swap = (leaf: Leaf): Leaf => renamed.get(leaf) ?? leaf
  const made = [...renamed.values()].map((leaf) => ({ ...leaf, after: leaf.after.map(swap) }))
  return { all: made, last: made.slice(-1) }
}

function deeper(around: Around, index: number): Around {
  return { ...around, path: [...around.path, 'steps', index] }
}
