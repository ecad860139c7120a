import type { Report } from './diagnostics.ts'
import type { Document } from './document.ts'
import type { FeatureId, Use } from './features.ts'
import type { Pipeline } from './ir.ts'
import type { Simulation } from './plan/simulate.ts'
import type { Reader } from './read/reading.ts'
import type { Usual } from './usual.ts'

/** What a vendor can do with a feature. */
export type Level = 'native' | 'lowered' | 'setup' | 'degraded' | 'refused'

/** A cell of the feature table: a level, the words for it, and the vendor's page that it rests on. */
export interface Cell<L extends Level = Level, T extends string = string> {
  readonly level: L
  /** Lowered: how. Setup: what to set where. Degraded: what is lost. Refused: what to write instead. Native: empty. */
  readonly text: T
  readonly docs: string
  /** A better answer for one use; undefined: the cell stands. */
  readonly refine?: Refine
}

/** Looks at one use and may answer otherwise than the cell does for all. */
export type Refine = (use: Use, pipeline: Pipeline) => Cell | undefined

/** A column of the table: every row answered. */
export type Capabilities = Readonly<Record<FeatureId, Cell>>

/** The vendor's own construct, with the same meaning. */
export function native(docs: string, refine?: Refine): Cell<'native', ''> {
  return cell('native', '', docs, refine)
}

/** The same meaning in other words; `how` is a clause such as `written as parallel jobs`. */
export function lowered<const T extends string>(how: T, docs: string, refine?: Refine): Cell<'lowered', T> {
  return cell('lowered', how, docs, refine)
}

/** The vendor has it in its settings only; `what` says what to set where. */
export function setup<const T extends string>(what: T, docs: string, refine?: Refine): Cell<'setup', T> {
  return cell('setup', what, docs, refine)
}

/** It runs and means less; `lost` says what is lost. */
export function degraded<const T extends string>(lost: T, docs: string, refine?: Refine): Cell<'degraded', T> {
  return cell('degraded', lost, docs, refine)
}

/** It cannot be had; `instead` says what to write instead. */
export function refused<const T extends string>(instead: T, docs: string, refine?: Refine): Cell<'refused', T> {
  return cell('refused', instead, docs, refine)
}

function cell<L extends Level, T extends string>(level: L, text: T, docs: string, refine?: Refine): Cell<L, T> {
  return { level, text, docs, ...(refine === undefined ? {} : { refine }) }
}

/** The step of one vendor on all others: pipegen has a script for it. */
export function byRecipe(vendor: string, docs: string) {
  const isOwn: Refine = ({ detail }) => (detail === vendor ? native(docs) : undefined)
  return lowered('a script that pipegen has for it runs in its place: read it in the output', docs, isOwn)
}

/** Everything that pipegen knows of a vendor. */
export interface Vendor {
  /** The name of its folder, and what a story calls it. */
  readonly id: string
  /** What people call it. */
  readonly title: string
  /** The id of the vendor whose other form this is (an older product, a plainer output); it is shown where it is named only. */
  readonly variantOf?: string
  readonly capabilities: Capabilities
  /** After how many minutes each job ends at the latest, where the vendor has a limit that a story may pass. */
  readonly mostMinutes?: number
  /** Whether the services of a job are at `localhost` for its steps. */
  readonly servicesAtLocalhost?: true
  /** What its jobs have that say nothing, for stories that go on with it. */
  readonly usual?: Usual
  /** Empty at run time; its type is the shape of raw patches, for the editor. */
  readonly patches: Patches
  /**
   * The files of all stories of a repository, and the findings that no row of the table has: names, limits.
   * It is called with stories whose table findings hold no error, and never throws for a story.
   */
  readonly emit: (pipelines: readonly Pipeline[], report: Report) => readonly Document[]
  /** Whether a path from the root of the project is one that `emit` may write: for drift of files that no story yields any more. */
  readonly owns: (path: string) => boolean
  /**
   * The faults of an output by the vendor's format and limits. It loads the closed schema on demand, so it is
   * called only where a raw patch was merged, by tests, and by imports.
   */
  readonly validate: (document: Document) => Promise<readonly Fault[]>
  /** The vendor's rules, to play an event on its files. Loaded on demand. */
  readonly simulate?: () => Promise<Simulation>
  /** The story's jobs by what the files of `emit` call them: `job`, or `job[cell,values]` for one run of a matrix job. */
  readonly names?: (pipelines: readonly Pipeline[]) => ReadonlyMap<string, string>
  /** Where it has no reader of its own: the id of the vendor whose reader takes its files, or why none of them is read. */
  readonly readBy?: string | { readonly why: string }
  /** The way back: the vendor's files as pipelines. Loaded on demand. */
  readonly read?: () => Promise<Reader>
}

/** A vendor as imports know it; one that can be imported from, and not written for, is no more than this. */
export interface Source extends Pick<Vendor, 'id' | 'title' | 'owns' | 'read' | 'usual'> {
  readonly validate?: Vendor['validate']
}

/** The nodes of a vendor's output that a story can change or write by hand. */
export interface Patches {
  readonly pipeline?: object
  readonly job?: object
  readonly step?: object
  /** The events of the vendor that a story can name by `vendorTrigger`. */
  readonly trigger?: object
}

/** A place in an output that the vendor would refuse. */
export interface Fault {
  readonly path: readonly (string | number)[]
  readonly message: string
}
