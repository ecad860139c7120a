import type { Report } from '../../../src/diagnostics.ts'
import type { Cursor } from '../../../src/read/cursor.ts'
import { entryOf, lose, type RawJob } from './context.ts'
import { type Language, languageOf, languages, versionOf } from './languages.ts'

/** What a job runs on. */
export interface Machine {
  readonly os: 'linux' | 'macos' | 'windows'
  readonly arch: 'x64' | 'arm64'
  readonly language: string
  readonly known: Language | undefined
  /** The version of the language for its toolchain or image. */
  readonly version: string
  readonly versionAt: Cursor | undefined
}

const systems: Readonly<Record<string, Machine['os']>> = {
  linux: 'linux',
  ubuntu: 'linux',
  osx: 'macos',
  macos: 'macos',
  mac: 'macos',
  windows: 'windows',
}

/** The machine of a job; undefined where no vendor has such ones, which is told. */
export function machineOf(job: RawJob, report: Report): Machine | undefined {
  const [osAt, archAt] = [job.axes.get('os'), job.axes.get('arch')]
  const language = languageOf(job.keys.get('language')?.text())
  const isApple =
    language === 'objective-c' ||
    (osAt === undefined && job.keys.get('osx_image') !== undefined && job.axes.get('osx_image') !== undefined)
  const os = entryOf(systems, (osAt?.text() ?? (isApple ? 'osx' : 'linux')).toLowerCase())
  const wanted = archAt?.text()?.toLowerCase() ?? 'amd64'
  const arch = /^(?:amd64|x86_64|x64)$/.test(wanted) ? 'x64' : /^(?:arm64|aarch64)/.test(wanted) ? 'arm64' : undefined
  if (os === undefined || arch === undefined) {
    const at = os === undefined ? osAt : archAt
    if (at !== undefined) lose(at, 'the vendors have no such machines: a job for it was left out', report)
    return undefined
  }
  const known = entryOf(languages, language)
  const versionAt = known?.keys.map((key) => job.axes.get(key)).find((value) => value !== undefined)
  const text = versionAt === undefined || versionAt.kind !== 'scalar' ? undefined : versionAt.source.trim()
  const { version, exact } = versionOf(known?.tool, text === undefined || text === '' ? (known?.version ?? '') : text)
  if (!exact && versionAt !== undefined && text !== undefined)
    report('import-approximate', versionAt.origin, {
      address: versionAt.address,
      from: text,
      to: version,
      why: 'no other vendor sets up that build of it',
    })
  return { os, arch, language, known, version, versionAt }
}
