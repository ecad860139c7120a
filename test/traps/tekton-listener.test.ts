import { pullRequest, push } from 'pipegen'
import { describe, expect, test } from 'vitest'
import { fromGithub, listen } from '../harness/tekton-triggers.ts'
import { storyOf } from '../unit/tekton-emit.ts'
import { emittedPlainly, hooks, secrets, startedBy, startedOnGitlab, unit } from '../unit/tekton-plain.ts'

describe('the expressions of a listener hold what the triggers of the story say', () => {
  const filtered = push({ branches: ['main', 'release/*'], ignoreBranches: ['release/old'] })
  test.each([
    ['main', ['ci-push']],
    ['release/1', ['ci-push']],
    ['release/1/x', []],
    ['release/old', []],
    ['Main', []],
    ['refs/heads/main', []],
    ['topic', []],
  ])('a push to %s', async (name, started) => {
    expect(await startedBy([filtered], 'push', hooks.push(`refs/heads/${name}`))).toEqual(started)
    expect(await startedOnGitlab([filtered], 'Push Hook', hooks.gitlabPush(`refs/heads/${name}`))).toEqual(started)
  })

  const tagged = push({ branches: ['none'], tags: ['v*'], ignoreTags: ['v0*'] })
  test.each([
    ['refs/tags/v1', ['ci-tag']],
    ['refs/tags/v0.1', []],
    ['refs/tags/w1', []],
    ['refs/heads/v1', []],
  ])('a push of %s to a story of tags', async (ref, started) => {
    expect(await startedBy([tagged], 'push', hooks.push(ref))).toEqual(started)
    const event = ref.startsWith('refs/tags/') ? 'Tag Push Hook' : 'Push Hook'
    expect(await startedOnGitlab([tagged], event, hooks.gitlabPush(ref))).toEqual(started)
  })

  test('a deleted branch starts nothing', async () => {
    const gone = { deleted: true, after: '0'.repeat(40), head_commit: null, checkout_sha: null }
    expect(await startedBy([push()], 'push', hooks.push('refs/heads/main', gone))).toEqual([])
    expect(await startedOnGitlab([push()], 'Push Hook', hooks.gitlabPush('refs/heads/main', gone))).toEqual([])
  })

  test('a pull request starts a run by its target, when it opens or gets commits', async () => {
    const on = [pullRequest({ branches: ['main'] })]
    const from = (target: string, more: object = {}) =>
      startedBy(on, 'pull_request', hooks.pullRequest(target, 'team/shop', more))
    expect(await from('main')).toEqual(['ci-pull-request'])
    expect(await from('main', { action: 'synchronize' })).toEqual(['ci-pull-request'])
    expect(await from('main', { action: 'closed' })).toEqual([])
    expect(await from('topic')).toEqual([])
    const request = (more: object) => startedOnGitlab(on, 'Merge Request Hook', hooks.mergeRequest('main', more))
    expect(await request({})).toEqual(['ci-pull-request'])
    expect(await request({ action: 'update' })).toEqual([])
    expect(await request({ action: 'update', oldrev: 'e'.repeat(40) })).toEqual(['ci-pull-request'])
    expect(await request({ action: 'merge' })).toEqual([])
    expect(await request({ target_branch: 'topic' })).toEqual([])
  })

  test('another event than that of a trigger starts nothing', async () => {
    expect(await startedBy([pullRequest()], 'push', hooks.push('refs/heads/main'))).toEqual([])
    expect(await startedBy([push()], 'pull_request', hooks.pullRequest('main'))).toEqual([])
    expect(await startedBy([push()], 'push', hooks.push('refs/tags/v1'))).toEqual([])
  })
})

test('a request without the secret starts nothing', async () => {
  const { outputs } = await emittedPlainly(storyOf({ unit }, [push()]))
  const body = hooks.push('refs/heads/main')
  const count = (token: string, known: object = secrets) =>
    listen(outputs, 'ci-github', fromGithub('push', body, token), known as typeof secrets).length
  expect([count('hush'), count('guess'), count('hush', {})]).toEqual([1, 0, 0])
})
