import { describe, expect, test } from 'vitest'
import { always, branch, environment, job, onFailure, push, sh, story, tag } from '../../dsl/index.ts'
import type { AnyJob as JobRef } from '../../dsl/job.ts'
import { build } from './codeship-build.ts'
import { emitCodeship, said, shapeOf } from './codeship-emit.ts'

const image = 'alpine:3.22'
const steps = [sh`true`]
const mark = (word: string) => [
  sh(
    Object.assign([`printf '${word} ' >> "$TRACE"`], {
      raw: [`printf '${word} ' >> "$TRACE"`],
    }) as unknown as TemplateStringsArray,
  ),
]
const exclusive = { 'refused:codeship/job.environment.exclusive': 'one build at a time, as the project says' }

describe('a person', () => {
  const gate = environment('production', { approval: 'manual' })
  const gated = (accept = {}) => {
    const build = job({ image, steps: mark('build') })
    const staging = job({ image, steps: mark('staging'), needs: [build], environment: environment('staging') })
    const deploy = job({ image, steps: mark('deploy'), needs: [build], when: branch('main'), environment: gate })
    const report = job({ image, steps: mark('report'), needs: [build] })
    const smoke = job({ image, steps: mark('smoke'), needs: [deploy] })
    const stages = { build: { build }, deploy: { staging, deploy, report, smoke } }
    return emitCodeship(
      story({ name: 'one', targets: ['codeship'], on: [push()], stages, accept: { ...exclusive, ...accept } } as never),
    )
  }

  test('is asked last, for what needs the gate alone', async () => {
    const made = await gated()
    expect(said(made, 'error')).toEqual([])
    expect(shapeOf(made.steps)).toBe('build [staging report] {deploy smoke}')
    expect(made.steps.at(-1)).toMatchObject({ type: 'manual', tag: 'main', name: 'Approve deploy' })
    expect(
      said(made, 'note')
        .filter((text) => text.includes('order of jobs'))
        .join(),
    ).toContain("'staging' and 'report'")
  })

  test('holds the build, and what deployed before does not do so again', async () => {
    const made = await gated()
    expect(build(made)).toMatchObject({ trace: 'build staging report ', waits: 'Approve deploy' })
    expect(build(made, { branch: 'other' })).toMatchObject({ trace: 'build staging report ', waits: undefined })
    expect(build(made, { approved: true })).toMatchObject({ trace: 'build report deploy smoke ' })
  })

  test('is not asked twice in a build', async () => {
    const one = job({ image, steps, environment: gate })
    const two = job({ image, steps, needs: [one], environment: environment('other', { approval: 'manual' }) })
    const made = await emitCodeship(
      story({
        name: 'one',
        targets: ['codeship'],
        on: [push()],
        stages: { all: { one, two } },
        accept: exclusive,
      } as never),
    )
    expect(said(made, 'error').join()).toMatch(
      /a build asks a person once, for its last group of steps, and 'one' waits for one too/,
    )
  })

  test('is asked by each of two gates that no build has both of', async () => {
    const one = job({ image, steps, when: branch('main'), environment: gate })
    const two = job({ image, steps, when: tag('v*'), environment: environment('other', { approval: 'manual' }) })
    const made = await emitCodeship(
      story({
        name: 'one',
        targets: ['codeship'],
        on: [push(), tag('**')],
        stages: { all: { one, two } },
        accept: exclusive,
      } as never),
    )
    expect(said(made, 'error')).toEqual([])
    expect(made.steps.map(({ type, tag: names }) => [type, names])).toEqual([
      ['manual', 'main'],
      ['manual', '^v[^/]*$'],
    ])
  })
})

describe('a failure', () => {
  const failing = job({ image, steps: [sh`false`] })

  test('lets siblings end, and holds what comes later', async () => {
    const other = job({ image, steps: mark('other') })
    const later = job({ image, steps: mark('later') })
    const made = await emitCodeship(
      story({ name: 'one', on: [push()], stages: { one: { failing, other }, two: { later } } }),
    )
    expect(build(made)).toMatchObject({ trace: 'other ', code: 1 })
  })

  test('runs what waits for one, and what runs in any case', async () => {
    const unit = job({ image, steps: mark('unit') })
    const stages = (first: JobRef) => ({
      one: { first, unit },
      two: {
        alarm: job({ image, when: onFailure(), steps: mark('alarm') }),
        report: job({ image, when: always(), steps: mark('report') }),
      },
    })
    const bad = await emitCodeship(story({ name: 'one', on: [push()], stages: stages(failing) }))
    expect(said(bad, 'error')).toEqual([])
    expect(build(bad)).toMatchObject({ trace: 'unit alarm report ', code: 1 })
    const good = await emitCodeship(
      story({ name: 'one', on: [push()], stages: stages(job({ image, steps: mark('first') })) }),
    )
    expect(build(good)).toMatchObject({ trace: 'first unit report ', code: 0 })
  })

  test('cannot be waited for in another image, nor by what is needed later', async () => {
    const alarm = job({ image: 'node:22', when: onFailure(), steps })
    const made = await emitCodeship(story({ name: 'one', on: [push()], stages: { one: { failing }, two: { alarm } } }))
    expect(said(made, 'error').join()).toMatch(/a step after a failure runs in the service of the step that failed/)
    const report = job({ image, when: always(), steps })
    const last = job({ image, needs: [report], steps })
    const two = await emitCodeship(
      story({ name: 'one', on: [push()], stages: { one: { failing }, two: { report, last } } }),
    )
    expect(said(two, 'error').join()).toMatch(/a job that needs it would run after a failure/)
  })
})
