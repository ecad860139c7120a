import { allOf, yes } from '../../../src/condition/build.ts'
import type { Condition } from '../../../src/ir.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { id } from '../title.ts'

/** The condition of a step or stage; what a story has no words for stays in those of the vendor, and holds nowhere else. */
export function ownCondition(condition: DataMap): Condition {
  if (Object.keys(condition).length === 0) return yes
  const changesets = mapOf(condition.changesets)
  const paths = textsOf(changesets.includePaths ?? null)
  const isKnown = paths.length > 0 && paths.every((path) => /^[^?[\]{}$\\!]+$/.test(path))
  const plain = isKnown && changesets.excludePaths === undefined
  const state = textOf(condition.state ?? null)
  const own = (text: string): Condition => ({ test: 'vendor', texts: { [id]: text } })
  const others = Object.keys(condition).filter((key) => key !== 'changesets' && key !== 'state')
  return allOf([
    ...(plain ? [{ test: 'changed' as const, paths }] : []),
    ...(condition.changesets !== undefined && !plain ? [own(`changesets: ${JSON.stringify(changesets)}`)] : []),
    ...(state === undefined ? [] : [own(state)]),
    ...others.map((key) => own(`${key}: ${JSON.stringify(condition[key])}`)),
  ])
}
