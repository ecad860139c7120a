import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import type { Cache } from '../ir.ts'
import { filesFor } from './glob.ts'
import { copyFiles } from './move-files.ts'
import { type Sight, write } from './sight.ts'

// Older entries of a cache are removed when there are more.
const mostEntries = 5

/** The folder for the caches of a project, in the user's own folder for caches; undefined: the user has none. */
export function cacheRoot(project: string, env: NodeJS.ProcessEnv): string | undefined {
  const named = env.XDG_CACHE_HOME ?? ''
  const base = named !== '' ? named : (env.HOME ?? '') === '' ? undefined : join(env.HOME ?? '', '.cache')
  return base && join(base, 'pipegen', 'run', nameOf(project).slice(-200))
}

/** Puts a cache into a working folder, if it was kept under its key or under another that the story allows. */
export async function restoreCache(cache: Cache, sight: Sight, root: string): Promise<'hit' | 'miss' | 'near'> {
  const { key, beginnings } = await keysOf(cache, sight)
  const exact = existsSync(join(root, key))
  const entry = exact ? key : newest(root, beginnings)
  if (entry === undefined) return 'miss'
  const folder = join(root, entry)
  copyFiles(filesFor(['.'], [], folder), folder, sight.workspace)
  return exact ? 'hit' : 'near'
}

/** Keeps the files of a cache, unless its key has them already. A reader sees a whole entry or none. */
export async function saveCache(cache: Cache, sight: Sight, root: string): Promise<void> {
  const { key } = await keysOf(cache, sight)
  const target = join(root, key)
  const files = filesFor(cache.paths.filter(isInside), [], sight.workspace)
  if (existsSync(target) || files.length === 0) return
  const fresh = join(root, `.${key}.${process.pid}`)
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })
  try {
    copyFiles(files, sight.workspace, fresh)
    utimesSync(fresh, new Date(), new Date())
    renameSync(fresh, target)
  } catch {
    // Another run was quicker, or the disk is full: a cache changes no result.
    rmSync(fresh, { recursive: true, force: true })
  }
  for (const old of entriesOf(root, `${cache.name}-`).slice(mostEntries))
    rmSync(join(root, old), { recursive: true, force: true })
}

/** Whether a path lies in the project: other folders of this machine are used as they are. */
export function isInside(path: string): boolean {
  return !path.startsWith('~') && !path.startsWith('/')
}

async function keysOf(cache: Cache, sight: Sight) {
  const beginning = (prefix: string): string => (prefix === '' ? `${cache.name}-` : `${cache.name}-${prefix}-`)
  const hash = await digest(cache.keyFiles.map((file) => contentOf(join(sight.workspace, file))).join('\0'))
  return {
    key: nameOf(`${beginning(write(cache.prefix, sight))}${hash}`),
    beginnings: cache.fallback.map((prefix) => nameOf(beginning(write(prefix, sight)))),
  }
}

function newest(root: string, beginnings: readonly string[]): string | undefined {
  for (const beginning of beginnings) {
    const [entry] = entriesOf(root, beginning)
    if (entry !== undefined) return entry
  }
  return undefined
}

// The newest first.
function entriesOf(root: string, beginning: string): readonly string[] {
  if (!existsSync(root)) return []
  return readdirSync(root)
    .filter((name) => name.startsWith(beginning))
    .map((name) => ({ name, time: statSync(join(root, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.time - a.time)
    .map(({ name }) => name)
}

function nameOf(key: string): string {
  return key.replace(/[^\w.-]/g, (letter) => `%${letter.codePointAt(0)?.toString(16)}`)
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}

// The library takes its time to load, and few jobs have caches.
async function digest(text: string): Promise<string> {
  const { createHash } = await import('node:crypto')
  return createHash('sha256').update(text).digest('hex')
}
