import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { branch, changed, ctx, pullRequest, push, sh } from 'pipegen'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TektonPipelineTask } from '../../emitters/tekton/schema.ts'
import { emitted, jobOf, storyOf, taskIn } from './tekton-emit.ts'
import { shells, simulate } from './tekton-simulate.ts'

let root = ''
const shas: Record<string, string> = {}

const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()

const commit = (name: string, file: string): void => {
  mkdirSync(join(root, file, '..'), { recursive: true })
  writeFileSync(join(root, file), name)
  git('add', '.')
  git('commit', '--quiet', '--message', `Commit ${name}\n\nwith "quotes" and $(date)`)
  shas[name] = git('rev-parse', 'HEAD')
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'repository-'))
  git('init', '--quiet', '--initial-branch', 'main')
  git('config', 'uploadpack.allowAnySHA1InWant', 'true')
  git('config', 'uploadpack.allowFilter', 'true')
  commit('first', 'README.md')
  git('checkout', '--quiet', '-b', 'topic')
  commit('web', 'web/a b/ü.js')
  commit('docs', 'docs/x.md')
  git('checkout', '--quiet', 'main')
  commit('api', 'api/x.py')
})
afterAll(() => rmSync(root, { recursive: true }))

const params = (revision: string, more: object = {}) => ({
  'repo-url': root,
  'source-url': root,
  revision: shas[revision] ?? revision,
  ...more,
})

describe.each(Object.entries(shells))('where sh is %s', (_, shell) => {
  test('the checkout brings one commit, and its message as it is', async () => {
    const { run } = await emitted(
      storyOf({ unit: jobOf({ steps: [sh`git log --format=%H; ls; echo ${ctx.commitMessage}`] }) }),
    )
    const { code, out } = simulate(taskIn(run('push'), 'unit'), { shell, params: params('web') })
    expect({ code, out }).toEqual({
      code: 0,
      out: `${shas.web}\nREADME.md\nweb\nCommit web\n\nwith "quotes" and $(date)\n`,
    })
  })

  test('the checkout can merge a pull request', async () => {
    const { run } = await emitted(
      storyOf({ unit: jobOf({ checkout: { pullRequest: 'merge' }, steps: [sh`ls`] }) }, [pullRequest()]),
    )
    const world = { shell, params: params('docs', { 'target-branch': 'main' }) }
    expect(simulate(taskIn(run('pull-request'), 'unit'), world)).toMatchObject({
      code: 0,
      out: 'README.md\napi\ndocs\nweb\n',
    })
  })

  const decide = async (event: 'push' | 'pull-request', given: Record<string, string>) => {
    const story = storyOf(
      {
        web: jobOf({ when: changed('web/**'), steps: [sh`a`] }),
        api: jobOf({ when: changed('api/*'), steps: [sh`a`] }),
        release: jobOf({ when: branch('release/*', 'v.1'), steps: [sh`a`] }),
      },
      [push(), pullRequest()],
    )
    const task: TektonPipelineTask = taskIn((await emitted(story)).run(event), 'conditions')
    return simulate(task, { shell, params: { branch: 'x', ...given } }).results
  }

  test('what changed is told by git: of a push since the commit before, of a pull request since it began', async () => {
    const since = (name: string) => ({ before: shas[name] ?? name })
    expect(await decide('push', params('docs', since('first')))).toMatchObject({ web: 'true', api: 'false' })
    expect(await decide('push', params('docs', since('web')))).toMatchObject({ web: 'false', api: 'false' })
    expect(await decide('pull-request', params('docs', { 'target-branch': 'main' }))).toEqual({
      web: 'true',
      api: 'false',
    })
  })

  test('where it cannot be known what changed, everything did', async () => {
    for (const before of ['0'.repeat(40), '{{ body.before }}', ''])
      expect(await decide('push', params('docs', { before }))).toMatchObject({ web: 'true', api: 'true' })
    expect(await decide('pull-request', params('docs', { 'target-branch': 'gone' }))).toEqual({
      web: 'true',
      api: 'true',
    })
  })

  test('patterns match whole names, and a star stops at a slash', async () => {
    const of = async (name: string) =>
      (await decide('push', params('docs', { before: shas.web ?? '', branch: name }))).release
    expect(await of('release/1')).toBe('true')
    expect(await of('v.1')).toBe('true')
    for (const name of ['release/1/2', 'xrelease/1', 'vx1', 'release']) expect(await of(name)).toBe('false')
  })

  test('the paths of a push trigger decide for every job, those left out too', async () => {
    const story = storyOf({ unit: jobOf({ steps: [sh`a`] }) }, [
      push({ paths: ['web/**', 'docs/**'], ignorePaths: ['**/*.md'] }),
    ])
    const task = taskIn((await emitted(story)).run('push'), 'conditions')
    const of = (revision: string, before: string) =>
      simulate(task, { shell, params: params(revision, { before: shas[before] ?? '' }) }).results
    expect(of('docs', 'web')).toEqual({ unit: 'false' })
    expect(of('docs', 'first')).toEqual({ unit: 'true' })
  })
})
