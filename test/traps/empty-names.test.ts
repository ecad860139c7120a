import { describe, expect, test } from 'vitest'
import {
  all,
  any,
  branch,
  changed,
  environment,
  event,
  job,
  manual,
  not,
  optional,
  pullRequest,
  push,
  sh,
  story,
  tag,
  targetBranch,
} from '../../dsl/index.ts'
import { github } from '../../emitters/github/index.ts'
import { gitlab } from '../../emitters/gitlab/index.ts'
import type { PlanEvent } from '../../src/plan/event.ts'
import { baseEvent } from '../../src/plan/grid/events.ts'
import { allWell } from '../../src/plan/grid/outcomes.ts'
import { interpret } from '../../src/plan/interpret.ts'
import { setStage } from '../../src/plan/play.ts'
import { compileSpec, emitOne } from '../harness/compile-spec.ts'

const base = baseEvent('main')
const ofTag: PlanEvent = { ...base, name: 'tag', branch: '', tag: 'v1' }
const ofPull: PlanEvent = {
  ...base,
  name: 'pullRequest',
  branch: '',
  pullRequest: { number: 7, title: 'Mend it', sourceBranch: 'topic', targetBranch: 'main', fork: false },
}
const byHand: PlanEvent = { ...base, name: 'manual' }
const on = [push(), tag('**'), pullRequest(), manual()] as const
const fewer = [push(), manual()] as const

// A name that a run does not have is empty on the vendors, and a star matches the empty text.
const cases = {
  'any branch of one part': { on, when: branch('*'), runs: [base, byHand], not: [ofTag, ofPull] },
  'any tag of one part': { on, when: tag('*'), runs: [ofTag], not: [base, ofPull] },
  'no branch of one part': { on, when: not(branch('*')), runs: [ofTag, ofPull], not: [base] },
  'any target of one part': { on, when: targetBranch('*'), runs: [ofPull], not: [base, ofTag] },
  'a target of one or two parts': { on, when: targetBranch('release/*', '*'), runs: [ofPull], not: [base, ofTag] },
  'a branch and none': { on, when: all(not(branch('**')), branch('x', '**')), runs: [], not: [base, ofTag, ofPull] },
  'an event that nothing starts': { on: fewer, when: event('tag', 'manual'), runs: [byHand], not: [base] },
  'changed paths or a branch': {
    on,
    when: any(changed('docs/**'), branch('main')),
    runs: [{ ...base, changed: ['src/a'] }, { ...base, branch: 'topic', changed: ['docs/a'] }, ofTag],
    not: [{ ...base, branch: 'topic', changed: ['src/a'] }],
  },
} as const

describe.each([github, gitlab])('$title knows a name that is not there from one that is', (vendor) => {
  test.each(Object.keys(cases) as (keyof typeof cases)[])('%s', async (name) => {
    const { on: triggers, when, runs, not: others } = cases[name]
    for (const place of [undefined, environment('shop')]) {
      const only = job({ when, steps: [sh`true`], ...(place === undefined ? {} : { environment: place }) } as never)
      const pipeline = compileSpec(story({ name: 'law', on: triggers, stages: { only: { only } } } as never))
      const stage = await setStage([pipeline], vendor)
      if (!stage.can) throw new Error(`${vendor.title} does not take the story`)
      for (const [events, fate] of [[runs, 'succeeded'] as const, [others, 'skipped'] as const])
        for (const one of events) {
          expect(interpret(pipeline, one, allWell).jobs[0]?.fate).toBe(fate)
          const played = (await stage.play(one, allWell)).mirror.get('only')?.fate ?? 'skipped'
          expect({ event: one.name, branch: one.branch, fate: played }).toEqual({
            event: one.name,
            branch: one.branch,
            fate,
          })
        }
    }
  })
})

test('on GitLab a job waits for what stands behind an optional need that may be missing', async () => {
  const lint = job({ steps: [sh`lint`] })
  const scan = job({ when: branch('main'), needs: [lint], steps: [sh`scan`] })
  const pack = job({ needs: [optional(scan)], steps: [sh`pack`] })
  const text = await emitOne(
    compileSpec(story({ name: 'law', on: [push()], stages: { one: { lint }, two: { scan }, three: { pack } } })),
    gitlab,
  )
  expect(text).toContain('  needs:\n    - job: scan\n      optional: true\n    - lint\n')
})
