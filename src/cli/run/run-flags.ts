import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { whyOf } from '../../load/why.ts'
import { readDotenv } from '../../run/dotenv.ts'
import type { Address } from '../../run/sight.ts'
import type { Io } from '../command.ts'

/** How a run goes, as the command line says. */
export interface RunFlags {
  /** How many jobs at once; undefined: as many as there are processors. */
  readonly jobs: number | undefined
  readonly keepGoing: boolean
  readonly failFast: boolean
  readonly dryRun: boolean
  readonly inPlace: boolean
  readonly hostOnly: boolean
  readonly secretFiles: readonly ReadonlyMap<string, string>[]
  readonly services: ReadonlyMap<string, Address & { readonly port: string }>
  readonly deploys: ReadonlySet<string>
  readonly approved: ReadonlySet<string>
  readonly artifacts: string | undefined
  readonly reports: readonly { readonly kind: 'junit' | 'json'; readonly file: string }[]
}

interface Values {
  readonly jobs?: string | undefined
  readonly 'keep-going'?: boolean | undefined
  readonly 'fail-fast'?: boolean | undefined
  readonly 'dry-run'?: boolean | undefined
  readonly 'in-place'?: boolean | undefined
  readonly host?: boolean | undefined
  readonly secrets?: readonly string[] | undefined
  readonly service?: readonly string[] | undefined
  readonly deploy?: readonly string[] | undefined
  readonly approve?: readonly string[] | undefined
  readonly artifacts?: string | undefined
  readonly report?: readonly string[] | undefined
}

/** Reads how a run goes, or gives the words for what is wrong. */
export function runFlags(values: Values, { cwd }: Pick<Io, 'cwd'>): RunFlags | string {
  const jobs = values.jobs === undefined ? undefined : Number(values.jobs)
  if (jobs !== undefined && !(Number.isInteger(jobs) && jobs >= 1 && jobs <= 256))
    return `'${values.jobs}' is no number of jobs; give one from 1 to 256`
  if (values['keep-going'] && values['fail-fast']) return '--keep-going and --fail-fast exclude each other'
  const secretFiles: ReadonlyMap<string, string>[] = []
  for (const file of values.secrets ?? []) {
    const text = textOf(resolve(cwd, file))
    if (typeof text !== 'string') return `cannot read ${file}: ${text.why}`
    secretFiles.push(readDotenv(text))
  }
  const services = new Map<string, Address>()
  for (const text of values.service ?? []) {
    const [, name, host, port] = /^([^=]+)=\[?([^=]*?)\]?:(\d+)$/.exec(text) ?? []
    if (name === undefined || host === undefined || port === undefined)
      return `'${text}' is no service; write --service NAME=HOST:PORT`
    services.set(name, { host, port })
  }
  const reports: { kind: 'junit' | 'json'; file: string }[] = []
  for (const text of values.report ?? []) {
    const [, kind, file] = /^(junit|json)=(.+)$/s.exec(text) ?? []
    if (file === undefined) return `'${text}' is no report; write --report junit=FILE or --report json=FILE`
    reports.push({ kind: kind as 'junit' | 'json', file: resolve(cwd, file) })
  }
  return {
    jobs,
    keepGoing: values['keep-going'] === true,
    failFast: values['fail-fast'] === true,
    dryRun: values['dry-run'] === true,
    inPlace: values['in-place'] === true,
    hostOnly: values.host === true,
    secretFiles,
    services,
    deploys: new Set(values.deploy ?? []),
    approved: new Set(values.approve ?? []),
    artifacts: values.artifacts === undefined ? undefined : resolve(cwd, values.artifacts),
    reports,
  }
}

function textOf(file: string): string | { readonly why: string } {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    return { why: whyOf(error) }
  }
}
