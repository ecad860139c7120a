import { closeSync, openSync, readSync, writeSync } from 'node:fs'

/** The output of a unit, until it is shown. */
export interface Log {
  readonly add: (bytes: Buffer) => void
  /** Adds a line of its own, behind whatever was added. */
  readonly line: (text: string) => void
  /** Gives all of it, with a line break at the end, between two other texts. */
  readonly drain: (head: Buffer, foot: Buffer, put: (bytes: Buffer) => void) => void
}

// More than this does not stay in memory.
const most = 262_144
const newline = 10

/** Holds an output in memory, and what is more than fits in a file. */
export function holdLog(file: string): Log {
  let parts: Buffer[] = []
  let size = 0
  let fd: number | undefined
  let last = newline
  const spill = (): void => {
    fd ??= openSync(file, 'w+', 0o600)
    for (const part of parts) for (let at = 0; at < part.length; ) at += writeSync(fd, part, at)
    parts = []
    size = 0
  }
  const add = (bytes: Buffer): void => {
    last = bytes[bytes.length - 1] ?? last
    parts.push(bytes)
    size += bytes.length
    if (size > most) spill()
  }
  const closed = (): Buffer => Buffer.from(last === newline ? '' : '\n')
  return {
    add,
    line: (text) => add(Buffer.concat([closed(), Buffer.from(`${text}\n`)])),
    drain: (head, foot, put) => {
      add(closed())
      if (fd === undefined) return put(Buffer.concat([head, ...parts, foot]))
      spill()
      put(head)
      const bytes = Buffer.alloc(65_536)
      for (let at = 0, read = 1; read > 0; at += read) {
        read = readSync(fd, bytes, 0, bytes.length, at)
        put(bytes.subarray(0, read))
      }
      closeSync(fd)
      put(foot)
    },
  }
}
