import type { GithubCallJob, GithubEvents, GithubStep, GithubStepsJob, GithubWorkflow } from './schema.ts'

/**
 * A part of a node, key by key; `null` takes a key out. The numbers of its items change a list, and `before` puts
 * items in front of it.
 */
export type Patch<T> = T extends readonly (infer I)[]
  ? T | { readonly [index: number]: Patch<I> | null; readonly before?: readonly I[] }
  : T extends object
    ? { readonly [K in keyof T]?: Patch<T[K]> | null }
    : T

/** What a story can change by hand: the whole workflow, a job, or a step; a step can be written whole too. */
export interface GithubPatches {
  readonly pipeline?: Patch<GithubWorkflow>
  readonly job?: Patch<GithubStepsJob & Partial<GithubCallJob>>
  readonly step?: Patch<GithubStep>
  readonly trigger?: GithubEvents
}
