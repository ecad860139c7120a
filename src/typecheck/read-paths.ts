import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, isAbsolute, resolve } from 'node:path'
import { statOf } from '../load/stat.ts'

/** The `paths` of compiler options, by absolute paths. */
export type Paths = Readonly<Record<string, readonly string[]>>

interface Config {
  readonly extends?: string | readonly string[]
  readonly compilerOptions?: { readonly baseUrl?: string | null; readonly paths?: Paths | null }
}

interface Found {
  readonly paths?: { readonly list: Paths; readonly folder: string }
  readonly baseUrl?: string
}

/** The `paths` that hold for a `tsconfig.json`, be they its own or of one that it extends. */
export function readPaths(config: string): Paths {
  const { paths, baseUrl } = find(config, new Set())
  if (paths === undefined) return {}
  return Object.fromEntries(
    Object.entries(paths.list).map(([name, places]) => [
      name,
      places.map((place) => resolve(baseUrl ?? paths.folder, place)),
    ]),
  )
}

function find(file: string, seen: Set<string>): Found {
  const config = seen.has(file) ? undefined : read(file)
  seen.add(file)
  if (config === undefined) return {}
  const folder = dirname(file)
  const bases = typeof config.extends === 'string' ? [config.extends] : (config.extends ?? [])
  const inherited = bases.map((base) => find(resolveBase(base, file), seen))
  const { paths, baseUrl } = config.compilerOptions ?? {}
  const own: Found = {
    ...(paths == null ? {} : { paths: { list: paths, folder } }),
    ...(baseUrl == null ? {} : { baseUrl: resolve(folder, baseUrl) }),
  }
  return Object.assign({}, ...inherited, own) as Found
}

function resolveBase(base: string, from: string): string {
  if (base.startsWith('.') || isAbsolute(base)) {
    const path = resolve(dirname(from), base)
    return statOf(path)?.isFile() === true ? path : `${path}.json`
  }
  for (const name of [base, `${base}.json`, `${base}/tsconfig.json`]) {
    try {
      return createRequire(from).resolve(name)
    } catch {}
  }
  return base
}

// The compiler itself tells what it cannot read.
function read(file: string): Config | undefined {
  try {
    return JSON.parse(plainJson(readFileSync(file, 'utf8'))) as Config
  } catch {
    return undefined
  }
}

// A tsconfig may have comments and commas before a closing bracket.
function plainJson(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (part) => (part.startsWith('"') ? part : ''))
    .replace(/"(?:[^"\\]|\\.)*"|,(?=\s*[\]}])/g, (part) => (part.startsWith('"') ? part : ''))
}
