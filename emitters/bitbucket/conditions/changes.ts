import { allOf } from '../../../src/condition/build.ts'
import { tests } from '../../../src/condition/tests.ts'
import type { Condition } from '../../../src/ir.ts'
import { covers } from '../../../src/pattern.ts'
import { canGlob, globsOf } from '../pattern.ts'

/** A condition in two: the paths of which one must have changed, and the rest. */
export interface Changes {
  /** null: the condition asks for no paths. */
  readonly paths: readonly string[] | null
  readonly rest: Condition
}

/**
 * Parts the changed paths from a condition; undefined where a step cannot ask for them, for it has one list of paths, which
 * is joined to the rest by «and»: https://support.atlassian.com/bitbucket-cloud/docs/step-options/
 */
export function changesOf(condition: Condition): Changes | undefined {
  const parts = 'all' in condition ? condition.all : [condition]
  let paths: readonly string[] | null = null
  const rest: Condition[] = []
  for (const part of parts) {
    if (!tests(part).some((test) => test.test === 'changed')) {
      rest.push(part)
      continue
    }
    const found = listOf(part)
    if (found === undefined || !found.every(canGlob)) return undefined
    if (paths === null || found.every((path) => covers(paths as readonly string[], path))) paths = found
    else if (!paths.every((path) => covers(found, path))) return undefined
  }
  return { paths, rest: allOf(rest) }
}

function listOf(part: Condition): readonly string[] | undefined {
  if ('test' in part) return part.test === 'changed' ? part.paths : undefined
  if (!('any' in part)) return undefined
  const lists = part.any.map(listOf)
  return lists.every((list): list is readonly string[] => list !== undefined) ? lists.flat() : undefined
}

/** Paths as Bitbucket's globs. */
export function pathGlobs(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.flatMap(globsOf))]
}
