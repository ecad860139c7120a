import { statSync } from 'node:fs'
import { type Code, type Params, type Report, rules } from '../diagnostics.ts'
import type { Output } from '../emit.ts'
import { cacheFolder } from '../load/cache-folder.ts'
import { hashOf, readKept, writeKept } from '../load/kept.ts'
import { type Origin, plainOrigin, stringifyWithoutOrigins } from '../origin.ts'
import type { Vendor } from '../vendor.ts'
import type { Io } from './command.ts'
import type { Gathered } from './gather.ts'
import { translate } from './translate.ts'

interface Said {
  readonly code: Code
  readonly at: Origin | null
  readonly params: unknown
  readonly docs?: string
}

interface Result {
  readonly outputs: readonly Output[]
  readonly said: readonly Said[]
}

/**
 * What `translate` gives, which depends on nothing but the pipelines and the program: where both are as they were in the
 * last run, so is the result.
 */
export async function translateKept(
  { pipelines, bundles }: Pick<Gathered, 'pipelines' | 'bundles'>,
  vendors: readonly Vendor[],
  asked: boolean,
  io: Io,
  root: string,
  report: Report,
): Promise<readonly Output[]> {
  const folder = pipelines.length === 0 ? undefined : cacheFolder(`${root}/.`, io.env)
  if (folder === undefined) return translate(pipelines, vendors, asked, report)
  const ids = vendors.map((vendor) => vendor.id)
  const name = JSON.stringify([root, asked, ids, pipelines.map((pipeline) => pipeline.source)])
  // The places follow from the text of the stories.
  const texts = bundles.map((bundle) => hashOf(bundle.code)).join(' ')
  const key = `${program()} ${texts} ${name} ${stringifyWithoutOrigins(pipelines)}\n`
  const kept = read(folder, name, key)
  if (kept !== undefined) {
    for (const said of kept.said) report(said.code, said.at, said.params as Params<Code>, said.docs)
    return kept.outputs
  }
  const said: Said[] = []
  const outputs = await translate(pipelines, vendors, asked, (code, at, params, docs) => {
    said.push({ code, at: at === null ? null : plainOrigin(at), params, ...(docs === undefined ? {} : { docs }) })
    report(code, at, params, docs)
  })
  if (!said.some(({ code }) => rules[code].severity === 'error'))
    writeKept(folder, name, `${key}${JSON.stringify({ outputs, said })}`)
  return outputs
}

function read(folder: string, name: string, key: string): Result | undefined {
  const bytes = readKept(folder, name)
  if (bytes === undefined) return undefined
  const text = bytes.toString('utf8')
  if (!text.startsWith(key)) return undefined
  try {
    return JSON.parse(text.slice(key.length)) as Result
  } catch {
    return undefined
  }
}

const self = import.meta.url.startsWith('file:') ? new URL(import.meta.url) : import.meta.url

// The program itself by its file, so that a build of it that has the same version counts as another.
function program(): string {
  const { mtimeMs, size } = statSync(self)
  return `${process.version} ${mtimeMs} ${size}`
}
