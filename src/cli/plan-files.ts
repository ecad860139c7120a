import { accessSync, constants, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Report } from '../diagnostics.ts'
import type { Output } from '../emit.ts'
import { isOurs } from '../header.ts'
import { whyOf } from '../load/why.ts'
import { findPlace } from './place.ts'

/** An output and the file that it goes to. */
export interface PlannedFile {
  /** From the root of the project, or from the folder that was asked for. */
  readonly path: string
  readonly vendor: string
  /** The absolute path that is written. */
  readonly real: string
  /** What people call it: its path from where they stand. */
  readonly shown: string
  readonly text: string
  readonly mode: number
  readonly state: 'missing' | 'changed' | 'unchanged'
}

/** Where outputs go. */
export interface Planning {
  readonly cwd: string
  /** The root of the repository: no output leaves it. */
  readonly root: string
  /** The folder that the paths of outputs are in. */
  readonly out: string
  /** Whether files of others are overwritten. */
  readonly force: boolean
}

/** Holds outputs against what is on disk; where one cannot be written, that is reported. Nothing is written yet. */
export function planFiles(outputs: readonly Output[], planning: Planning, report: Report): readonly PlannedFile[] {
  reportClashes(outputs, report)
  return outputs.flatMap((output) => planFile(output, planning, report) ?? [])
}

function planFile(output: Output, { cwd, root, out, force }: Planning, report: Report): PlannedFile | undefined {
  const path = join(out, output.path)
  const shown = relative(cwd, path).replaceAll(sep, '/')
  const place = findPlace(path, root)
  const planned = { path: output.path, vendor: output.vendor, shown, text: output.text }
  if (place.kind === 'outside') report('output-outside', null, { file: shown })
  else if (place.kind === 'blocked') report('cannot-write', null, { file: shown, why: place.why })
  else if (place.kind === 'folder') report('cannot-write', null, { file: shown, why: 'it is a folder' })
  else if (place.kind === 'free')
    return { ...planned, real: place.path, mode: output.executable ? 0o777 : 0o666, state: 'missing' }
  else {
    const found = readOwn(place.path, shown, report)
    if (found === undefined) return undefined
    const runs = !output.executable || process.platform === 'win32' || (place.mode & 0o111) !== 0
    const same = runs && holds(found, output.text)
    if (!same && !force && !isOurs(found.toString())) report('foreign-file', null, { file: shown })
    const mode = output.executable ? place.mode | ((place.mode & 0o444) >> 2) : place.mode
    return { ...planned, real: place.path, mode, state: same ? 'unchanged' : 'changed' }
  }
  return undefined
}

// A checkout on Windows may have turned the line breaks; that is no change.
function holds(found: Buffer, text: string): boolean {
  return found.equals(Buffer.from(text)) || found.toString().replaceAll('\r\n', '\n') === text
}

function readOwn(path: string, shown: string, report: Report): Buffer | undefined {
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
    return readFileSync(path)
  } catch (error) {
    report('cannot-write', null, { file: shown, why: whyOf(error) })
    return undefined
  }
}

function reportClashes(outputs: readonly Output[], report: Report): void {
  const owners = new Map<string, string[]>()
  for (const { path, vendor } of outputs)
    owners.set(path.toLowerCase(), [...(owners.get(path.toLowerCase()) ?? []), `${path} of ${vendor}`])
  for (const [file, stories] of owners) if (stories.length > 1) report('output-clash', null, { file, stories })
}
