import type { Permissions } from '../../../src/ir.ts'
import { mapOf } from './source.ts'

// The areas that all vendors' tokens are asked for; the others stay as they stand.
const areas: ReadonlySet<string> = new Set([
  'actions',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'issues',
  'packages',
  'pages',
  'pull-requests',
  'security-events',
  'statuses',
])

/** What a token may do; null where nothing is said that can be named area by area. */
export function readPermissions(value: unknown): Permissions | null {
  const map = mapOf(value)
  if (map === undefined) return null
  return Object.fromEntries(
    Object.entries(map).flatMap(([area, level]) =>
      areas.has(area) && (level === 'read' || level === 'write')
        ? [[area.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()), level]]
        : [],
    ),
  )
}
