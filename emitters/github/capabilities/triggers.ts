import { ownEvents } from '../../../src/own-words.ts'
import { native } from '../../../src/vendor.ts'
import { pages } from './pages.ts'

const push = `${pages.syntax}#onpushbranchestagsbranches-ignoretags-ignore`
const paths = `${pages.syntax}#onpushpull_requestpull_request_targetpathspaths-ignore`
const inputs = `${pages.syntax}#onworkflow_dispatchinputs`

/** Answers to what starts a run. */
export const triggerCapabilities = {
  'trigger.push': native(`${pages.events}#push`),
  'trigger.push.branches': native(push),
  'trigger.push.ignoreBranches': native(push),
  'trigger.push.paths': native(paths),
  'trigger.push.ignorePaths': native(paths),
  'trigger.tag': native(push),
  'trigger.tag.ignoreTags': native(push),
  'trigger.pullRequest': native(`${pages.events}#pull_request`),
  'trigger.pullRequest.branches': native(`${pages.syntax}#onpull_requestpull_request_targetbranchesbranches-ignore`),
  'trigger.pullRequest.paths': native(paths),
  'trigger.pullRequest.ignorePaths': native(paths),
  'trigger.schedule': native(`${pages.events}#schedule`),
  'trigger.schedule.timeZone': native(`${pages.syntax}#onschedule`),
  'trigger.vendor': native(pages.events, ownEvents('github', pages.events)),
  'trigger.manual': native(`${pages.events}#workflow_dispatch`),
  'trigger.manual.string': native(inputs),
  'trigger.manual.boolean': native(inputs),
  'trigger.manual.number': native(inputs),
  'trigger.manual.choice': native(inputs),
  'trigger.api': native(`${pages.events}#repository_dispatch`),
  'trigger.api.payload': native(`${pages.events}#repository_dispatch`),
} as const
