import type { Pipeline } from '../../../src/ir.ts'
import { aliased } from './aliases.ts'
import { printExpression } from './print-expression.ts'
import { mapOf, wordOf } from './source.ts'
import { partsOf } from './template.ts'

const perPull = new Set(['github.event.pull_request.number', 'github.head_ref'])
const perRef = new Set(['github.ref', 'github.ref_name'])
const perRun = new Set(['github.run_id', 'github.sha'])
const names = new Set(['github.workflow', 'github.repository'])

/** Which runs a newer one cancels, where the group of the workflow says one of the three ways. */
export function readSuperseded(value: unknown, pulls: boolean): Pipeline['cancelSuperseded'] {
  const map = mapOf(value)
  if (map?.['cancel-in-progress'] !== true) return 'none'
  const chosen = partsOf(wordOf(map.group) ?? '').flatMap((part) => {
    if (typeof part === 'string' || part.node === undefined) return []
    const node = aliased(part.node)
    const ways = 'any' in node ? node.any : [node]
    const written = ways.map(printExpression)
    return written.every((way) => names.has(way)) ? [] : [written]
  })
  const [ways, ...more] = chosen
  if (ways === undefined || more.length > 0) return 'none'
  const [first = '', second = ''] = ways
  if (ways.length === 1 && perRef.has(first)) return 'all'
  if (ways.length !== 2 || !perPull.has(first)) return 'none'
  if (perRef.has(second)) return 'all'
  return perRun.has(second) && pulls ? 'pullRequests' : 'none'
}
