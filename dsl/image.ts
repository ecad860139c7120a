import type { Secret, Words } from './value.ts'

/** A login to a registry. */
export interface CredentialsSpec {
  readonly username: Words | Secret
  readonly password: Secret
}

/** An image with more than its name. */
export interface ImageSpec {
  /** The image, with its tag. */
  readonly name: Words
  /** How to log in to its registry. */
  readonly credentials?: CredentialsSpec
  /** User name or id inside the image. */
  readonly user?: string
}
