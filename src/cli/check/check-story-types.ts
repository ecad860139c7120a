import { collect, type Diagnostic } from '../../diagnostics.ts'
import { checkTypes, type TypeChecking } from '../../typecheck/check-types.ts'

/** The findings about types, and the files that were read for them. */
export interface CheckedTypes {
  readonly types: readonly Diagnostic[]
  readonly files: readonly string[]
}

/** Checks the types of stories, unless what was found already keeps the compiler from reading them, too. */
export function checkStoryTypes(
  scope: readonly string[],
  found: readonly Diagnostic[],
  checking: TypeChecking,
): CheckedTypes {
  const isUnreadable = found.some(({ code }) =>
    ['story-syntax', 'story-import', 'needs-staging', 'cannot-read', 'no-story'].includes(code),
  )
  const { report, found: types } = collect()
  const files = isUnreadable ? [] : checkTypes(scope, checking, report)
  return { types, files }
}
