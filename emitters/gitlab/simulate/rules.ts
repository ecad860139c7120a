import type { PlanEvent } from '../../../src/plan/event.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { holds } from './expression.ts'
import { matchesPath } from './glob.ts'
import { expandIn, type Variables } from './variables.ts'

/**
 * The first of the rules that matches; undefined where none does.
 *
 * @see https://docs.gitlab.com/ci/yaml/#rules
 */
export function ruleFor(rules: Data | undefined, variables: Variables, event: PlanEvent): DataMap | undefined {
  return flat(rules).find((rule) => matches(rule, variables, event))
}

// Lists of rules that are referred to stand in the list as lists.
function flat(rules: Data | undefined): readonly DataMap[] {
  return listOf(rules).flatMap((rule) => (Array.isArray(rule) ? flat(rule as readonly Data[]) : [mapOf(rule)]))
}

// Which files exist is not known here, so that `exists` counts as met.
function matches(rule: DataMap, variables: Variables, event: PlanEvent): boolean {
  if (rule.if !== undefined && rule.if !== null && !holds(textOf(rule.if) ?? '', variables)) return false
  return rule.changes === undefined || hasChanged(rule.changes, variables, event)
}

/**
 * Whether one of the paths changed. Without a push or a merge request nothing can be compared, and it counts as changed.
 *
 * @see https://docs.gitlab.com/ci/yaml/#ruleschanges
 */
export function hasChanged(changes: Data, variables: Variables, event: PlanEvent): boolean {
  const { changed } = event
  if (changed === null || (event.name !== 'push' && event.name !== 'pullRequest')) return true
  const paths = textsOf(isMap(changes) ? changes.paths : changes).map((path) => expandIn(path, variables))
  return paths.some((pattern) => changed.some((path) => matchesPath(pattern, path)))
}
