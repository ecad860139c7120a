import type { Origin } from '../origin.ts'
import type { Env, Text } from './value.ts'

/** The machine of a job. `os`, `arch` and `size` may come from the matrix. */
export interface Runner {
  /** `linux`, `windows` or `macos`. */
  readonly os: Text
  /** `x64` or `arm64`. */
  readonly arch: Text
  /** `small`, `medium`, `large`, or the empty text: the vendor's usual machine. */
  readonly size: Text
  /** Labels that a machine of one's own must have; empty: a machine of the vendor. */
  readonly labels: readonly string[]
  readonly origin: Origin
}

/** An image that the steps of a job run in. Its entry point is not run. */
export interface Container {
  readonly image: Text
  readonly credentials: Credentials | null
  /** User name or id inside the image; null: the image's own. */
  readonly user: string | null
  readonly origin: Origin
}

/** How to log in to the registry of an image. */
export interface Credentials {
  readonly username: Text
  readonly password: Text
}

/** A toolchain by name: set up on a machine, or found in an official image. */
export interface Tool {
  readonly name: 'node' | 'python' | 'go' | 'java' | 'rust' | 'ruby' | 'php' | 'dotnet' | 'deno' | 'bun' | 'docker'
  readonly version: Text
  /** A build tool that goes with it: `maven` or `gradle` for Java; else null. */
  readonly with: 'maven' | 'gradle' | null
  readonly origin: Origin
}

/** A container beside the job, reachable at its host and port by the references to them. */
export interface Service {
  /** The key of the story; the host name where the vendor lets it be chosen. */
  readonly id: string
  readonly image: Text
  readonly credentials: Credentials | null
  /** The port that the service listens on. */
  readonly port: number
  readonly env: Env
  /** Arguments in place of the image's own command; empty: the image's own. */
  readonly command: readonly string[]
  readonly ready: Ready
  readonly origin: Origin
}

/** How a service shows that it is ready. */
export type Ready =
  | { readonly by: 'port' }
  | { readonly by: 'command'; readonly command: string }
  | { readonly by: 'nothing' }

/** What the repository's token may do, by area. An area that is not named is closed. */
export type Permissions = Readonly<Record<string, 'read' | 'write'>>

/** How the sources are fetched. */
export interface Checkout {
  /** Commits of history; 0: all. */
  readonly depth: number
  readonly submodules: 'none' | 'direct' | 'recursive'
  readonly lfs: boolean
  readonly tags: boolean
  /** Whether git can push from the job. */
  readonly credentials: boolean
  /** For a pull request: the last commit of its branch, or the merge of it into the target. */
  readonly pullRequest: 'head' | 'merge'
  readonly origin: Origin
}
