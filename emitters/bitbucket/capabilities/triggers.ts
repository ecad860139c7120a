import { effectiveConditions } from '../../../src/condition/effective.ts'
import { canHold } from '../../../src/condition/given.ts'
import { tests } from '../../../src/condition/tests.ts'
import { ownEvents, startNothing } from '../../../src/own-words.ts'
import { degraded, lowered, native, type Refine, refused, setup } from '../../../src/vendor.ts'
import { docs } from '../docs.ts'
import { isSteady, quartzOf, scheduleCall } from '../schedules.ts'
import { hasGit } from '../tools.ts'
import { customName } from '../triggers.ts'

const skipped = 'a run starts anyway, and its steps are skipped by `condition`'
const oneList =
  'a step has one list of paths, taken in or left out: use either `paths` or `ignorePaths`, and no `changed(...)` beside `ignorePaths`'

// Paths to leave out cannot be joined with paths to take in.
const ignoredPaths: Refine = (use, pipeline) => {
  const both = pipeline.triggers.some(
    (trigger) =>
      (trigger.kind === 'push' || trigger.kind === 'pullRequest') &&
      trigger.ignorePaths.length > 0 &&
      trigger.paths.length > 0,
  )
  const asks = pipeline.jobs.some((job) => tests(job.condition).some((test) => test.test === 'changed'))
  return both || asks ? refused(`${oneList} (${use.subject})`, docs.steps) : undefined
}

const schedule: Refine = ({ detail }, pipeline) => {
  const trigger = pipeline.triggers.find(
    (one) => one.kind === 'schedule' && detail?.startsWith(`'${one.name}' at '${one.cron}'`),
  )
  if (trigger?.kind !== 'schedule') return undefined
  const calls = quartzOf(trigger).map((times) =>
    scheduleCall(customName(pipeline, trigger), pipeline.defaultBranch, times),
  )
  return setup(`add it under Repository settings > Pipelines > Schedules, or by ${calls.join(' and ')}`, docs.schedules)
}

const timeZone: Refine = ({ detail }, pipeline) => {
  const steady = pipeline.triggers.every(
    (trigger) => trigger.kind !== 'schedule' || trigger.timeZone !== detail || isSteady(trigger),
  )
  return steady ? lowered('its hours are written in UTC', docs.schedules) : undefined
}

const merged: Refine = (_use, pipeline) => {
  const effective = effectiveConditions(pipeline)
  const triggers = pipeline.triggers.filter((trigger) => trigger.kind === 'pullRequest')
  const there = pipeline.jobs.filter((job) => canHold(effective(job), triggers))
  const left = there.filter((job) => job.checkout?.pullRequest === 'head' && !hasGit(job))
  return left.length === 0
    ? undefined
    : {
        level: 'degraded',
        text: `the merge of the pull request into its target is built, for the images of ${left.map((job) => `'${job.id}'`).join(', ')} may have no git to go back to its last commit; say so by checkout: { pullRequest: 'merge' }, or take an image with git; pull requests from forks start nothing`,
        docs: docs.starts,
      }
}

/** What starts a run. */
export const triggerCapabilities = {
  'trigger.push': native(docs.starts),
  'trigger.push.branches': native(docs.starts),
  'trigger.push.ignoreBranches': lowered(
    'written as a condition of `triggers`, for selectors leave nothing out',
    docs.workflows,
  ),
  'trigger.push.paths': lowered(skipped, docs.steps),
  'trigger.push.ignorePaths': lowered(skipped, docs.steps, ignoredPaths),
  'trigger.tag': native(docs.starts),
  'trigger.tag.ignoreTags': lowered(
    'written as a condition of `triggers`, for selectors leave nothing out',
    docs.workflows,
  ),
  'trigger.pullRequest': lowered(
    'Bitbucket checks out the merge into the target; steps go back to the last commit where the story builds that; pull requests from forks start nothing',
    docs.starts,
    merged,
  ),
  'trigger.pullRequest.branches': native(docs.starts),
  'trigger.pullRequest.paths': lowered(skipped, docs.steps),
  'trigger.pullRequest.ignorePaths': lowered(skipped, docs.steps, ignoredPaths),
  'trigger.schedule': setup('add it under Repository settings > Pipelines > Schedules', docs.schedules, schedule),
  'trigger.schedule.timeZone': {
    level: 'degraded',
    text: 'schedules count in UTC: the hours of the cron expression are taken for UTC, and move with summer time',
    docs: docs.schedules,
    refine: timeZone,
  },
  'trigger.vendor': degraded(startNothing, docs.starts, ownEvents('bitbucket', docs.starts)),
  'trigger.manual': native(docs.starts),
  'trigger.manual.string': native(docs.starts),
  'trigger.manual.boolean': lowered('a variable that takes true and false', docs.starts),
  'trigger.manual.number': lowered('a variable whose text the steps check', docs.starts),
  'trigger.manual.choice': native(docs.starts),
  'trigger.api': lowered(
    'a custom pipeline, started by POST https://api.bitbucket.org/2.0/repositories/{workspace}/{repo_slug}/pipelines/ with a target whose selector is of type custom',
    docs.starts,
  ),
  'trigger.api.payload': lowered('variables of the custom pipeline', docs.starts),
} as const
