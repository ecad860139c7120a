import type { Fault } from '../../../src/vendor.ts'
import type { TektonPipelineRun, TektonPipelineSpec, TektonPipelineTask } from '../schema.ts'

/** A task of the run, and where it stands. */
export interface Entry {
  readonly task: TektonPipelineTask
  /** Whether it stands in `finally`. */
  readonly last: boolean
  readonly path: readonly (string | number)[]
}

/** A run with all its tasks. */
export interface Scene {
  readonly run: TektonPipelineRun
  readonly spec: TektonPipelineSpec
  readonly entries: readonly Entry[]
  /** The tasks by name, without those in `finally`. */
  readonly named: ReadonlyMap<string, TektonPipelineTask>
}

/** A rule that looks at one task after the other. */
export function each(look: (entry: Entry, scene: Scene) => readonly Fault[]): (scene: Scene) => readonly Fault[] {
  return (scene) => scene.entries.flatMap((entry) => look(entry, scene))
}

/** A fault below a task, if the test holds. */
export function faultIf(
  holds: boolean,
  entry: Entry,
  below: readonly (string | number)[],
  message: string,
): readonly Fault[] {
  return holds ? [{ path: [...entry.path, ...below], message }] : []
}

/** The names that stand twice in a list, compared as `key` makes them. */
export function twice(names: readonly string[], key: (name: string) => string = (name) => name): readonly string[] {
  const seen = new Set<string>()
  return names.filter((name) => seen.size === seen.add(key(name)).size)
}

/** All texts in a value, with where they stand. */
export function texts(
  value: unknown,
  path: readonly (string | number)[] = [],
): readonly (readonly [readonly (string | number)[], string])[] {
  if (typeof value === 'string') return [[path, value]]
  if (Array.isArray(value)) return value.flatMap((item, index) => texts(item, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => texts(item, [...path, key]))
}

/** The results of tasks that a value reads. */
export function resultsIn(
  value: unknown,
): readonly { readonly task: string; readonly result: string; readonly star: boolean }[] {
  return texts(value).flatMap(([, text]) =>
    [...text.matchAll(/\$\(tasks\.([^.)]+)\.results\.([^)[]+)(\[\*\])?[^)]*\)/g)].map((found) => ({
      task: found[1] as string,
      result: found[2] as string,
      star: found[3] !== undefined,
    })),
  )
}
