import type { Job, Pipeline, Ref, RunStep } from '../ir.ts'
import type { Usual } from '../usual.ts'
import type { Remark } from './comments.ts'
import { commentsAbove } from './literal.ts'
import { type Names, namesOf } from './names.ts'

/** A constant of the story. */
export interface Constant {
  readonly name: string
  readonly code: string
  readonly kind: 'secret' | 'trigger' | 'environment' | 'service' | 'shared' | 'function' | 'job'
  /** Lines in front of it. */
  readonly comment: string
}

/** How the language of stories puts values into scripts. */
export interface Weaver {
  /** The script of chunks with variables between them; undefined where a value cannot stand in such a place. */
  readonly weave: (
    chunks: readonly string[],
    variables: readonly string[],
    shell: RunStep['shell'],
  ) => string | undefined
  /** The variable that a value gets of which the story names none. */
  readonly nameOf: (ref: Ref) => string
}

/** The vendor that a story comes from, with what its jobs have that say nothing. */
export interface Like {
  readonly id: string
  readonly usual: Usual
}

/** What telling a story needs everywhere, and what it gathers. */
export interface Desk {
  readonly pipeline: Pipeline
  readonly names: Names
  readonly imports: Set<string>
  readonly constants: Map<string, Constant>
  /** The scripts of more than one line, by the sign that stands for each. */
  readonly scripts: Map<string, string>
  /** Parts that stand in several places are told once; by the sign that stands for each. */
  readonly shared: Map<string, { readonly hint: string; readonly code: string }>
  /** The sign of each script and each part. */
  readonly signs: Map<string, string>
  /** Secrets, schedules and starts that stand as a constant. */
  readonly known: Map<string, string>
  readonly secretUses: ReadonlyMap<string, number>
  readonly jobNames: ReadonlyMap<string, string>
  /** The jobs that leave artifacts. */
  readonly leaving: ReadonlySet<string>
  readonly comments: ReadonlyMap<object, readonly Remark[]>
  /** The comments that have a place. */
  readonly told: Set<Remark>
  readonly weaver: Weaver | undefined
  /** What jobs have that say nothing, where they came from. */
  readonly like: Like | undefined
  /** What the language of stories cannot say. */
  readonly problems: { readonly what: string; readonly node: { readonly origin: Job['origin'] } }[]
}

const sign = {
  open: '\ue100',
  close: '\ue101',
  cell: '\ue102',
  shared: '\ue103',
  script: '\ue104',
  line: '\ue105',
} as const

/** A line between two jobs, until it is known how many lines they take. */
export const betweenJobs = `//${sign.line}\n`

/** Names what a story imports. */
export function use(desk: Desk, name: string): string {
  desk.imports.add(name)
  return name
}

/** Adds a constant, and gives what stands for it in code. */
export function declare(desk: Desk, constant: Constant): string {
  desk.constants.set(constant.name, constant)
  return constantRef(constant.name)
}

/** What stands for a constant of this code: one for all places that say the same. */
export function once(desk: Desk, code: string, make: () => Constant): string {
  const known = desk.signs.get(`constant ${code}`)
  if (known !== undefined) return known
  const made = declare(desk, make())
  desk.signs.set(`constant ${code}`, made)
  return made
}

/** What stands for a constant in code, until all are put in order. */
export function constantRef(name: string): string {
  return `${sign.open}${name}${sign.close}`
}

// Shorter parts stay where they are; a part that stands twice is worth a name when it is longer.
const [shortest, longer] = [36, 70]

/** Whether a part that stands so often becomes a constant. */
export function isWorthAName(desk: Desk, code: string, times: number): boolean {
  return times > 2 || (times === 2 && plainLength(desk, code) >= longer)
}

/** A part that may stand in several places; small parts, and those that use the matrix of a job, stay where they are. */
export function share(desk: Desk, hint: string, whole: string): string {
  if (whole.includes(sign.cell) || plainLength(desk, whole) < shortest) return whole
  const [above, code] = commentsAbove(whole)
  const known = desk.signs.get(`part ${code}`)
  if (known !== undefined) return `${above}${known}`
  const key = `${sign.shared}${desk.shared.size}${sign.shared}`
  desk.signs.set(`part ${code}`, key)
  desk.shared.set(key, { hint, code })
  return `${above}${key}`
}

/** How long code is when all that has a sign in it stands at its place. */
export function plainLength(desk: Desk, code: string): number {
  const flat = code.replaceAll(scriptPattern, (found) => desk.scripts.get(found) ?? '')
  const signs = [...flat.matchAll(sharedPattern)].map(([found]) => desk.shared.get(found)?.code ?? '')
  return signs.reduce((sum, part) => sum + plainLength(desk, part), flat.length)
}

function pattern(mark: string): RegExp {
  return new RegExp(`${mark}\\d+${mark}`, 'g')
}

/** The signs of shared parts in code. */
export const sharedPattern = pattern(sign.shared)
/** The signs of scripts in code. */
export const scriptPattern = pattern(sign.script)
/** The constants named in code. */
export const constantPattern = new RegExp(`${sign.open}([\\w$]+)${sign.close}`, 'g')
/** The values of the matrix cell in code. */
export const cellPattern = new RegExp(`${sign.cell}([^${sign.cell}]*)${sign.cell}`, 'g')

/** A value of the matrix cell, in a property that is a function of it. */
export function cellRef(key: string): string {
  return `${sign.cell}${key}${sign.cell}`
}

/** What stands for a script of several lines. */
export function scriptRef(desk: Desk, text: string): string {
  const known = desk.signs.get(`script ${text}`)
  if (known !== undefined) return known
  const key = `${sign.script}${desk.scripts.size}${sign.script}`
  desk.signs.set(`script ${text}`, key)
  desk.scripts.set(key, text)
  return key
}

/** A script of several lines as one, to be parted again when the layout is known. */
export function oneLine(code: string): string {
  return `${sign.line}${code.replaceAll('\n', sign.line)}`
}

/** The lines of a script that was laid out as one; undefined for any other text. */
export function linesOf(text: string): readonly string[] | undefined {
  return text.startsWith(sign.line) ? text.slice(1).split(sign.line) : undefined
}

/** The key of a secret among the known ones. */
export function secretKey(ref: Extract<Ref, { ref: 'secret' }>): string {
  return `secret ${ref.file} ${ref.name}`
}

/** A desk for a pipeline. */
export function deskFor(
  pipeline: Pipeline,
  secretUses: ReadonlyMap<string, number>,
  comments: Desk['comments'],
  weaver: Weaver | undefined,
  like: Like | undefined,
): Desk {
  const names = namesOf()
  for (const job of pipeline.jobs) for (const key of Object.keys(job.matrix?.cells[0] ?? {})) names.reserve(key)
  return {
    pipeline,
    names,
    imports: new Set(),
    constants: new Map(),
    scripts: new Map(),
    shared: new Map(),
    signs: new Map(),
    known: new Map(),
    secretUses,
    jobNames: new Map(pipeline.jobs.map((job) => [job.id, names.free(job.id, 'job')])),
    leaving: new Set(pipeline.jobs.flatMap((job) => (job.artifacts.length > 0 ? [job.id] : []))),
    comments,
    told: new Set(),
    weaver,
    like,
    problems: [],
  }
}
