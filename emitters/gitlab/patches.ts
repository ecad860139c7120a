import type { GitlabConfig, GitlabGlobals, GitlabJob, GitlabScriptJob, GitlabTriggerJob } from './schema.ts'

/** A node of the output, in part; `null` takes a key out. */
export type Patch<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Patch<T[K]> | null }
    : T

/** What a story can change by hand in the output. */
export interface GitlabPatches {
  readonly pipeline?: { readonly [K in keyof GitlabGlobals]?: Patch<GitlabGlobals[K]> | null } & {
    readonly [job: string]: Patch<GitlabJob> | Patch<GitlabConfig[string]> | null
  }
  readonly job?: { readonly [K in keyof GitlabScriptJob]?: Patch<GitlabScriptJob[K]> | null } & {
    readonly trigger?: GitlabTriggerJob['trigger']
  }
  readonly step?: {
    readonly script?: string | readonly string[] | null
    /** Runs the step where GitLab runs what comes behind a job: in a shell, and maybe a container, of its own. */
    readonly after_script?: true
  }
}
