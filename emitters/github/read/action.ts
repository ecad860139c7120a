import type { DataMap } from '../../../src/yaml/data.ts'
import { mapOf, wordOf } from './source.ts'

/** A step that runs an action, parted. */
export interface ActionCall {
  /** `owner/repository`, or with a path below it; in lower case. */
  readonly action: string
  /** The tag, branch or commit. */
  readonly version: string
  readonly with: DataMap
}

/** The action that a step runs; undefined for other steps and for actions of the repository itself. */
export function actionOf(step: DataMap): ActionCall | undefined {
  const uses = wordOf(step.uses)
  if (uses === undefined || uses.startsWith('.') || uses.includes('://')) return undefined
  const [action = '', version = ''] = uses.split('@')
  return { action: action.toLowerCase(), version, with: mapOf(step.with) ?? {} }
}

/** Whether a step does no more than its action: it asks no condition, and nothing asks for it. */
export function isPlainCall(step: DataMap, asked: ReadonlySet<string>): boolean {
  const id = wordOf(step.id)
  if (id !== undefined && asked.has(id)) return false
  return Object.keys(step).every((key) => key === 'uses' || key === 'with' || key === 'name' || key === 'id')
}

/** An input as text; undefined where it is missing or empty. */
export function inputOf(call: ActionCall, name: string): string | undefined {
  const text = wordOf(call.with[name])?.trim()
  return text === '' ? undefined : text
}
