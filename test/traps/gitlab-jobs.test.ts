import { go, job, matrix, node, pullRequest, push, python, sh, story } from 'pipegen'
import { describe, expect, test } from 'vitest'
import type { Story } from '../../dsl/story.ts'
import { attempted, emitted } from './gitlab/emit.ts'

const one = job({ tools: [node('24')], steps: [sh`true`] })
const _onMain = { event: 'push', branch: 'main', changed: null } as const
const refusals = async (...stories: readonly Story[]) =>
  (await attempted(...stories)).found.filter((found) => found.severity === 'error').map((found) => found.code)

describe('the small print', () => {
  test('each job states its time limit, for default: timeout does nothing (trap 12)', async () => {
    const output = await emitted(
      story({
        name: 'x',
        on: [push()],
        cancelSuperseded: true,
        stages: { a: { one, short: job({ timeout: 1, steps: [sh`true`] }) } },
      }),
    )
    expect([output.job('one').timeout, output.job('short').timeout]).toEqual(['60 minutes', '1 minute'])
    expect(output.config.default).toEqual({ interruptible: true })
  })

  test('a newer commit stops what the story says, and nothing else (trap 14)', async () => {
    const cancel = async (cancelSuperseded: boolean | 'pullRequests') =>
      (await emitted(story({ name: 'x', on: [push(), pullRequest()], cancelSuperseded, stages: { a: { one } } })))
        .config.workflow as unknown as {
        readonly auto_cancel: { readonly on_new_commit: string }
        readonly rules: readonly { readonly auto_cancel?: { readonly on_new_commit: string } }[]
      }
    const modes = async (mode: boolean | 'pullRequests') => {
      const workflow = await cancel(mode)
      return workflow.rules.map((rule) => rule.auto_cancel?.on_new_commit ?? workflow.auto_cancel.on_new_commit)
    }
    expect(await modes(false)).toEqual(['none', 'none'])
    expect(await modes(true)).toEqual(['interruptible', 'interruptible'])
    expect(await modes('pullRequests')).toEqual(['none', 'interruptible'])
  })

  test('texts that YAML 1.1 reads as something else stay texts (trap 10)', async () => {
    const env = {
      A: 'no',
      B: '1:30',
      C: '1_000',
      D: '0x1F',
      E: '2024-01-01',
      F: '3.10',
      G: 'on',
      H: '',
      I: '~',
      J: 'null',
    }
    const output = await emitted(story({ name: 'x', on: [push()], env, stages: { a: { one } } }))
    expect(output.config.variables).toMatchObject(env)
    const cells = job({
      matrix: { version: ['3.10', '1_0', 'on'] },
      tools: ({ version }) => [python(version)],
      steps: [sh`true`],
    })
    expect((await emitted(story({ name: 'x', on: [push()], stages: { a: { cells } } }))).job('cells').parallel).toEqual(
      { matrix: [{ VERSION: ['3.10', '1_0', 'on'] }] },
    )
  })

  test('a matrix has no fail-fast, at most 200 cells, and no variable that a shell needs', async () => {
    const cells = (spec: object, axes: Readonly<Record<string, readonly string[]>> = { path: ['a', 'b'] }) =>
      job({ matrix: matrix(axes, spec as never), tools: [node('24')], steps: [sh`true`] })
    expect(await refusals(story({ name: 'x', on: [push()], stages: { a: { c: cells({ failFast: true }) } } }))).toEqual(
      ['feature-refused'],
    )
    expect(
      await refusals(
        story({
          name: 'x',
          on: [push()],
          stages: { a: { c: cells({}, { n: Array.from({ length: 201 }, (_, index) => String(index)) }) } },
        }),
      ),
    ).toEqual(['limit'])
    expect(await refusals(story({ name: 'x', on: [push()], stages: { a: { c: cells({}, { n: ['$x'] }) } } }))).toEqual([
      'vendor-name',
    ])
    const output = await emitted(story({ name: 'x', on: [push()], stages: { a: { c: cells({ maxParallel: 1 }) } } }))
    expect(output.job('c').parallel).toEqual({ matrix: [{ MATRIX_PATH: ['a', 'b'] }] })
    expect(output.job('c').resource_group).toBe('x/c')
  })

  test('a matrix job whose condition depends on the cell is parted', async () => {
    const unit = job({
      matrix: { version: ['1', '2', '3'] },
      when: ({ version }) => version.is('3'),
      tools: ({ version }) => [go(version)],
      steps: [sh`true`],
    })
    const next = job({ needs: [unit], steps: [sh`true`] })
    const output = await emitted(story({ name: 'x', on: [push()], stages: { a: { unit }, b: { next } } }))
    expect(output.job('unit').parallel).toEqual({ matrix: [{ VERSION: ['3'] }] })
  })
})
