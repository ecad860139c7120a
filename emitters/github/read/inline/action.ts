import type { OpenDocument } from '../../../../src/read/open.ts'
import type { DataMap } from '../../../../src/yaml/data.ts'
import { listOf, mapOf, wordOf } from '../source.ts'

/** An action of the project that is made of steps. */
export interface Action {
  readonly document: OpenDocument
  /** Its folder, from the root of the project. */
  readonly folder: string
  readonly inputs: DataMap
  readonly outputs: DataMap
  readonly steps: readonly DataMap[]
}

/** The files of the project, open, by path. */
export type Library = ReadonlyMap<string, OpenDocument>

/** The path of what a call names in the project itself, from its root; undefined for calls of others. */
export function localPath(uses: unknown): string | undefined {
  const name = wordOf(uses)
  if (name === undefined || !/^\.\/?(?!\.)/.test(name) || name.split('/').includes('..')) return undefined
  return name
    .split('/')
    .filter((part) => part !== '.' && part !== '')
    .join('/')
}

/** The paths at which the file of an action can be. */
export function filesOf(folder: string): readonly string[] {
  const base = folder === '' ? '' : `${folder}/`
  return [`${base}action.yml`, `${base}action.yaml`]
}

/** The action of a folder; a text says why its steps cannot be had. */
export function findAction(folder: string, library: Library): Action | string {
  const document = filesOf(folder).flatMap((path) => library.get(path) ?? [])[0]
  const data = mapOf(document?.root.data)
  const runs = mapOf(data?.runs)
  if (document === undefined || data === undefined) return 'its file is not here'
  if (wordOf(runs?.using) !== 'composite') return 'it is a program of its own, not a list of steps'
  return {
    document,
    folder,
    inputs: mapOf(data.inputs) ?? {},
    outputs: mapOf(data.outputs) ?? {},
    steps: listOf(runs?.steps).map((step) => mapOf(step) ?? {}),
  }
}
