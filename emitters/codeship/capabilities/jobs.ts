import { effectiveConditions } from '../../../src/condition/effective.ts'
import { splitMatrix } from '../../../src/lower/split-matrix.ts'
import { ownWords } from '../../../src/own-words.ts'
import { conditionRefs } from '../../../src/refs.ts'
import { degraded, lowered, native, type Refine, refused, setup } from '../../../src/vendor.ts'
import { asksBeyondPush, pushLike } from '../conditions/told.ts'
import { hasRoom } from '../conditions/words.ts'
import { docs } from '../docs.ts'

import { planOf } from '../plan.ts'
import { id } from '../title.ts'

const byScript = 'a test at the beginning of the script'
const byName = '`tag` and `exclude` by name, and a test in the script that tells branches from tags'

// Where a job cannot stand, the plan says why.
const planned: Refine = ({ job }, pipeline) => {
  const why = job === undefined ? undefined : planOf(splitMatrix(pipeline)).refused.get(job.id)
  return why === undefined ? undefined : refused(why, docs.failure)
}

const event: Refine = ({ job }, pipeline) =>
  job !== undefined && asksBeyondPush(job.condition, pipeline)
    ? refused(
        `builds that the API starts look like a push, so that ${pushLike(pipeline).join(' and ')} cannot be told apart: take the condition out, or write a story for each`,
        docs.triggers,
      )
    : undefined

const context: Refine = ({ job }) => {
  const unknown = ['pullRequest.title', 'pullRequest.targetBranch', 'pullRequest.baseSha', 'repositoryUrl', 'actor']
  return job !== undefined &&
    conditionRefs(job.condition, job.origin).some(({ ref }) => ref.ref === 'context' && unknown.includes(ref.name))
    ? refused('CodeShip does not tell it: ask the repository for it in a step', docs.environment)
    : undefined
}

// The steps of one vendor alone have the two keys, and each step has one of them.
const words: Refine = (use, pipeline) => {
  const { job } = use
  const instead = 'say the condition in words of the story, or test it in a step'
  const isAlone = pipeline.triggers.every(({ kind }) => kind !== 'pullRequest')
  if (job !== undefined && (!isAlone || !hasRoom(effectiveConditions(pipeline)(job))))
    return refused(instead, docs.groups)
  return ownWords(id, instead, docs.groups)(use, pipeline)
}

/** What orders jobs, and when they run. */
export const jobCapabilities = {
  stage: lowered('groups of steps one after another', docs.groups),
  'job.needs': lowered('nested groups of steps', docs.groups),
  'job.needs.optional': lowered('nested groups of steps', docs.groups),
  'job.name': native(docs.steps),
  'job.onFailure': native(docs.failure, planned),
  'job.always': lowered(
    'written twice: behind the jobs that it needs, and in `on_fail` of their group',
    docs.failure,
    planned,
  ),
  'job.when.event': lowered(byScript, docs.environment, event),
  'job.when.schedule': refused(
    'builds that the API starts look like a push: write a story of its own for the schedule, in a project of its own',
    docs.api,
  ),
  'job.when.branch': lowered(byName, docs.limiting),
  'job.when.tag': lowered(byName, docs.limiting),
  'job.when.targetBranch': refused('CodeShip does not tell the target of a pull request', docs.environment),
  'job.when.changed': refused('the clone is shallow, so that nothing tells what changed', docs.push),
  'job.when.fork': lowered('pull requests from forks start nothing, so that it never holds', docs.forks),
  'job.when.input': refused('builds take no inputs: write a job for each case, on branches of its own', docs.api),
  'job.when.payload': refused('builds take no values: write a job for each case, on branches of its own', docs.api),
  'job.when.vendor': lowered('the text of `tag`, or of `exclude` under a `not`', docs.groups, words),
  'job.when.matrix': lowered('decided when the file is written: only the cells that can run have steps', docs.groups),
  'job.when.output': lowered(byScript, docs.environment),
  'job.when.context': lowered(byScript, docs.environment, context),
  'job.matrix': lowered('written as parallel steps', docs.groups),
  'job.matrix.exclude': lowered('left out of the parallel steps', docs.groups),
  'job.matrix.include': lowered('written as further parallel steps', docs.groups),
  'job.matrix.failFast': lowered('parallel steps always end: written as steps one after another', docs.groups),
  'job.matrix.maxParallel': degraded(
    'written as groups one after another: a group waits for all of the group before it, and does not run if one of it fails',
    docs.groups,
  ),
  'job.timeout': lowered('run by the command `timeout`', docs.steps),
  'job.retry': lowered('the command is run again, in the same container', docs.steps),
  'job.allowFailure': lowered('the step succeeds whatever the script says, and is shown so', docs.steps),
  'job.lock': refused(
    'builds run side by side: set Project Settings > Build Triggers > Throttle Concurrent Builds to 1, and accept this, for the file cannot look whether it is set',
    docs.triggers,
  ),
  'job.outputs': lowered('files in the folder that all steps of a build share', docs.volumes),
  'job.permissions': setup(
    'steps have no token for the repository: make one with these scopes alone, and keep it as a secret',
    docs.secrets,
  ),
  'job.environment': lowered(
    'CodeShip knows no environments: only its name is known, to the scripts, and the step has the name of the job',
    docs.steps,
  ),
  'job.environment.url': degraded('no address is shown', docs.steps),
  'job.environment.exclusive': refused(
    'builds run side by side: set Project Settings > Build Triggers > Throttle Concurrent Builds to 1, and accept this, for the file cannot look whether it is set',
    docs.triggers,
  ),
  'job.environment.approval': lowered(
    'a group of steps that an owner of the project lets go on, the last of the build; after that all steps run again in a build of its own, in which jobs with an environment before the gate do nothing',
    docs.manual,
    planned,
  ),
  'job.raw': native(docs.steps),
} as const
