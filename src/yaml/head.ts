import type { Head, Out } from './out.ts'
import { writeText } from './scalar.ts'

// Readers refuse a key without `?` of more than 1024 characters: https://yaml.org/spec/1.2.2/#742-flow-mappings
const longKey = 1000

const wide = /[^\x20-\x7e]/

/** A key at an indent. */
export function headOf(key: string, pad: string, out: Out): Head {
  let heads = out.heads[pad.length]
  if (heads === undefined) {
    heads = new Map()
    out.heads[pad.length] = heads
  }
  let head = heads.get(key)
  if (head === undefined) {
    head = writeHead(key, pad)
    heads.set(key, head)
  }
  return head
}

/** Keys of the whole document that are written as they are. */
export function plainHeads(keys: readonly string[]): Map<string, Head> {
  return new Map(keys.map((key) => [key, headFor(key, '')]))
}

function writeHead(key: string, pad: string): Head {
  return headFor(writeText(key), pad)
}

function headFor(text: string, pad: string): Head {
  const name = text.length > longKey ? `? ${text}\n${pad}:` : `${text}:`
  // A wide character takes two columns.
  const width = pad.length + (wide.test(name) ? 2 * name.length : name.length)
  const line = `\n${pad}${name}`
  return { name, width, line, spaced: `${line} ` }
}
