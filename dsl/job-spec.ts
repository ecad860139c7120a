import type { Cache } from './cache.ts'
import type { Condition } from './condition.ts'
import type { Environment } from './environment.ts'
import type { VendorId, VendorPatches } from './gate.ts'
import type { ImageSpec } from './image.ts'
import type { AnyJob, Need } from './job.ts'
import type { Axes, Cell, Choice, Matrix } from './matrix.ts'
import type { Service } from './service.ts'
import type { StepLike } from './step.ts'
import type { Tool } from './tools.ts'
import type { EnvSpec, Value, Words } from './value.ts'

/** A time: minutes as a number, or `'90m'`, `'2h'`. */
export type Minutes = number | `${number}m` | `${number}h`

/** A property that can depend on the cell of the matrix. */
export type Per<A extends Axes, T> = T | ((cell: Cell<A>) => T)

type Part<T extends string> = T | Value<T> | Value<never> | Choice<T>

/** The machine of a job. */
export interface RunnerSpec {
  /** `linux` where left out. */
  readonly os?: Part<'linux' | 'windows' | 'macos'>
  /** `x64` where left out, and `arm64` on macOS. */
  readonly arch?: Part<'x64' | 'arm64'>
  /** The vendor's usual machine where left out. */
  readonly size?: Part<'small' | 'medium' | 'large'>
  /** Labels of a machine of your own; it must have them all. */
  readonly labels?: readonly string[]
}

/** Files that a job leaves for the jobs that need it. */
export interface ArtifactSpec {
  /** Paths or globs from the root of the project; a folder means all in it. */
  readonly paths: string | readonly string[]
  /** Globs of files to leave out. */
  readonly exclude?: string | readonly string[]
  /** Whole days that it is kept; 7 where left out. */
  readonly retention?: number
  /** After which result of the job it is kept; `success` where left out. */
  readonly when?: 'success' | 'failure' | 'always'
  /** What happens when nothing matches; `error` where left out. */
  readonly ifMissing?: 'error' | 'warn' | 'ignore'
  /** Whether executable bits must survive; `false` where left out. */
  readonly modes?: boolean
}

/** Results that a vendor can show beside the run. */
export interface ReportsSpec {
  /** Paths or globs of JUnit files. */
  readonly junit?: string | readonly string[]
  /** Coverage: a Cobertura file, or more. */
  readonly coverage?:
    | string
    | { readonly format?: 'cobertura' | 'jacoco'; readonly path?: string; readonly pattern?: RegExp }
}

/** What the repository's token may do; an area that is not named is closed. */
export type PermissionsSpec = {
  readonly [A in
    | 'actions'
    | 'attestations'
    | 'checks'
    | 'contents'
    | 'deployments'
    | 'discussions'
    | 'issues'
    | 'packages'
    | 'pages'
    | 'pullRequests'
    | 'securityEvents'
    | 'statuses']?: 'read' | 'write'
}

/** How the sources are fetched. */
export interface CheckoutSpec {
  /** Commits of history, 0 for all; 1 where left out. */
  readonly depth?: number
  readonly submodules?: boolean | 'recursive'
  readonly lfs?: boolean
  readonly tags?: boolean
  /** Whether git can push from the job; `false` where left out. */
  readonly credentials?: boolean
  /** For a pull request: the last commit of its branch (the default), or its merge into the target. */
  readonly pullRequest?: 'head' | 'merge'
}

/** What `job` takes. */
export interface JobSpec<Out extends string, A extends Axes> {
  /** What people read; the key of the job where left out. */
  readonly name?: Per<A, Words>
  /** The jobs to wait for; their artifacts are put in place. Without it, all jobs of the earlier stages. */
  readonly needs?: readonly (AnyJob | Need)[]
  /** When the job runs. */
  readonly when?: Per<A, Condition>
  /** One run per combination. */
  readonly matrix?: A | Matrix<A>
  /** The machine. */
  readonly runner?: Per<A, RunnerSpec>
  /** The image that the steps run in. */
  readonly image?: Per<A, Words | ImageSpec>
  /** Toolchains that the steps use. */
  readonly tools?: Per<A, readonly Tool[]>
  /** Containers beside the job, by name. */
  readonly services?: Per<A, Readonly<Record<string, Service>>>
  readonly env?: Per<A, EnvSpec>
  /** What is done, in order; one step may stand alone. */
  readonly steps: Per<A, StepLike | readonly StepLike[]>
  /** Names of strings that steps append to the file `$PIPEGEN_OUTPUT`, as `name=value`. */
  readonly outputs?: readonly Out[]
  /** Files for the jobs that need this one, by name. */
  readonly artifacts?: Readonly<Record<string, string | readonly string[] | ArtifactSpec>>
  readonly caches?: Per<A, readonly Cache[]>
  readonly reports?: ReportsSpec
  /** Where the job deploys to. */
  readonly environment?: Per<A, Environment>
  /**
   * A name that one job at a time holds, across runs. A job that deploys holds its environment; `false`: its deployments may
   * overlap.
   */
  readonly lock?: Per<A, Words | boolean>
  /** Minutes as a number, or `'90m'`, `'2h'`; 60 minutes where left out. */
  readonly timeout?: Minutes
  /** How often a failed job is tried again. */
  readonly retry?: 0 | 1 | 2
  /** Whether the run goes on when the job fails. */
  readonly allowFailure?: boolean
  readonly permissions?: PermissionsSpec
  /** How the sources are fetched; `false` to start in an empty folder. */
  readonly checkout?: CheckoutSpec | false
  /** The shell of steps that name none. */
  readonly shell?: 'bash' | 'sh'
  /** The working directory of steps that name none, from the root of the checkout. */
  readonly workingDirectory?: string
  /** Changes of a vendor's own job by hand. */
  readonly raw?: { readonly [V in VendorId]?: VendorPatches<V, 'job'> }
}
