import type { DataMap } from '../../../../src/yaml/data.ts'
import { actionOf } from '../action.ts'
import { wordOf } from '../source.ts'
import { hasExpression, wholeOf } from '../template.ts'

/** Where the sources of the project are in the workspace. */
export interface Sources {
  /** The folders that they are in, beside the top. */
  readonly folders: readonly string[]
  /** Whether those of another project are at the top. */
  readonly isForeign: boolean
}

/** The workspace before anything is fetched; a call of the project's own takes for granted that something is. */
export const nowhere: Sources = { folders: [], isForeign: false }

/** The workspace behind a step. */
export function afterStep(sources: Sources, step: DataMap): Sources {
  const call = actionOf(step)
  if (call?.action !== 'actions/checkout') return sources
  const path = wordOf(call.with.path)?.replaceAll(/^\.\/|\/$/g, '') ?? ''
  const isOwn = isProject(wordOf(call.with.repository))
  if (path === '' || path === '.') return { ...sources, isForeign: !isOwn }
  return isOwn && !hasExpression(path) ? { ...sources, folders: [...sources.folders, path] } : sources
}

function isProject(repository: string | undefined): boolean {
  return repository === undefined || wholeOf(repository)?.expression === 'github.repository'
}

/** A folder of the workspace as one of the project; undefined where it is none. */
export function inProject(folder: string, { folders, isForeign }: Sources): string | undefined {
  const inside = folders.find((one) => folder === one || folder.startsWith(`${one}/`))
  if (inside !== undefined) return folder.slice(inside.length + 1)
  return isForeign ? undefined : folder
}

/** Whether a step only brings in sources or programs: where it fails, nothing was done. */
export function isSetUp(step: DataMap): boolean {
  const action = actionOf(step)?.action ?? ''
  return /\b(checkout|cache|download-artifact|setup|install)\b/.test(action)
}
