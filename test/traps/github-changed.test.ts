import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folder, load, runStep } from './github-load.ts'

interface Repository {
  readonly root: string
  readonly git: (...words: readonly string[]) => string
  readonly commit: (...files: readonly string[]) => string
}

function repository(): Repository {
  const root = folder()
  const git = (...words: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...words], {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '', HOME: root, GIT_CONFIG_NOSYSTEM: '1' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  const commit = (...files: readonly string[]): string => {
    for (const file of files) {
      mkdirSync(dirname(join(root, file)), { recursive: true })
      writeFileSync(join(root, file), `${file} ${Math.random()}`)
      git('add', file)
    }
    git('commit', '--quiet', '--allow-empty', '--message', 'x')
    return git('rev-parse', 'HEAD')
  }
  git('init', '--quiet', '--initial-branch', 'main')
  return { root, git, commit }
}

async function outputs(root: string, env: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
  const { steps } = await load('changed')
  const step = steps('conditions').find((one) => one.id === 'test')
  const file = join(folder(), 'out')
  writeFileSync(file, '')
  const ran = runStep(step ?? ({} as never), root, { GITHUB_OUTPUT: file, LC_ALL: 'C', BASE: '', ...env })
  expect(ran).toMatchObject({ status: 0 })
  return Object.fromEntries(
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('=') as [string, string]),
  )
}

const push = { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/dev' }
const zeros = '0'.repeat(40)

describe('what changed', () => {
  test.each([
    [['apps/web/x.ts'], 'true'],
    [['apps/web/deep/é x.ts'], 'true'],
    [['deep/down/a.css'], 'true'],
    [['a.css'], 'true'],
    [['one file'], 'true'],
    [['one file/x'], 'false'],
    [['apps/webb/x.ts', 'apps/Web/x'], 'false'],
  ])('a push of %s', async (files, web) => {
    const { root, commit } = repository()
    const before = commit('start')
    commit(...files)
    expect(await outputs(root, { ...push, BASE: before })).toMatchObject({ web })
  })

  test('a file that moved away counts', async () => {
    const { root, commit, git } = repository()
    const before = commit('apps/web/x', 'other/y')
    git('mv', 'apps/web/x', 'other/x')
    commit()
    expect(await outputs(root, { ...push, BASE: before })).toMatchObject({ web: 'true' })
  })

  test('a pull request is compared with where it left its target, not with the target of today', async () => {
    const { root, commit, git } = repository()
    commit('start')
    git('checkout', '--quiet', '-b', 'feature')
    commit('docs/x')
    git('checkout', '--quiet', 'main')
    const base = commit('apps/web/x')
    git('checkout', '--quiet', 'feature')
    const run = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/1/merge', BASE: base }
    expect(await outputs(root, run)).toMatchObject({ web: 'false', rest: 'true' })
  })

  test.each([
    ['a new branch', { ...push, BASE: zeros }],
    ['a commit that is gone', { ...push, BASE: 'f'.repeat(40) }],
    ['a tag', { ...push, GITHUB_REF: 'refs/tags/v1' }],
    ['a schedule', { GITHUB_EVENT_NAME: 'schedule', GITHUB_REF: 'refs/heads/main' }],
  ])('on %s everything counts as changed', async (_, run) => {
    const { root, commit } = repository()
    const before = commit('start')
    commit('nothing')
    expect(await outputs(root, { BASE: before, ...run })).toMatchObject({ web: 'true', rest: 'true' })
  })

  test.each([
    ['refs/heads/release/1', 'true'],
    ['refs/heads/release/1/2', 'false'],
    ['refs/heads/Release/1', 'false'],
    ['refs/tags/release/1', 'false'],
  ])('the branch %s', async (ref, release) => {
    const { root, commit } = repository()
    commit('start')
    expect(await outputs(root, { GITHUB_EVENT_NAME: 'push', GITHUB_REF: ref, BASE: zeros })).toMatchObject({ release })
  })

  test('the jobs wait for the answers, and the sources come with their history', async () => {
    const { job, steps } = await load('changed')
    expect(job('web')).toMatchObject({ needs: 'conditions', if: "needs.conditions.outputs.web == 'true'" })
    expect(steps('conditions')[0]?.with).toMatchObject({ 'fetch-depth': 0, filter: 'blob:none' })
  })
})

describe('patterns of triggers', () => {
  test('signs of the vendor are escaped, and what is left out stands behind what is meant', async () => {
    const { workflow } = await load('patterns')
    expect(workflow.on).toEqual({
      push: {
        branches: ['c\\+\\+', 'release/**', 'a\\!b', '!release/old'],
        tags: ['v*'],
        paths: ['src/**/x', 'src/x', '**/*.md', '!src/gen/**'],
      },
      pull_request: { 'paths-ignore': ['docs/**'] },
    })
  })

  test('a push of any branch does not mean tags: without a filter they would count', async () => {
    const { workflow } = await load('any-push')
    expect(workflow.on).toEqual({ push: { branches: ['**'] } })
  })
})
