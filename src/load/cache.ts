import type { Bundle } from './bundle.ts'
import { type Input, isUnchanged } from './input.ts'
import { readKept, writeKept } from './kept.ts'

interface Entry {
  readonly version: string
  readonly node: string
  readonly file: string
  readonly awaits: boolean
  readonly base: string
  readonly inputs: readonly Input[]
  readonly codeBytes: number
}

const node = process.versions.node.split('.')[0]!

// An entry is a line of JSON, the code, and the map, which becomes text only when a finding is shown.
/** The kept bundle of a story, if nothing that it was made from has changed. */
export function readCache(
  folder: string,
  story: Pick<Bundle, 'name' | 'root' | 'file'>,
  version: string,
): Bundle | undefined {
  const bytes = readKept(folder, story.file)
  if (bytes === undefined) return undefined
  const end = bytes.indexOf(10)
  const entry = parse(bytes.toString('utf8', 0, end))
  if (entry === undefined || entry.version !== version || entry.node !== node || entry.file !== story.file)
    return undefined
  const middle = end + 1 + entry.codeBytes
  if (middle > bytes.length || !entry.inputs.every(isUnchanged)) return undefined
  const code = bytes.toString('utf8', end + 1, middle)
  const { awaits, base } = entry
  const inputs = entry.inputs.map(({ path }) => path)
  return { ...story, code, awaits, map: () => bytes.toString('utf8', middle), base, inputs }
}

/** Keeps a bundle. Where the folder cannot be written, nothing is kept. */
export function writeCache(folder: string, bundle: Bundle, inputs: readonly Input[], version: string): void {
  const { file, code, awaits, base } = bundle
  const entry: Entry = { version, file, node, awaits, base, inputs, codeBytes: Buffer.byteLength(code) }
  writeKept(folder, file, `${JSON.stringify(entry)}\n${code}${bundle.map()}`)
}

function parse(text: string): Entry | undefined {
  try {
    return JSON.parse(text) as Entry
  } catch {
    return undefined
  }
}
