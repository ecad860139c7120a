import {
  anyOf,
  closed,
  exclusive,
  form,
  has,
  listOf,
  ref,
  type SchemaMap,
  when,
  words,
} from '../../../src/json-schema.ts'
import type { GitlabReports } from './reports.ts'
import { durationOrNever, flag, orNothing, orReference, someText, text } from './scalar.ts'

/** Files that a job leaves behind. */
export interface GitlabArtifacts {
  /** The name of the archive; `artifacts` if not said. */
  readonly name?: string
  /** Inside the project. */
  readonly paths?: readonly string[]
  readonly exclude?: readonly string[]
  /** All files that git does not know. */
  readonly untracked?: boolean
  /** `on_success` if not said. */
  readonly when?: 'on_success' | 'on_failure' | 'always'
  /** How long they are kept, or `never`. */
  readonly expire_in?: string
  /** A link of this name in the merge request. Letters, digits, `-`, `_` and spaces. */
  readonly expose_as?: string
  readonly access?: 'all' | 'developer' | 'maintainer' | 'none'
  /** The older form of `access`. */
  readonly public?: boolean
  readonly reports?: GitlabReports
}

const paths = orReference(listOf(anyOf(someText, { type: 'array' }), { minItems: 1 }))

/** The definitions of this file. */
export const artifactsDefinitions: SchemaMap = {
  artifacts: orNothing(
    orReference(
      closed<GitlabArtifacts>(
        {},
        {
          name: text,
          paths,
          exclude: paths,
          untracked: flag,
          when: words('on_success', 'on_failure', 'always'),
          expire_in: durationOrNever,
          expose_as: form('made of letters, digits, `-`, `_` and spaces', '^\\w[-\\w ]*$'),
          access: words('all', 'developer', 'maintainer', 'none'),
          public: flag,
          reports: ref('reports'),
        },
        { ...exclusive('access', 'public'), ...when(has('expose_as'), has('paths')) },
      ),
    ),
  ),
}
