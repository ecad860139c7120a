import { anyOf, closed, type OneShape, type SchemaMap } from '../../../src/json-schema.ts'
import { someText } from './scalar.ts'

/** The image of a step or service: a name, or a name and how to log in to its registry. */
export type BitbucketImage = string | OneShape<BitbucketPlainImage | BitbucketPrivateImage | BitbucketAwsImage>

/** An image that anybody can fetch. */
export interface BitbucketPlainImage {
  readonly name: string
  /** The id of a user inside the image. */
  readonly 'run-as-user'?: number
}

/** An image behind a login. */
export interface BitbucketPrivateImage extends BitbucketPlainImage {
  readonly username: string
  readonly password: string
  readonly email?: string
}

/** An image in the registry of AWS. */
export interface BitbucketAwsImage extends BitbucketPlainImage {
  readonly aws: OneShape<
    { readonly 'oidc-role': string } | { readonly 'access-key': string; readonly 'secret-key': string }
  >
}

const plain = { name: someText } as const
const user = { 'run-as-user': { type: 'integer', minimum: 0 } } as const

/**
 * The definitions of this file.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/docker-image-options/
 */
export const imageDefinitions: SchemaMap = {
  image: anyOf(
    someText,
    closed<BitbucketPlainImage>(plain, user),
    closed<BitbucketPrivateImage>({ ...plain, username: someText, password: someText }, { ...user, email: someText }),
    closed<BitbucketAwsImage>(
      {
        ...plain,
        aws: anyOf(
          closed<{ 'oidc-role': string }>({ 'oidc-role': someText }, {}),
          closed<{ 'access-key': string; 'secret-key': string }>(
            { 'access-key': someText, 'secret-key': someText },
            {},
          ),
        ),
      },
      user,
    ),
  ),
}
