import { relative, resolve, sep } from 'node:path'
import { vendorsOf } from '../choose-vendors.ts'
import type { Gathering } from '../gather.ts'
import type { Shared } from '../shared-options.ts'

/** What `check` was asked for. */
export interface CheckSettings extends Shared {
  /** Stories or folders of stories; empty: all. */
  readonly names: readonly string[]
  /** The ids of the vendors that were named, else of all. */
  readonly ids: readonly string[]
  /** Whether the vendors were named on the command line, whatever the stories name. */
  readonly asked: boolean
  /** The folder that the files are below, from where people stand. */
  readonly out: string | undefined
  /** The options that `emit` needs to write what is checked. */
  readonly emitOptions: readonly string[]
}

/** A folder of a project. Both paths are absolute. */
export interface ProjectPlace {
  readonly cwd: string
  readonly root: string
}

/** How the stories are gathered that are checked so. */
export function gatheringOf({ seconds, ids, asked }: CheckSettings): Pick<Gathering, 'seconds' | 'beside'> {
  return { seconds, beside: asked ? ids : [] }
}

/** The folder that the paths of outputs are in. */
export function outputFolder({ cwd, root }: ProjectPlace, { out }: CheckSettings): string {
  return out === undefined ? root : resolve(cwd, out)
}

/** Of paths from the root, those that are outputs of the vendors. */
export function ownedPaths(
  paths: ReadonlySet<string>,
  place: ProjectPlace,
  settings: CheckSettings,
): readonly string[] {
  const before = relative(place.root, outputFolder(place, settings)).split(sep).join('/')
  const start = before === '' ? '' : `${before}/`
  const vendors = vendorsOf(settings.ids)
  return [...paths].filter(
    (path) => path.startsWith(start) && vendors.some((vendor) => vendor.owns(path.slice(start.length))),
  )
}
