import { closed, form, listOf, type SchemaMap, words } from '../../../src/json-schema.ts'
import { someText, text } from './scalar.ts'

/** A release that the job makes when it ends well. */
export interface GitlabRelease {
  readonly tag_name: string
  readonly description: string
  readonly tag_message?: string
  readonly name?: string
  /** What a new tag points at. */
  readonly ref?: string
  readonly milestones?: readonly string[]
  /** A point in time as in `2026-01-31T12:00:00Z`. */
  readonly released_at?: string
  readonly assets?: { readonly links: readonly GitlabReleaseLink[] }
}

/** A link of a release. */
export interface GitlabReleaseLink {
  readonly name: string
  readonly url: string
  readonly filepath?: string
  readonly link_type?: 'runbook' | 'package' | 'image' | 'other'
}

const link = closed<GitlabReleaseLink>(
  { name: someText, url: someText },
  { filepath: someText, link_type: words('runbook', 'package', 'image', 'other') },
)

/** The definitions of this file. */
export const releaseDefinitions: SchemaMap = {
  release: closed<GitlabRelease>(
    { tag_name: someText, description: text },
    {
      tag_message: text,
      name: text,
      ref: someText,
      milestones: listOf(someText),
      released_at: form(
        'a point in time such as `2026-01-31T12:00:00Z`',
        '^(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d)|.*\\$.*)$',
      ),
      assets: closed<NonNullable<GitlabRelease['assets']>>({ links: listOf(link, { minItems: 1 }) }, {}),
    },
  ),
}
