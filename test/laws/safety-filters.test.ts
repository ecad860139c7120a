import { all, any, branch, fork, not, pullRequest, push, tag, targetBranch } from 'pipegen'
import { describe, expect, test } from 'vitest'
import { featureIds } from '../../src/features.ts'
import { playerOf, telling, tellingStory } from '../harness/safety/hold.ts'
import type { SafetyEvent } from '../harness/safety/play.ts'
import { allVendors } from '../harness/translate-case.ts'

const pushed = (name: string): SafetyEvent => ({ kind: 'push', branch: name })
const tagged = (name: string): SafetyEvent => ({ kind: 'tag', tag: name })
const pull = (target: string, from = false): SafetyEvent => ({
  kind: 'pullRequest',
  source: 'topic',
  target,
  fork: from,
})
const events: readonly SafetyEvent[] = [
  ...['main', 'mainly', 'topic', 'release/1', 'release/1/x'].map(pushed),
  ...['v1', 'v1/x', 'w1'].map(tagged),
  ...['main', 'topic'].flatMap((target) => [pull(target), pull(target, true)]),
]
const everything = [push({ branches: ['**'], tags: ['**'] }), pullRequest()]
const isRelease = (name: string) => /^release\/[^/]*$/.test(name)

const conditions = [
  ['job.when.branch', () => branch('main'), (event: SafetyEvent) => event.kind === 'push' && event.branch === 'main'],
  [
    'job.when.branch',
    () => branch('main', 'release/*'),
    (event: SafetyEvent) => event.kind === 'push' && (event.branch === 'main' || isRelease(event.branch)),
  ],
  [
    'job.when.branch',
    () => not(branch('main')),
    (event: SafetyEvent) => !(event.kind === 'push' && event.branch === 'main'),
  ],
  ['job.when.tag', () => tag('v*'), (event: SafetyEvent) => event.kind === 'tag' && event.tag === 'v1'],
  [
    'job.when.targetBranch',
    () => targetBranch('main'),
    (event: SafetyEvent) => event.kind === 'pullRequest' && event.target === 'main',
  ],
  ['job.when.fork', () => not(fork()), (event: SafetyEvent) => event.kind !== 'pullRequest' || !event.fork],
  [
    'job.when.fork',
    () => all(targetBranch('main'), not(fork())),
    (event: SafetyEvent) => event.kind === 'pullRequest' && !event.fork && event.target === 'main',
  ],
  [
    'job.when.tag',
    () => any(branch('main'), tag('v*')),
    (event: SafetyEvent) =>
      (event.kind === 'push' && event.branch === 'main') || (event.kind === 'tag' && event.tag === 'v1'),
  ],
] as const

const filters = [
  [
    'trigger.push.branches',
    () => [push({ branches: ['main', 'release/*'] })],
    (event: SafetyEvent) => event.kind === 'push' && (event.branch === 'main' || isRelease(event.branch)),
  ],
  [
    'trigger.push.ignoreBranches',
    () => [push({ ignoreBranches: ['release/**', 'topic'] })],
    (event: SafetyEvent) => event.kind === 'push' && /^main/.test(event.branch),
  ],
  [
    'trigger.tag',
    () => [push({ branches: ['none'], tags: ['v*'] })],
    (event: SafetyEvent) => event.kind === 'tag' && event.tag === 'v1',
  ],
  [
    'trigger.tag.ignoreTags',
    () => [push({ branches: ['none'], tags: ['**'], ignoreTags: ['w*'] })],
    (event: SafetyEvent) => event.kind === 'tag' && event.tag !== 'w1',
  ],
  [
    'trigger.pullRequest.branches',
    () => [pullRequest({ branches: ['main'] })],
    (event: SafetyEvent) => event.kind === 'pullRequest' && event.target === 'main',
  ],
] as const

const rows = featureIds.filter((id) => /^(job\.when|trigger)\./.test(id))

describe.each(allVendors)('$id: no job runs where', (vendor) => {
  test.each(conditions.map(([row, condition, holds], index) => ({ row, condition, holds, index })))(
    'its condition does not hold ($index, $row)',
    async ({ condition, holds }) => {
      const told = tellingStory({ unit: telling('unit'), ship: telling('ship', { when: condition() }) }, everything)
      const player = await playerOf(vendor, told, rows)
      if (player === undefined) return
      for (const event of events) {
        const ran = player(event)
        // Some vendors start nothing for a fork, but no vendor starts more than the story says.
        const starts = ran.length > 0 || !(event.kind === 'pullRequest' && event.fork)
        expect({ event, ran }).toEqual({ event, ran: starts ? (holds(event) ? ['ship', 'unit'] : ['unit']) : [] })
      }
    },
  )

  test.each(filters.map(([row, on, holds]) => ({ row, on, holds })))(
    'the filter of its trigger does not hold ($row)',
    async ({ on, holds }) => {
      const player = await playerOf(vendor, tellingStory({ unit: telling('unit') }, on()), rows)
      if (player === undefined) return
      for (const event of events) {
        const ran = player(event)
        const starts = ran.length > 0 || !(event.kind === 'pullRequest' && event.fork)
        expect({ event, ran }).toEqual({ event, ran: starts && holds(event) ? ['unit'] : [] })
      }
    },
  )
})
