import { always, branch, environment, job, node, onFailure, optional, pullRequest, push, sh, story } from 'pipegen'
import { describe, expect, test } from 'vitest'
import type { Story } from '../../dsl/story.ts'
import { attempted, emitted } from './gitlab/emit.ts'
import { runOf } from './gitlab/runs.ts'
import { simulate } from './gitlab/simulate.ts'

const one = job({ tools: [node('24')], steps: [sh`true`] })
const onMain = { event: 'push', branch: 'main', changed: null } as const
const refusals = async (...stories: readonly Story[]) =>
  (await attempted(...stories)).found.filter((found) => found.severity === 'error').map((found) => found.code)

describe('order of jobs', () => {
  test('a dependent has the condition of what it needs, for a need that is absent stops the whole pipeline (trap 1)', async () => {
    const build = job({ when: branch('main'), steps: [sh`true`] })
    const deploy = job({ needs: [build], steps: [sh`true`] })
    const scan = job({ needs: [optional(build)], steps: [sh`true`] })
    const output = await emitted(story({ name: 'x', on: [push()], stages: { a: { build }, b: { deploy, scan } } }))
    const outcome = simulate(output, runOf({ event: 'push', branch: 'topic', changed: null }), () => false)?.outcomes
    expect(Object.fromEntries(outcome ?? [])).toEqual({ build: 'absent', deploy: 'absent', scan: 'success' })
    expect(output.job('scan').needs).toEqual([{ job: 'build', optional: true }])
  })

  test('a job for failures waits by stages where a need may be skipped, for then it would never run (trap 2)', async () => {
    const build = job({ steps: [sh`true`], artifacts: { log: { paths: 'log', when: 'always' } } })
    const deploy = job({ needs: [build], steps: [sh`true`] })
    const alert = job({ needs: [deploy, build], when: onFailure(), steps: [sh`true`] })
    const output = await emitted(
      story({ name: 'x', on: [push()], stages: { a: { build }, b: { deploy }, c: { alert } } }),
    )
    expect(simulate(output, runOf(onMain), (name) => name === 'build')?.outcomes.get('alert')).toBe('success')
    expect(output.job('alert').needs).toBeUndefined()
    expect(output.job('alert').dependencies).toEqual(['build'])
    const other = job({ steps: [sh`true`] })
    const part = job({ needs: [deploy], when: onFailure(), steps: [sh`true`] })
    expect(
      await refusals(story({ name: 'x', on: [push()], stages: { a: { build, other }, b: { deploy }, c: { part } } })),
    ).toEqual(['feature-refused'])
    const direct = job({ needs: [build], when: onFailure(), steps: [sh`true`] })
    const named = await emitted(story({ name: 'x', on: [push()], stages: { a: { build, other }, c: { direct } } }))
    expect(simulate(named, runOf(onMain), (name) => name === 'other')?.outcomes.get('direct')).toBe('skipped')
    expect(simulate(named, runOf(onMain), (name) => name === 'build')?.outcomes.get('direct')).toBe('success')
  })

  test('a job that runs whatever happened does not begin while a need still runs', async () => {
    const build = job({ steps: [sh`true`] })
    const slow = job({ steps: [sh`true`] })
    const deploy = job({ needs: [build], steps: [sh`true`] })
    const clean = job({ needs: [deploy, slow], when: always(), steps: [sh`true`] })
    const output = await emitted(
      story({ name: 'x', on: [push()], stages: { a: { build, slow }, b: { deploy }, c: { clean } } }),
    )
    const run = simulate(output, runOf(onMain), (name) => name === 'build')
    expect([...(run?.openAtStart.get('clean') ?? [])]).toEqual(['clean'])
    expect(run?.outcomes.get('clean')).toBe('success')
    const gate = job({ environment: environment('production', { approval: 'manual' }), steps: [sh`true`] })
    const held = story({ name: 'x', on: [push()], stages: { a: { build, slow, gate }, b: { deploy }, c: { clean } } })
    expect(await refusals(held)).toEqual(['feature-refused'])
  })

  test('more than 50 needs become stages where that means the same, else a finding', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 51 }, (_, index) => [`job${index}`, job({ steps: [sh`true`] })]),
    )
    const last = job({ needs: Object.values(many), steps: [sh`true`] })
    expect(
      (await emitted(story({ name: 'x', on: [push()], stages: { a: many, b: { last } } }))).job('last').needs,
    ).toBeUndefined()
    expect(
      await refusals(
        story({ name: 'x', on: [push()], stages: { a: { ...many, more: job({ steps: [sh`true`] }) }, b: { last } } }),
      ),
    ).toContain('feature-refused')
  })

  test('a gate holds the run back, and a job that may fail cannot be one (trap 13)', async () => {
    const production = environment('production', { approval: 'manual' })
    const deploy = job({ environment: production, steps: [sh`true`] })
    const onBranch = job({ environment: production, when: branch('main'), steps: [sh`true`] })
    const output = await emitted(story({ name: 'x', on: [push(), pullRequest()], stages: { a: { deploy, onBranch } } }))
    expect(output.job('deploy').rules).toEqual([{ when: 'manual', allow_failure: false }])
    expect(output.job('onBranch').rules).toEqual([
      { if: '$CI_COMMIT_BRANCH == "main"', when: 'manual', allow_failure: false },
    ])
    expect(output.job('deploy').resource_group).toBe('production')
    for (const more of [{ allowFailure: true }, { when: always() }]) {
      expect(
        await refusals(
          story({
            name: 'x',
            on: [push()],
            stages: {
              a: { one },
              b: { deploy: job({ environment: production, steps: [sh`true`], ...more } as never) },
            },
          }),
        ),
      ).toEqual(['feature-refused'])
    }
  })
})
