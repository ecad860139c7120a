import type { OpenDocument } from '../../../../src/read/open.ts'
import type { Comment } from '../../../../src/read/reading.ts'
import type { Path } from '../../../../src/yaml/find.ts'
import { listOf, mapOf } from '../source.ts'

/**
 * A comment of a file that has no story of its own, with a place in the stories that it is worked into: what speaks of the
 * file stands at its first job or step. Undefined for what speaks of its inputs and outputs, which are gone.
 */
export function commentInside(comment: Comment, document: OpenDocument): Comment | undefined {
  const top = comment.chain?.at(-1)?.key
  if (comment.leads !== true && (top === 'jobs' || top === 'runs')) return comment
  if (comment.leads !== true && top !== undefined && gone.has(String(top))) return undefined
  const first = firstPart(document)
  if (first === undefined) return undefined
  const of = document.at(first)
  return { text: comment.text, of, chain: [{ origin: of, key: first[first.length - 1] ?? '' }] }
}

const gone: ReadonlySet<string> = new Set([
  'on',
  'name',
  'run-name',
  'description',
  'author',
  'branding',
  'inputs',
  'outputs',
])

function firstPart({ root }: OpenDocument): Path | undefined {
  const data = mapOf(root.data)
  const [job] = Object.keys(mapOf(data?.jobs) ?? {})
  if (job !== undefined) return ['jobs', job]
  return listOf(mapOf(data?.runs)?.steps).length === 0 ? undefined : ['runs', 'steps', 0]
}
