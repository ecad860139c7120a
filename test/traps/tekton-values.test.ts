import fc from 'fast-check'
import {
  api,
  branch,
  changed,
  ctx,
  fork,
  input,
  manual,
  matrix,
  not,
  pullRequest,
  push,
  secret,
  service,
  sh,
  step,
  tag,
} from 'pipegen'
import { describe, expect, test } from 'vitest'
import { breakUp, collides, escapeValue } from '../../emitters/tekton/collisions.ts'
import { label, labels } from '../../emitters/tekton/names.ts'
import { emitted, errorsOf, jobOf, stepIn, storyOf, taskIn } from '../unit/tekton-emit.ts'
import { environment, expand } from '../unit/tekton-simulate.ts'

// https://tekton.dev/docs/pipelines/tasks/#running-scripts-within-steps
test('trap 5: a script has its flags from its own first lines', async () => {
  const { run } = await emitted(
    storyOf({ a: jobOf({ steps: [sh`false | true`] }), b: jobOf({ shell: 'sh', steps: [sh`make`] }) }),
  )
  expect(stepIn(taskIn(run('push'), 'a')).script).toBe('#!/usr/bin/env bash\nset -eo pipefail\nfalse | true\n')
  expect(stepIn(taskIn(run('push'), 'b')).script).toBe('#!/bin/sh\nset -e\nmake\n')
})

describe('trap 6: nothing foreign stands in a script, and nothing of the story is replaced', () => {
  test('values of the event come by parameters and the environment', async () => {
    const unit = jobOf({
      env: { AT: `x-${ctx.branch}` },
      steps: [sh`echo ${ctx.branch} ${ctx.commitMessage} ${ctx.shortSha}`],
    })
    const { run } = await emitted(storyOf({ unit }))
    const { env, script } = stepIn(taskIn(run('push'), 'unit'))
    expect(script).not.toMatch(/\{\{|\$\(params/)
    expect(env).toContainEqual({ name: 'AT', value: 'x-$(params.branch)' })
    expect(stepIn(taskIn(run('push'), 'unit'), 'checkout').script).toContain('git log -1 --format=%B')
  })

  test('foreign text comes before the secrets, which it would be expanded to', async () => {
    const unit = jobOf({
      env: { TOKEN: secret('TOKEN'), AUTH: `Bearer ${secret('OTHER')}`, BRANCH: ctx.branch, URL: 'x' },
      steps: [sh`make`],
    })
    const { run } = await emitted(storyOf({ unit }))
    const env = stepIn(taskIn(run('push'), 'unit')).env ?? []
    const replace = (text: string) => text.replaceAll('$(params.branch)', '$(TOKEN)$(AUTH)$(PIPEGEN_OTHER)')
    expect(environment(env, { secrets: { TOKEN: 't', OTHER: 'o' } }, replace)).toEqual({
      TOKEN: 't',
      AUTH: 'Bearer o',
      PIPEGEN_OTHER: 'o',
      BRANCH: '$(TOKEN)$(AUTH)$(PIPEGEN_OTHER)',
      URL: 'x',
    })
  })

  const risky = fc.stringMatching(
    /^(\$|\(|\)|\{|\}| |params\.|context\.|results\.a|revision|body\.x|cel: 1|A|\n|"|'|\\){0,12}$/,
  )

  test('any literal comes out of the environment as it went in', () => {
    fc.assert(
      fc.property(fc.oneof(risky, fc.string()), (text) => {
        const { value, helpers } = escapeValue(text)
        expect(collides(value)).toBe(false)
        expect(expand(value, { A: 'other', ...Object.fromEntries(helpers) })).toBe(text)
      }),
      { numRuns: 2000 },
    )
  })

  test('any script is broken up and put together again', () => {
    fc.assert(
      fc.property(fc.oneof(risky, fc.string()), (script) => {
        const { text, marks } = breakUp(script)
        expect(collides(text)).toBe(false)
        expect(marks.reduce((whole, [mark, character]) => whole.replaceAll(mark, () => character), text)).toBe(script)
      }),
      { numRuns: 2000 },
    )
  })

  test('where nothing can be escaped, it is refused', async () => {
    for (const spec of [
      { image: 'x:$(params.a)', steps: [sh`a`] },
      { name: '{{ revision }}', steps: [sh`a`] },
      { matrix: { v: ['$(date)', 'b'] }, steps: [sh`a`] },
      { services: { db: service({ image: 'a', port: 1, ready: 'test $(params.x)' }) }, steps: [sh`a`] },
    ])
      expect(errorsOf(await emitted(storyOf({ a: jobOf(spec) })))).not.toEqual([])
  })

  test('a value of a web hook that would leave its quotes arrives empty, and a missing one has its default', async () => {
    const deploy = manual({ inputs: { stage: input.choice(["it's", 'b}'], {}), note: input.text() } })
    const called = api('called', { payload: ['key'] })
    const unit = jobOf({
      env: { A: deploy.inputs.stage, B: deploy.inputs.note, C: called.payload.key },
      steps: [sh`a`],
    })
    const { run } = await emitted(storyOf({ unit }, [deploy, called]))
    const values = [...(run('manual').spec.params ?? []), ...(run('api-called').spec.params ?? [])].map(({ value }) =>
      String(value),
    )
    for (const value of values.filter((one) => one.includes('cel:'))) {
      expect(value).not.toContain("'")
      expect(value.slice(2, -2)).not.toMatch(/[{}]/)
    }
    expect(values.filter((one) => one.includes(' in pac '))).toHaveLength(3)
    expect(stepIn(taskIn(run('api-called'), 'unit')).env).toContainEqual({ name: 'A', value: "it's" })
  })
})

// https://tekton.dev/docs/pipelines/tasks/#emitting-results
test('trap 7: a result is guarded by size and always written, and a matrix leaves none', async () => {
  const unit = jobOf({ outputs: ['a', 'b'], steps: [sh`echo a=1 >> "$PIPEGEN_OUTPUT"`] })
  const { run } = await emitted(storyOf({ unit }))
  const { script } = stepIn(taskIn(run('push'), 'unit'), 'outputs')
  for (const name of ['a', 'b']) expect(script).toContain(`output ${name} >"$(results.${name}.path)"`)
  expect(script).toContain('-le 3072')
})

test('traps 9 and 10: each task has its own checkout, and one claim carries the artifacts alone', async () => {
  const build = jobOf({ steps: [sh`make`], artifacts: { dist: 'dist/' } })
  const ship = jobOf({ needs: [build], steps: [sh`./ship`] })
  const { run } = await emitted(storyOf({ build, ship }))
  expect(run('push').spec.workspaces).toHaveLength(1)
  for (const name of ['build', 'ship']) {
    expect(stepIn(taskIn(run('push'), name), 'checkout').script).toContain('git init')
    expect(taskIn(run('push'), name).taskSpec?.workspaces).toEqual([{ name: 'artifacts', mountPath: '/artifacts' }])
  }
  const arm = jobOf({ needs: [build], runner: { arch: 'arm64' }, steps: [sh`./ship`] })
  expect(errorsOf(await emitted(storyOf({ build, arm }))).join()).toContain('one kind of machine')
})

test('trap 11: services are on localhost, waited for, and each has a port of its own', async () => {
  const db = service({ image: 'postgres:17', port: 5432 })
  const unit = jobOf({ services: { db }, env: { URL: `${db.host}:${db.port}` }, steps: [sh`make`] })
  const { run } = await emitted(storyOf({ unit }))
  const task = taskIn(run('push'), 'unit')
  expect(task.taskSpec?.sidecars?.[0]).toMatchObject({ name: 'db', readinessProbe: { tcpSocket: { port: 5432 } } })
  expect(stepIn(task).env).toContainEqual({ name: 'URL', value: 'localhost:5432' })
  const clash = jobOf({ services: { db, again: service({ image: 'postgres:16', port: 5432 }) }, steps: [sh`make`] })
  expect(errorsOf(await emitted(storyOf({ clash })))).not.toEqual([])
})

describe('what starts a run', () => {
  const on = async (...triggers: readonly object[]) => {
    const { outputs } = await emitted(storyOf({ unit: jobOf({ steps: [sh`a`] }) }, triggers))
    return outputs.map(({ text }) => /on-(?:cel-expression|target-branch): (.*)/.exec(text)?.[1])
  }
  test('names stand in annotations, and patterns whose star stops at a slash in an expression', async () => {
    expect(await on(push({ branches: ['main', 'release/**'] }))).toEqual(['"[main, release/**]"'])
    expect(await on(push({ branches: ['release/*'] }))).toEqual([
      'event == "push" && !target_branch.startsWith("refs/tags/") && target_branch.matches("^release/[^/]*$")',
    ])
    expect(await on(push({ ignoreBranches: ['old'] }))).toEqual([
      'event == "push" && !target_branch.startsWith("refs/tags/") && !target_branch.matches("^old$")',
    ])
    expect(await on(tag('v*'))).toEqual(['event == "push" && target_branch.matches("^refs/tags/v[^/]*$")'])
    expect(await on(pullRequest({ branches: ['main'], paths: ['src/**'], ignorePaths: ['**/*.md'] }))).toEqual([
      'event == "pull_request" && target_branch == "main" && files.all.exists(file, file.matches("^src/.*$") && !file.matches("^(.*/)?[^/]*\\\\.md$"))',
    ])
  })

  test('patterns and changed paths in conditions are asked of a task', async () => {
    const unit = jobOf({ when: branch('release/*'), steps: [sh`a`] })
    const web = jobOf({ when: changed('web/**'), steps: [sh`a`] })
    const own = jobOf({ when: not(fork()), steps: [sh`a`] })
    const { run } = await emitted(storyOf({ unit, web, own }, [push(), pullRequest()]))
    expect(taskIn(run('push'), 'unit').when).toEqual([
      { input: '$(tasks.conditions.results.unit)', operator: 'in', values: ['true'] },
    ])
    expect(taskIn(run('pull-request'), 'web').when).toEqual([
      { input: '$(tasks.conditions.results.web)', operator: 'in', values: ['true'] },
    ])
    expect(taskIn(run('pull-request'), 'own').when).toEqual([
      { input: '$(params.fork)', operator: 'in', values: ['false'] },
    ])
    expect(taskIn(run('push'), 'own').when).toBeUndefined()
  })
})

test('a matrix with rows left out is written row by row, and its names never hide those of the run', async () => {
  const unit = jobOf({
    matrix: matrix({ branch: ['a', 'b'], os: ['x', 'y'] }, { exclude: [{ branch: 'a', os: 'y' }] }),
    env: ({ branch: value }: { readonly branch: string }) => ({ V: value }),
    steps: [step({ run: sh`make ${ctx.branch}` })],
  })
  const { run } = await emitted(storyOf({ unit }))
  const task = taskIn(run('push'), 'unit')
  expect(task.matrix?.include?.map((row) => row.params?.map(({ value }) => value))).toEqual([
    ['a', 'x'],
    ['b', 'x'],
    ['b', 'y'],
  ])
  expect(stepIn(task).env).toEqual(
    expect.arrayContaining([
      { name: 'V', value: '$(params.matrix-branch)' },
      { name: 'BRANCH', value: '$(params.branch)' },
    ]),
  )
})

test('names are cut to labels, and never clash', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 90 }), { maxLength: 20 }), (names) => {
      const name = labels()
      const made = names.map((one) => name(one))
      expect(new Set(made).size).toBe(made.length)
      for (const one of made) expect(one).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/)
    }),
  )
  expect(label('deployIntegration')).toBe('deploy-integration')
})
