import { isNo } from '../../../src/condition/build.ts'
import { effectiveConditions } from '../../../src/condition/effective.ts'
import { canHold } from '../../../src/condition/given.ts'
import { conditionRefs } from '../../../src/refs.ts'
import { degraded, lowered, native, type Refine, refused, setup } from '../../../src/vendor.ts'
import { changesOf } from '../conditions/changes.ts'
import { fold } from '../conditions/fold.ts'
import { docs } from '../docs.ts'
import { asksInScript, scopeOf } from '../jobs.ts'
import { clashingGates } from '../order.ts'
import { presentJobs } from '../present.ts'
import { startsAlone } from '../triggers.ts'

const oneStep =
  'Bitbucket stops at a failed step, and no later one runs: make it a step of the job, with when: onFailure() or when: always()'
const byState = 'an expression of `condition` where Bitbucket can say it, else a test at the beginning of the script'

// One list of paths, joined to the rest by «and», is what a step can ask for.
const changed: Refine = ({ job }, pipeline) => {
  if (job === undefined) return undefined
  const effective = effectiveConditions(pipeline)(job)
  const bad = startsAlone(pipeline).some((start) => {
    const { trigger } = start
    if (trigger.kind !== 'push' && trigger.kind !== 'pullRequest') return false
    const paths = trigger.paths.length === 0 ? [] : [{ test: 'changed' as const, paths: trigger.paths }]
    return (job.matrix?.cells ?? [{}]).some((cell) => {
      const left = fold({ all: [...paths, effective] }, start, cell)
      return !isNo(left) && changesOf(left) === undefined
    })
  })
  return bad
    ? refused(
        'a step can ask for one list of paths, beside other conditions that must hold too: take `changed(...)` out of not(...) and any(...), or part the job',
        docs.steps,
      )
    : undefined
}

const gates: Refine = ({ job }, pipeline) => {
  if (job === undefined) return undefined
  if ((job.matrix?.cells.length ?? 1) > 1)
    return refused('each cell would hold back the others: write a job for each', docs.steps)
  const effective = effectiveConditions(pipeline)
  const clash = pipeline.triggers.some((trigger) => {
    const there = pipeline.jobs.filter((one) => canHold(effective(one), [trigger]))
    return clashingGates(there, pipeline.jobs).some((pair) => pair.includes(job))
  })
  const asks = startsAlone(pipeline).some((start) =>
    presentJobs(start).some(
      (one) =>
        one.job.id === job.id &&
        one.cells.some(({ cell, condition }) => asksInScript(scopeOf(start, one.job, cell), condition)),
    ),
  )
  if (asks)
    return refused(
      'a step that a person starts must not be there where its condition does not hold, and this condition is more than `condition` of Bitbucket can ask for: paths beside names, texts that are empty or read like numbers, what is not so where it may be missing',
      docs.conditions,
    )
  return clash
    ? refused(
        'a step that a person starts holds back everything after it, so that two of them cannot stand side by side: let one need the other',
        docs.steps,
      )
    : undefined
}

const environment: Refine = ({ job }, pipeline) => {
  const name = JSON.stringify(job?.environment?.name)
  const others = pipeline.jobs.filter((one) => JSON.stringify(one.environment?.name) === name)
  const steps = others.reduce((sum, one) => sum + (one.matrix?.cells.length ?? 1), 0)
  const create = 'create it under Repository settings > Deployments'
  return steps > 1
    ? setup(
        `${create}; one step of a run can be its deployment, so that these use its variables and its lock alone`,
        docs.deployments,
      )
    : setup(create, docs.deployments)
}

const asksTitle: Refine = ({ job }) =>
  job !== undefined &&
  conditionRefs(job.condition, job.origin).some(({ ref }) => ref.ref === 'context' && ref.name === 'pullRequest.title')
    ? refused('Bitbucket tells no title: ask its API for it in a step', docs.variables)
    : undefined

/** What orders jobs, and when they run. */
export const jobCapabilities = {
  stage: native(docs.steps),
  'job.needs': native(docs.parallel),
  'job.needs.optional': native(docs.parallel),
  'job.name': native(docs.steps),
  'job.onFailure': refused(oneStep, docs.failure),
  'job.always': refused(oneStep, docs.failure),
  'job.when.event': native(docs.starts),
  'job.when.schedule': native(docs.starts),
  'job.when.branch': native(docs.starts),
  'job.when.tag': native(docs.starts),
  'job.when.targetBranch': native(docs.starts),
  'job.when.changed': native(docs.steps, changed),
  'job.when.fork': lowered('pull requests from forks start nothing, so that it never holds', docs.starts),
  'job.when.input': lowered(byState, docs.conditions),
  'job.when.payload': lowered(byState, docs.conditions),
  'job.when.vendor': refused('say the condition in words of the story, or test it in a step', docs.conditions),
  'job.when.matrix': lowered('decided when the file is written: only the cells that can run have steps', docs.parallel),
  'job.when.output': lowered(byState, docs.conditions),
  'job.when.context': lowered(byState, docs.conditions, asksTitle),
  'job.matrix': lowered('written as parallel steps', docs.parallel),
  'job.matrix.exclude': lowered('left out of the parallel steps', docs.parallel),
  'job.matrix.include': lowered('written as further parallel steps', docs.parallel),
  'job.matrix.failFast': lowered('a group of parallel steps of its own, with `fail-fast`', docs.parallel),
  'job.matrix.maxParallel': degraded(
    'written as groups one after another: a group waits for all of the group before it, and does not run if one of it fails',
    docs.parallel,
  ),
  'job.timeout': native(docs.steps),
  'job.retry': native(docs.failure, ({ job }) =>
    job?.allowFailure
      ? lowered(
          'a step has one strategy for failures, so that a loop in the script tries again, in the same container',
          docs.failure,
        )
      : undefined,
  ),
  'job.allowFailure': native(docs.failure),
  'job.lock': native(docs.concurrency),
  'job.outputs': lowered('output variables, as base64', docs.outputs),
  'job.permissions': setup(
    'steps may always read the repository and push to it; whatever else is asked for comes with a repository access token, made under Repository settings > Access tokens with these scopes alone',
    docs.tokens,
  ),
  'job.environment': setup('create it under Repository settings > Deployments', docs.deployments, environment),
  'job.environment.url': degraded('deployments show no address', docs.deployments),
  'job.environment.exclusive': native(docs.concurrency),
  'job.environment.approval': native(docs.steps, gates),
  'job.raw': native(docs.steps),
} as const
