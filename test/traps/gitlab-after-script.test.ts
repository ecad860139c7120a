import { always, ctx, job, onFailure, push, type StepLike, sh, step, story } from 'pipegen'
import { describe, expect, test } from 'vitest'
import { github } from '../../emitters/github/index.ts'
import { collect } from '../../src/diagnostics.ts'
import { emitStories } from '../../src/emit.ts'
import { attempted, compiled, emitted } from './gitlab/emit.ts'

const behind = { gitlab: { after_script: true } } as const

const withSteps = (...steps: readonly StepLike[]) =>
  story({
    name: 'shop',
    on: [push()],
    env: { BRANCH: ctx.branch },
    stages: { test: { unit: job({ image: 'debian:12', steps: [sh`make test`, ...steps] }) } },
  })

const cleanUp = { run: sh`./clean.sh "$BRANCH"`, when: always(), continueOnError: true } as const

describe('a step behind the script of a job', () => {
  test('stands in the script like any other where the story does not ask for it', async () => {
    const unit = (await emitted(withSteps(step(cleanUp)))).job('unit')
    expect(unit.after_script).toBeUndefined()
    expect(unit.script.join('\n')).toContain('./clean.sh')
  })

  test('gets the environment that the script exports, for its shell is another one', async () => {
    const unit = (await emitted(withSteps(step({ ...cleanUp, raw: behind })))).job('unit')
    expect(unit.script).toEqual(['export BRANCH="$CI_COMMIT_BRANCH"', 'make test'])
    expect(unit.after_script).toEqual(['export BRANCH="$CI_COMMIT_BRANCH"', './clean.sh "$BRANCH"'])
  })

  test('loses nothing elsewhere, which nobody has to be told', async () => {
    const { report, found } = collect()
    await emitStories(compiled(withSteps(step({ ...cleanUp, raw: behind }))).pipelines, [github], report)
    expect(found.map(({ code }) => code)).not.toContain('raw-elsewhere')
  })

  test('is refused where it may fail the job, or runs after some results alone', async () => {
    const { found } = await attempted(withSteps(step({ run: sh`./tell.sh`, when: onFailure(), raw: behind })))
    expect(found.map(({ code }) => code)).toContain('raw-invalid')
  })
})

test('a variable that a raw patch sets is not exported over the patch', async () => {
  const patched = story({
    name: 'shop',
    on: [push()],
    env: { BRANCH: ctx.branch, TITLE: ctx.commitMessage },
    stages: { test: { unit: job({ image: 'debian:12', steps: sh`make test` }) } },
    raw: { gitlab: { variables: { BRANCH: '$CI_COMMIT_REF_SLUG' } } },
  })
  const { script } = (await emitted(patched)).job('unit')
  expect(script.join('\n')).not.toContain('export BRANCH')
  expect(script.join('\n')).toContain('export TITLE')
})
