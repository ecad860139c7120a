import { expect, test } from 'vitest'
import { simulate } from '../../emitters/github/simulate/index.ts'
import { playText, pullRequest, ranIn, type Said } from './simulate-play.ts'

/** The jobs that run of a workflow with this `on`. */
async function started(on: string, said: Said = {}): Promise<boolean> {
  const text = `on:\n  ${on.trim().replaceAll('\n', '\n  ')}\njobs:\n  a: {runs-on: x, steps: [{run: a}]}\n`
  return ranIn(await playText(simulate, '.github/workflows/a.yml', text, said)).length > 0
}

const tag: Said = { name: 'tag', branch: '', tag: 'v1' }

// https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onpushbranchestagsbranches-ignoretags-ignore
test.each<[string, Said, boolean]>([
  ['push:', {}, true],
  ['push:', tag, true],
  ['push: {branches: [main]}', {}, true],
  ['push: {branches: [main]}', { branch: 'Main' }, false],
  ['push: {branches: [main]}', tag, false],
  ['push: {tags: [v*]}', {}, false],
  ['push: {tags: [v*]}', tag, true],
  ['push: {tags-ignore: [v*]}', { ...tag, tag: 'w1' }, true],
  ['push: {branches-ignore: [main]}', {}, false],
  ['push: {branches-ignore: [main]}', { branch: 'topic' }, true],
  ['push: {branches-ignore: [main]}', tag, false],
  ['push: {branches: [releases/**, "!releases/**-alpha"]}', { branch: 'releases/10' }, true],
  ['push: {branches: [releases/**, "!releases/**-alpha"]}', { branch: 'releases/beta/3-alpha' }, false],
  ['push: {branches: ["!main"]}', { branch: 'topic' }, false],
  ['push: {paths: [docs/**]}', { changed: ['docs/a/b.md'] }, true],
  ['push: {paths: [docs/**]}', { changed: ['src/a.md'] }, false],
  ['push: {paths: [docs/**]}', { changed: [] }, false],
  ['push: {paths: [docs/**]}', { changed: null }, true],
  ['push: {paths: [docs/**]}', { ...tag, changed: ['src/a'] }, true],
  ['push: {paths: ["**", "!docs/**"]}', { changed: ['docs/a'] }, false],
  ['push: {paths-ignore: [docs/**]}', { changed: ['docs/a', 'src/a'] }, true],
  ['push: {paths-ignore: [docs/**]}', { changed: ['docs/a'] }, false],
  ['push: {branches: [main], paths: [src/**]}', { changed: ['docs/a'] }, false],
  ['push:', { commitMessage: 'Mend [skip ci]' }, false],
  ['push:', { commitMessage: 'Mend [actions skip]' }, false],
  ['pull_request:', {}, false],
  ['pull_request:', pullRequest(), true],
  ['pull_request: {branches: [main]}', pullRequest({ targetBranch: 'dev' }), false],
  ['pull_request: {types: [labeled]}', pullRequest(), false],
  ['pull_request: {types: [labeled, opened]}', pullRequest(), true],
  ['pull_request_target:', pullRequest(), true],
  ['schedule: [{cron: "1 2 * * *"}]', { name: 'schedule', schedule: 'nightly' }, true],
  ['schedule: [{cron: "1 2 * * *"}]', { name: 'schedule', schedule: 'nightly', cron: '3 4 * * *' }, false],
  ['workflow_dispatch:', { name: 'manual' }, true],
  ['workflow_dispatch: {inputs: {x: {required: true}}}', { name: 'manual' }, false],
  ['workflow_dispatch: {inputs: {x: {required: true}}}', { name: 'manual', inputs: { x: '1' } }, true],
  ['workflow_dispatch: {inputs: {x: {type: choice, options: [a]}}}', { name: 'manual', inputs: { x: 'b' } }, false],
  ['repository_dispatch:', { name: 'api', call: { event: 'e', payload: {} } }, true],
  ['repository_dispatch: {types: [d]}', { name: 'api', call: { event: 'e', payload: {} } }, false],
  ['workflow_call:', {}, false],
])('on %s, with %j: %s', async (on, said, runs) => {
  expect(await started(on, said)).toBe(runs)
})

// https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
test.each<[string, readonly string[], readonly string[]]>([
  ['feature/*', ['feature/my-branch'], ['feature/beta-a/my-branch']],
  ['feature/**', ['feature/beta-a/my-branch', 'feature/your-branch'], ['feature']],
  ['**feature', ['mona-feature', 'feature', 'ver-10-feature'], ['features']],
  ['v2*', ['v2', 'v2.0', 'v2.9'], ['v1']],
  ['v[12].[0-9]+.[0-9]+', ['v1.10.1', 'v2.0.0'], ['v3.1.0', 'v1.x.1']],
  ['*.jsx?', ['page.js', 'page.jsx'], ['page.jsxx']],
  ['a+', ['a', 'aaa'], ['b']],
  ['release\\+1', ['release+1'], ['releasee1']],
  ['v1.0', ['v1.0'], ['v1x0']],
])('the branch pattern %s', async (pattern, takes, leaves) => {
  const on = `push: {branches: ['${pattern}']}`
  for (const branch of takes) expect({ branch, runs: await started(on, { branch }) }).toEqual({ branch, runs: true })
  for (const branch of leaves) expect({ branch, runs: await started(on, { branch }) }).toEqual({ branch, runs: false })
})

test.each<[string, readonly string[], readonly string[]]>([
  ['*', ['README.md'], ['docs/README.md']],
  ['**.js', ['index.js', 'src/js/app.js'], ['a.jsx']],
  ['docs/**/*.md', ['docs/README.md', 'docs/mona/hello-world.md'], ['README.md']],
  ['**/docs/**', ['docs/hello.md', 'dir/docs/my-file.txt', 'space/docs/plan/space.doc'], ['mydocs/a']],
  ['**/README.md', ['README.md', 'js/README.md'], ['READMEs.md']],
  ['**/*src/**', ['a/src/app.js', 'my-src/code/js/app.js'], ['srcs/a']],
  ['**/migrate-*.sql', ['migrate-10909.sql', 'db/sept/migrate-v1.sql'], ['migrate.sql']],
])('the path pattern %s', async (pattern, takes, leaves) => {
  const on = `push: {paths: ['${pattern}']}`
  for (const path of takes) expect({ path, runs: await started(on, { changed: [path] }) }).toEqual({ path, runs: true })
  for (const path of leaves)
    expect({ path, runs: await started(on, { changed: [path] }) }).toEqual({ path, runs: false })
})

test('what is no workflow starts nothing, and breaks nothing', async () => {
  for (const text of [
    '',
    'a',
    '[1]',
    'on: push',
    'on: push\njobs: [a]',
    'on: push\njobs: {a: b}',
    ': : :',
    'jobs: {a: {}}',
  ])
    expect(await playText(simulate, '.github/workflows/a.yml', text)).toEqual([])
})
