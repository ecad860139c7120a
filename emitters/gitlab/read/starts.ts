import { isNo, isYes, no, yes } from '../../../src/condition/build.ts'
import { canHold, given } from '../../../src/condition/given.ts'
import { reduce } from '../../../src/condition/reduce.ts'
import { tests, vendorTests } from '../../../src/condition/tests.ts'
import type { Condition, Job, Trigger } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { onlyHere } from './condition.ts'

const mostTests = 10

const ofMergeRequests = /merge_request_event|CI_MERGE_REQUEST/

/**
 * All that there may be pipelines for: branches, tags, starts by hand, and merge requests where `workflow` asks for
 * them or, without it, a job is in their pipelines.
 *
 * @see https://docs.gitlab.com/ci/jobs/job_rules/#avoid-duplicate-pipelines
 */
export function allTriggers(jobs: readonly Job[], workflow: DataMap | undefined, origin: Origin): readonly Trigger[] {
  const pullRequest: Trigger = { kind: 'pullRequest', branches: [], paths: [], ignorePaths: [], origin }
  const words = JSON.stringify([jobs.map((job) => job.condition), workflow ?? null])
  const asks =
    workflow === undefined
      ? jobs.some((job) => canHold(withoutOtherWords(job.condition), [pullRequest]))
      : /pullRequest|targetBranch/.test(words) || ofMergeRequests.test(words)
  return [
    { kind: 'push', branches: [], ignoreBranches: [], paths: [], ignorePaths: [], origin },
    { kind: 'tag', tags: [], ignoreTags: [], origin },
    ...(asks ? [pullRequest] : []),
    { kind: 'manual', inputs: [], origin },
  ]
}

// What hangs on words of GitLab's own is on no other vendor, and needs a trigger there where those speak of it alone.
function withoutOtherWords(condition: Condition): Condition {
  return reduce(condition, (test) =>
    test.test === 'vendor' && !ofMergeRequests.test(test.texts.gitlab ?? '') ? no : test,
  )
}

/** A condition without what it says of events that start nothing. */
export function withoutOthers(condition: Condition, triggers: readonly Trigger[]): Condition {
  const kinds = new Set<string>(triggers.map(({ kind }) => kind))
  return reduce(condition, (test) =>
    test.test === 'event' && !test.events.some((event) => kinds.has(event)) ? no : test,
  )
}

/** What `workflow` lets through. */
export interface Starts {
  readonly triggers: readonly Trigger[]
  /** What only the jobs themselves can ask. */
  readonly rest: Condition
  /** Whether people may start it on some branches alone, which no trigger says. */
  readonly losesManual: boolean
}

/** The triggers that `workflow` lets through. */
export function startsOf(all: readonly Trigger[], workflow: Condition): Starts {
  let [isWhole, losesManual] = [true, false]
  const triggers = all.flatMap((trigger): readonly Trigger[] => {
    const left = given(workflow, trigger)
    if (isNo(left)) return []
    if (isYes(left)) return [trigger]
    // A start by hand names its branch itself, which a trigger cannot ask for.
    if (trigger.kind === 'manual') {
      losesManual = true
      return []
    }
    if (trigger.kind === 'push' && 'test' in left && left.test === 'branch')
      return [{ ...trigger, branches: left.patterns }]
    if (trigger.kind === 'tag' && 'test' in left && left.test === 'tag') return [{ ...trigger, tags: left.patterns }]
    if (trigger.kind === 'pullRequest' && 'test' in left && left.test === 'targetBranch')
      return [{ ...trigger, branches: left.patterns }]
    isWhole = false
    return [trigger]
  })
  const rest = isWhole ? yes : short(workflow)
  return triggers.length === 0 ? { triggers: all, rest, losesManual: false } : { triggers, rest, losesManual }
}

// GitLab reads conditions of so many words alone, and the words of GitLab stand in `workflow` anyway.
// https://docs.gitlab.com/ci/yaml/#rulesif
function short(condition: Condition): Condition {
  return tests(condition).length > mostTests && vendorTests(condition).length > 0 ? onlyHere : condition
}
