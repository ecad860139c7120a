import type { FeatureId } from '../../../src/features.ts'
import { ownEvents } from '../../../src/own-words.ts'
import { type Cell, degraded, lowered, native, setup } from '../../../src/vendor.ts'
import { docs } from './docs.ts'

const call =
  'allow web hooks in the Repository (spec.incoming, with a secret and the branches), and list the values under its params'

/** Cells about what starts a run. */
export const triggerCells = {
  'trigger.push': native(docs.annotations),
  'trigger.push.branches': native(docs.annotations),
  'trigger.push.ignoreBranches': lowered('written as an expression', docs.cel),
  'trigger.push.paths': lowered(
    'the run starts, and a task compares with the commit before: Pipelines-as-Code sees the files of the last commit alone',
    docs.paths,
  ),
  'trigger.push.ignorePaths': lowered(
    'the run starts, and a task compares with the commit before: Pipelines-as-Code sees the files of the last commit alone',
    docs.paths,
  ),
  'trigger.tag': native(docs.annotations),
  'trigger.tag.ignoreTags': lowered('written as an expression', docs.cel),
  'trigger.pullRequest': native(docs.annotations),
  'trigger.pullRequest.branches': native(docs.annotations),
  'trigger.pullRequest.paths': lowered('written as an expression', docs.cel),
  'trigger.pullRequest.ignorePaths': lowered('written as an expression', docs.cel),
  'trigger.schedule': setup(
    'apply the file of schedules in tekton/ to the namespace, and make the Secret that it names, with url, repository and secret of the web hook',
    docs.incoming,
  ),
  'trigger.schedule.timeZone': native(docs.cron),
  'trigger.vendor': native(docs.annotations, ownEvents('tekton', docs.annotations)),
  'trigger.manual': setup(call, docs.incoming),
  'trigger.manual.string': degraded('a value with a single quote or a line break arrives empty', docs.incoming),
  'trigger.manual.boolean': lowered('a text, which is empty unless it is true or false', docs.incoming),
  'trigger.manual.number': lowered('a text, which is empty unless it is a number', docs.incoming),
  'trigger.manual.choice': lowered('a text, which is empty unless it is one of the options', docs.incoming),
  'trigger.api': setup(call, docs.incoming),
  'trigger.api.payload': degraded('a value with a single quote or a line break arrives empty', docs.incoming),
} as const satisfies Partial<Record<FeatureId, Cell>>
