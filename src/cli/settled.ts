import { cacheFolder } from '../load/cache-folder.ts'
import { type Input, isUnchanged } from '../load/input.ts'
import { readKept } from '../load/kept.ts'
import { statOf } from '../load/stat.ts'
import type { Io } from './command.ts'

/** A run that changed nothing: what it looked at, and what it said. */
export interface Settled {
  readonly key: string
  readonly inputs: readonly Input[]
  readonly err: string
}

/** Where a settled run is kept, and all that its like must share with it but the files. */
export interface SettledPlace {
  readonly folder: string
  readonly name: string
  readonly key: string
}

/** The place of a run; `program` is the file of the running copy. Undefined: nothing can be kept. */
export function settledPlace(args: readonly string[], io: Io, program: string): SettledPlace | undefined {
  const folder = cacheFolder(`${io.cwd}/.`, io.env)
  const stats = statOf(program)
  if (folder === undefined || stats === undefined) return undefined
  const name = JSON.stringify(['settled', io.cwd, args])
  return { folder, name, key: `${process.version} ${stats.mtimeMs} ${stats.size} ${io.color} ${name}` }
}

/** What a run would say that has nothing to do, because all is as it was after the last one; undefined: it must be made. */
export function readSettled(place: SettledPlace): string | undefined {
  const bytes = readKept(place.folder, place.name)
  if (bytes === undefined) return undefined
  try {
    const { key, inputs, err } = JSON.parse(bytes.toString('utf8')) as Settled
    return key === place.key && inputs.every(isUnchanged) ? err : undefined
  } catch {
    return undefined
  }
}
