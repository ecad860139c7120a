import type { Unsaid } from '../../../src/read/reading.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { actionOf, inputOf } from './action.ts'
import { listOf, mapOf, type Source } from './source.ts'

/**
 * What a workflow leaves to the defaults of GitHub.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idtimeout-minutes
 */
export function unsaidIn({ jobs }: DataMap, at: Source['at']): readonly Unsaid[] {
  return Object.entries(mapOf(jobs) ?? {}).flatMap(([id, value]): readonly Unsaid[] => {
    const data = mapOf(value) ?? {}
    const job = at(['jobs', id])
    const asks = listOf(data.steps).some((step) => {
      const call = actionOf(mapOf(step) ?? {})
      return call?.action === 'actions/checkout' && inputOf(call, 'persist-credentials') !== undefined
    })
    return [
      ...(data['timeout-minutes'] === undefined ? [{ what: 'timeout', job } as const] : []),
      ...(asks ? [] : [{ what: 'credentials', job } as const]),
    ]
  })
}
