import type { Data } from '../../../../src/yaml/data.ts'
import { mapOf } from '../source.ts'

const levels = ['none', 'read', 'write']

/**
 * Whether rights are within others; what is not said is not known, and passes. A workflow that asks for more than its
 * caller has does not start.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/reusing-workflow-configurations#supported-keywords-for-jobs-that-call-a-reusable-workflow
 */
export function isWithin(asked: Data | undefined, cap: Data | undefined): boolean {
  if (asked === undefined || cap === undefined || asked === null || cap === null) return true
  const areas = new Set([...Object.keys(mapOf(asked) ?? {}), ...Object.keys(mapOf(cap) ?? {}), 'contents'])
  return [...areas].every((area) => levelOf(asked, area) <= levelOf(cap, area))
}

function levelOf(rights: Data, area: string): number {
  if (rights === 'write-all') return 2
  if (rights === 'read-all') return 1
  return Math.max(0, levels.indexOf(String(mapOf(rights)?.[area] ?? 'none')))
}
