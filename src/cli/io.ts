import { fstatSync, writeSync } from 'node:fs'
import type { Io } from './command.ts'

/** What commands work on in this process. Writing is synchronous, so that nothing is lost when the process ends. */
export function processIo(color: boolean): Io {
  const { env } = process
  const colors =
    color &&
    (env.NO_COLOR ?? '') === '' &&
    (env.FORCE_COLOR !== undefined ? env.FORCE_COLOR !== '0' : isTerminal(2) && env.TERM !== 'dumb')
  return {
    cwd: process.cwd(),
    env,
    out: (text) => writeAll(1, text),
    err: (text) => writeAll(2, text),
    color: colors,
    columns: () => (isTerminal(1) ? process.stdout.columns : undefined),
  }
}

// Node's own test loads a third of the standard library first. The other devices, such as /dev/null, do not mind colours.
function isTerminal(fd: number): boolean {
  try {
    return fstatSync(fd).isCharacterDevice()
  } catch {
    return false
  }
}

/** Writes all of a text or of bytes to a descriptor, and returns when it is written. */
export function writeAll(fd: number, text: string | Buffer): void {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(fd, bytes, done)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      // A full pipe is tried again; a closed one, as before `| head`, takes nothing more.
      if (code === 'EPIPE') return
      if (code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
    }
  }
}
