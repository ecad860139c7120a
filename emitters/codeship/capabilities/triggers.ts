import type { Pipeline } from '../../../src/ir.ts'
import { ownEvents, startNothing } from '../../../src/own-words.ts'
import { matchesAny } from '../../../src/pattern.ts'
import { degraded, lowered, type Refine, refused, setup } from '../../../src/vendor.ts'
import { docs } from '../docs.ts'

const pages = 'Project Settings > Build Triggers'
const shallow = 'the clone is shallow, so that nothing tells what changed'
const noInputs = 'builds take no inputs: write a story for each case'
const byName = '`tag` and `exclude` by name, and a test in the script that tells branches from tags'

// A project builds pushes or pull requests, never both.
const either: Refine = (_use, pipeline) => {
  const kinds = new Set(pipeline.triggers.map((trigger) => trigger.kind))
  return kinds.has('pullRequest') && (kinds.has('push') || kinds.has('tag'))
    ? degraded(
        `a project builds either pushes or pull requests, as ${pages} says: what it does not build starts nothing; pull requests from forks start nothing, and builds that the API or a person starts look like a push`,
        docs.triggers,
      )
    : undefined
}

// What the API starts looks like a push, which must do the same then.
function pushCovers(pipeline: Pipeline, branch: string | null): boolean {
  return pipeline.triggers.some((trigger) => {
    if (trigger.kind !== 'push') return false
    if (branch === null)
      return (trigger.branches.length === 0 || trigger.branches.includes('**')) && trigger.ignoreBranches.length === 0
    return (
      (trigger.branches.length === 0 || matchesAny(trigger.branches, branch)) &&
      !matchesAny(trigger.ignoreBranches, branch)
    )
  })
}

const post = 'POST https://api.codeship.com/v2/organizations/{organization}/projects/{project}/builds'

const schedule: Refine = (_use, { defaultBranch, ...pipeline }) =>
  pushCovers({ ...pipeline, defaultBranch }, defaultBranch)
    ? setup(`let a cron job of another machine call the API: ${post} with {"ref": "heads/${defaultBranch}"}`, docs.api)
    : undefined

const byHand: Refine = (_use, pipeline) => {
  if (!pipeline.triggers.some((trigger) => trigger.kind === 'push')) return undefined
  const how = `call the API: ${post} with {"ref": "heads/BRANCH"}`
  return pushCovers(pipeline, null)
    ? setup(how, docs.api)
    : degraded(`${how}; that looks like a push, so that only branches of the push trigger do something`, docs.api)
}

const alone = (event: string) =>
  `${event} looks like a push, so that every push would run the story: let a push to the same branches start it too, or write it for another vendor`

/** What starts a run. */
export const triggerCapabilities = {
  'trigger.push': lowered(
    `every push of a branch or tag starts a build, and the script tells them apart; ${pages} must not say pull requests only; builds that the API or a person starts look like a push`,
    docs.triggers,
    either,
  ),
  'trigger.push.branches': lowered(byName, docs.limiting),
  'trigger.push.ignoreBranches': lowered(byName, docs.limiting),
  'trigger.push.paths': refused(shallow, docs.push),
  'trigger.push.ignorePaths': refused(shallow, docs.push),
  'trigger.tag': lowered(byName, docs.limiting),
  'trigger.tag.ignoreTags': lowered(byName, docs.limiting),
  'trigger.pullRequest': setup(
    `choose ${pages} > Build only on PR events; pull requests from forks start nothing`,
    docs.triggers,
    either,
  ),
  'trigger.pullRequest.branches': refused('CodeShip does not tell the target of a pull request', docs.environment),
  'trigger.pullRequest.paths': refused(shallow, docs.push),
  'trigger.pullRequest.ignorePaths': refused(shallow, docs.push),
  'trigger.schedule': refused(alone('a build of a schedule'), docs.api, schedule),
  'trigger.schedule.timeZone': setup('the cron job that calls the API has the time zone', docs.api),
  'trigger.manual': refused(alone('a build by hand'), docs.api, byHand),
  'trigger.manual.string': refused(noInputs, docs.api),
  'trigger.manual.boolean': refused(noInputs, docs.api),
  'trigger.manual.number': refused(noInputs, docs.api),
  'trigger.manual.choice': refused(noInputs, docs.api),
  'trigger.vendor': degraded(startNothing, docs.triggers, ownEvents('codeship', docs.triggers)),
  'trigger.api': refused(alone('a build by the API'), docs.api, byHand),
  'trigger.api.payload': refused('builds take no values: write a story for each case', docs.api),
} as const
