import { tests } from '../../src/condition/tests.ts'
import { covers, isLiteral, matches } from '../../src/pattern.ts'
import { canGlob } from './pattern.ts'
import { presentJobs } from './present.ts'
import type { Start } from './start.ts'

/**
 * A push as selectors: those that the trigger names, and one for each branch that a job asks for, so that each has the
 * steps that can run there. Of several that match, an exact name wins, and any of `branches` over `default`:
 * https://support.atlassian.com/bitbucket-cloud/docs/pipeline-start-conditions/
 */
export function branchStarts(base: Start): readonly Start[] {
  if (base.trigger.kind !== 'push') return []
  const { branches } = base.trigger
  const isOpen = branches.length === 0 || branches.includes('**')
  const asked = [
    ...new Set(
      base.pipeline.jobs
        .flatMap((job) => tests(job.condition))
        .flatMap((test) => (test.test === 'branch' ? test.patterns : [])),
    ),
  ]
  const finer = asked.filter(
    (pattern) =>
      pattern !== '**' &&
      canGlob(pattern) &&
      (isOpen || (isLiteral(pattern) && !branches.includes(pattern) && covers(branches, pattern))),
  )
  let keys = [...(isOpen ? [] : branches), ...finer]
  for (;;) {
    const starts = [...keys.map((key) => keyed(base, key, keys)), ...(isOpen ? [open(base, keys)] : [])]
    const full = starts.filter((start) => presentJobs(start).length > 0)
    // A selector without steps cannot be written: its branches would come to another one, which must expect them.
    const written = new Set(full.flatMap(({ place }) => (place.section === 'branches' ? [place.key] : [])))
    const left = keys.filter((key) => written.has(key))
    if (left.length === keys.length) return full
    keys = left
  }
}

function keyed(base: Start, key: string, keys: readonly string[]): Start {
  const isOne = isLiteral(key)
  const elsewhere = isOne ? [] : keys.filter((other) => other !== key && isLiteral(other) && matches(key, other))
  return {
    ...base,
    known: { ...base.trigger, branches: [key] } as Start['known'],
    elsewhere,
    place: { section: 'branches', key },
  }
}

function open(base: Start, keys: readonly string[]): Start {
  return {
    ...base,
    known: { ...base.trigger, branches: [] } as Start['known'],
    elsewhere: keys,
    place: { section: 'default' },
  }
}
