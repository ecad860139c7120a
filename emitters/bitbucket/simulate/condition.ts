import type { PlanEvent } from '../../../src/plan/event.ts'
import type { Data } from '../../../src/yaml/data.ts'
import { mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { holdsExpression, type Variables } from './expression.ts'
import { matchesGlob } from './glob.ts'

/**
 * Whether the condition of a step or stage lets it run. Where nobody knows what changed, it does.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/step-options/
 */
export function isMet(condition: Data | undefined, { changed }: PlanEvent, variables: Variables): boolean {
  const { state, changesets } = mapOf(condition)
  if (state !== undefined && !holdsExpression(textOf(state) ?? '', variables)) return false
  if (changesets === undefined || changed === null) return true
  const { includePaths, excludePaths } = mapOf(changesets)
  const kept = changed.filter((file) => !textsOf(excludePaths).some((glob) => matchesGlob(glob, file)))
  if (includePaths === undefined) return kept.length > 0
  return kept.some((file) => textsOf(includePaths).some((glob) => matchesGlob(glob, file)))
}
