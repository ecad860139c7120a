import { expect, test } from 'vitest'
import { allOf, anyOf, no, notOf, yes } from '../../src/condition/build.ts'
import { canHold, given, inCell } from '../../src/condition/given.ts'
import type { Condition, Trigger } from '../../src/ir.ts'

const origin = { file: 'story.ts', line: 1, column: 1 }
const push = (...branches: readonly string[]): Trigger => ({
  kind: 'push',
  branches,
  ignoreBranches: [],
  paths: [],
  ignorePaths: [],
  origin,
})
const pullRequest: Trigger = { kind: 'pullRequest', branches: ['main'], paths: [], ignorePaths: [], origin }
const tag = (...tags: readonly string[]): Trigger => ({ kind: 'tag', tags, ignoreTags: [], origin })
const manual: Trigger = { kind: 'manual', inputs: [], origin }
const branch = (...patterns: readonly string[]): Condition => ({ test: 'branch', patterns })

test.each<[string, Condition, Trigger, Condition]>([
  ['a branch that the trigger names', branch('main'), push('main'), yes],
  ['a branch that the trigger may bring', branch('main'), push(), branch('main')],
  ['a branch that the trigger never brings', branch('main'), push('develop'), no],
  ['a pattern that covers the trigger', branch('release/**'), push('release/*'), yes],
  ['a pattern that overlaps', branch('release/1.*'), push('release/*'), branch('release/1.*')],
  ['a branch on a pull request', branch('main'), pullRequest, no],
  ['a branch on a tag', branch('**'), tag('v*'), no],
  ['a branch on a start by hand, which may be of a tag', branch('**'), manual, branch('**')],
  ['every branch on a push', branch('**'), push(), yes],
  ['the target of a pull request', { test: 'targetBranch', patterns: ['main'] }, pullRequest, yes],
  ['the target on a push', { test: 'targetBranch', patterns: ['main'] }, push(), no],
  ['a tag that the trigger names', { test: 'tag', patterns: ['v*'] }, tag('v*'), yes],
  ['a tag on a push of a branch', { test: 'tag', patterns: ['v*'] }, push(), no],
  ['a tag on a start by hand', { test: 'tag', patterns: ['v*'] }, manual, { test: 'tag', patterns: ['v*'] }],
  ['the event itself', { test: 'event', events: ['manual'] }, manual, yes],
  ['another event', notOf({ test: 'event', events: ['manual'] }), push(), yes],
  ['a fork on a push', { test: 'fork' }, push(), no],
  ['the event as a value', { test: 'equals', value: { ref: 'context', name: 'event' }, to: 'push' }, push(), yes],
  ['a payload on a push', { test: 'equals', value: { ref: 'payload', event: 'x', key: 'y' }, to: '1' }, push(), no],
  ['changed paths on a push', { test: 'changed', paths: ['a/**'] }, push(), { test: 'changed', paths: ['a/**'] }],
  ['changed paths on a tag, where all count as changed', { test: 'changed', paths: ['a/**'] }, tag('v*'), yes],
  ['changed paths on a start by hand', notOf({ test: 'changed', paths: ['a/**'] }), manual, no],
  ['both parts', allOf([branch('main'), { test: 'event', events: ['push'] }]), push('main'), yes],
  ['one of the parts', anyOf([branch('main'), { test: 'fork' }]), push('develop'), no],
])('%s', (_, condition, trigger, left) => {
  expect(given(condition, trigger)).toEqual(left)
})

test('a condition that no trigger can make hold is seen', () => {
  expect(canHold({ test: 'tag', patterns: ['v*'] }, [push(), pullRequest])).toBe(false)
  expect(canHold({ test: 'tag', patterns: ['v*'] }, [push(), tag('v*')])).toBe(true)
})

test('a cell decides the matrix values and nothing else', () => {
  const version: Condition = { test: 'equals', value: { ref: 'matrix', key: 'version' }, to: '24' }
  expect(inCell(anyOf([version, branch('main')]), { version: '24' })).toEqual(yes)
  expect(inCell(anyOf([version, branch('main')]), { version: '22' })).toEqual(branch('main'))
})
