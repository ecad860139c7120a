import { ownEvents, startNothing } from '../../../src/own-words.ts'
import { degraded, lowered, native, refused, setup } from '../../../src/vendor.ts'
import { keyword, page } from './docs.ts'

const workflow = page('yaml/workflow/')
const changes = keyword('ruleschanges')
const schedules = page('pipelines/schedules/')
const inputs = page('inputs/')
const triggers = page('triggers/')
const pathsAlone = "name the paths that count by paths: ['src/**'], for its rules know no files that did not change"

/** What starts a run. */
export const triggerCells = {
  'trigger.push': native(workflow),
  'trigger.push.branches': native(workflow),
  'trigger.push.ignoreBranches': native(workflow),
  'trigger.push.paths': native(changes),
  'trigger.push.ignorePaths': refused(pathsAlone, changes),
  'trigger.tag': native(workflow),
  'trigger.tag.ignoreTags': native(workflow),
  'trigger.pullRequest': native(page('pipelines/merge_request_pipelines/')),
  'trigger.pullRequest.branches': native(workflow),
  'trigger.pullRequest.paths': native(changes),
  'trigger.pullRequest.ignorePaths': refused(pathsAlone, changes),
  'trigger.schedule': setup(
    'Build > Pipeline schedules: add a schedule on the default branch, with the name of the schedule as its description',
    schedules,
  ),
  'trigger.schedule.timeZone': setup('choose it in the pipeline schedule', schedules),
  'trigger.vendor': degraded(startNothing, workflow, ownEvents('gitlab', workflow)),
  'trigger.manual': native(page('pipelines/#run-a-pipeline-manually')),
  'trigger.manual.string': native(inputs),
  'trigger.manual.boolean': lowered("a choice of 'true' and 'false', for variables take texts alone", inputs),
  'trigger.manual.number': lowered('a text that must be a number, for variables take texts alone', inputs),
  'trigger.manual.choice': native(inputs),
  'trigger.api': lowered('a call names the event by the input api_event', triggers),
  'trigger.api.payload': lowered('a call brings the values as inputs', triggers),
} as const
