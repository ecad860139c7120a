import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startOf } from './run-folder.ts'

const pause = 200

/**
 * Takes a name that one job at a time holds on this machine, across runs; waits until it is free. Undefined: the run was
 * ended meanwhile.
 */
export async function takeLock(name: string, folder: string, signal: AbortSignal): Promise<(() => void) | undefined> {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, encodeURIComponent(name).replaceAll('*', '%2A').slice(-200))
  const own = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`
  const text = `${process.pid} ${startOf(process.pid)}\n`
  writeFileSync(own, text)
  try {
    while (!signal.aborted) {
      if (link(own, path)) return () => rmSync(path, { force: true })
      clearDead(path, own)
      await wait(pause, signal)
    }
    return undefined
  } finally {
    rmSync(own, { force: true })
  }
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch {
    return false
  }
}

// A lock whose holder is gone is moved away before it is removed, so that of several only one takes it.
function clearDead(path: string, own: string): void {
  try {
    const [pid, start] = readFileSync(path, 'utf8').trim().split(' ').map(Number)
    if (pid !== undefined && startOf(pid) === start) return
    renameSync(path, `${own}.dead`)
    rmSync(`${own}.dead`, { force: true })
  } catch {
    // It was given back meanwhile.
  }
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end)
      resolve()
    }, milliseconds)
    signal.addEventListener('abort', end, { once: true })
  })
}
