import type { FeatureId } from '../../features.ts'
import { type Cell, lowered, native, refused } from '../../vendor.ts'
import { page } from './page.ts'

const played = lowered('played: an option says what has happened', page)

/** Cells about what starts a run. */
export const triggerCells = {
  'trigger.push': native(page),
  'trigger.push.branches': native(page),
  'trigger.push.ignoreBranches': native(page),
  'trigger.push.paths': native(page),
  'trigger.push.ignorePaths': native(page),
  'trigger.tag': played,
  'trigger.tag.ignoreTags': native(page),
  'trigger.pullRequest': played,
  'trigger.pullRequest.branches': native(page),
  'trigger.pullRequest.paths': native(page),
  'trigger.pullRequest.ignorePaths': native(page),
  'trigger.schedule': played,
  'trigger.schedule.timeZone': lowered('no clock is looked at: --schedule NAME says that it has come', page),
  'trigger.manual': played,
  'trigger.manual.string': native(page),
  'trigger.manual.boolean': native(page),
  'trigger.manual.number': native(page),
  'trigger.manual.choice': native(page),
  'trigger.api': played,
  'trigger.api.payload': native(page),
  'trigger.vendor': refused('it is the event of a vendor: name another one', page),
} as const satisfies Partial<Record<FeatureId, Cell>>
