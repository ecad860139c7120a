import type { Condition, Ref, Test } from '../ir.ts'
import type { PlanEvent } from './event.ts'
import type { Fate, Why } from './plan.ts'

/** What becomes of a job, in one word. */
export const fateWords: Readonly<Record<Fate, string>> = {
  succeeded: 'runs',
  failed: 'fails',
  skipped: 'skipped',
  held: 'held',
  waiting: 'waits',
}

/** A condition in the words of a story. */
export function tellCondition(condition: Condition): string {
  if ('all' in condition) return `all(${condition.all.map(tellCondition).join(', ')})`
  if ('any' in condition) return `any(${condition.any.map(tellCondition).join(', ')})`
  if ('not' in condition) return `not(${tellCondition(condition.not)})`
  return tellTest(condition)
}

/** Why a job does not run, in a few words. */
export function tellWhy(why: Why): string {
  switch (why.because) {
    case 'condition':
      return `not ${tellCondition(why.condition)}`.replace(/^not not\((.*)\)$/s, '$1')
    case 'skippedNeed':
      return `needs ${names(why.jobs)}, skipped`
    case 'failedNeed':
      return `waits for ${names(why.jobs)}, without success`
    case 'waitingNeed':
      return `after ${names(why.jobs)}`
    case 'noFailure':
      return 'nothing before it failed'
    case 'gate':
      return 'nobody has agreed yet'
    case 'failFast':
      return 'another run failed first'
  }
}

/** An event in a few words: `push to main`. */
export function tellEvent(event: PlanEvent): string {
  const { name, branch, tag, pullRequest, schedule, inputs, call, changed } = event
  const files = changed === null ? '' : `, changing ${changed.join(', ')}`
  switch (name) {
    case 'push':
      return `push to ${branch}${files}`
    case 'tag':
      return `tag ${tag}`
    case 'pullRequest':
      return `pull request from ${pullRequest?.sourceBranch} into ${pullRequest?.targetBranch}${pullRequest?.fork ? ', of a fork' : ''}${files}`
    case 'schedule':
      return `schedule ${schedule}`
    case 'manual':
      return `start by hand on ${branch}${pairs(inputs)}`
    case 'api':
      return `call of ${call?.event}${pairs(call?.payload ?? {})}`
  }
}

function pairs(values: Readonly<Record<string, string>>): string {
  const list = Object.entries(values).map(([name, value]) => `${name}=${value}`)
  return list.length === 0 ? '' : `, with ${list.join(', ')}`
}

function names(jobs: readonly string[]): string {
  return jobs.length < 4 ? jobs.join(', ') : `${jobs.slice(0, 2).join(', ')} and ${jobs.length - 2} more`
}

function tellTest(test: Test): string {
  switch (test.test) {
    case 'true':
    case 'false':
      return test.test
    case 'event':
      return `event(${quoted(test.events)})`
    case 'schedule':
      return `event(schedule ${quoted([test.name])})`
    case 'branch':
    case 'tag':
    case 'targetBranch':
      return `${test.test}(${quoted(test.patterns)})`
    case 'changed':
      return `changed(${quoted(test.paths)})`
    case 'fork':
      return 'fork()'
    case 'equals':
      return `${tellRef(test.value)} is ${quoted([test.to])}`
    case 'vendor':
      return `vendorCondition(${quoted(Object.values(test.texts))})`
  }
}

function tellRef(ref: Ref): string {
  switch (ref.ref) {
    case 'context':
      return `ctx.${ref.name}`
    case 'matrix':
      return ref.key
    case 'output':
      return `${ref.job}.outputs.${ref.name}`
    case 'payload':
      return `${ref.event}.${ref.key}`
    case 'input':
    case 'secret':
      return ref.name
    case 'service':
      return `${ref.service}.${ref.field}`
    default:
      return ref.ref
  }
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ')
}
