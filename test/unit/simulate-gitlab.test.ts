import { expect, test } from 'vitest'
import { simulate } from '../../emitters/gitlab/simulate/index.ts'
import { playText, pullRequest, ranIn, type Said } from './simulate-play.ts'

const play = (text: string, said: Said = {}) => playText(simulate, '.gitlab-ci.yml', text, said)
const tag: Said = { name: 'tag', branch: '', tag: 'v1' }
const script = 'script: [a]'

/** Whether the job of a configuration is there and runs. */
async function runs(job: string, said: Said = {}, top = 'workflow: {rules: [{when: always}]}'): Promise<boolean> {
  return ranIn(await play(`${top}\na: {${script}, ${job}}\n`, said)).length > 0
}

// https://docs.gitlab.com/ci/jobs/job_rules/#cicd-variable-expressions
test.each<[string, Said, boolean]>([
  ['$CI_COMMIT_BRANCH == "main"', {}, true],
  ['$CI_COMMIT_BRANCH == "Main"', {}, false],
  ["$CI_COMMIT_BRANCH == 'main'", {}, true],
  ['"main" == $CI_COMMIT_BRANCH', {}, true],
  ['$CI_COMMIT_BRANCH', {}, true],
  ['$CI_COMMIT_BRANCH', tag, false],
  ['$CI_COMMIT_BRANCH == null', tag, true],
  ['$CI_COMMIT_BRANCH == ""', tag, false],
  ['$CI_COMMIT_BRANCH != "main"', tag, true],
  ['$EMPTY == ""', {}, true],
  ['$EMPTY', {}, false],
  ['$CI_COMMIT_TAG =~ /^v\\d$/', tag, true],
  ['$CI_COMMIT_TAG =~ /^V/', tag, false],
  ['$CI_COMMIT_TAG =~ /^V/i', tag, true],
  ['$CI_COMMIT_TAG !~ /^v/', {}, true],
  ['$CI_COMMIT_TAG =~ /^.*$/', {}, true],
  ['$CI_COMMIT_BRANCH =~ /^feature\\/x$/', { branch: 'feature/x' }, true],
  ['$CI_COMMIT_BRANCH =~ $PATTERN', {}, true],
  ['$CI_COMMIT_BRANCH =~ "main"', {}, false],
  ['$NO || $CI_COMMIT_BRANCH == "main" && $NO', {}, false],
  ['($CI_COMMIT_BRANCH || $NO) && $CI_COMMIT_BRANCH == "main"', {}, true],
  ['$CI_COMMIT_BRANCH == "x" && $NO || $CI_COMMIT_BRANCH', {}, true],
  ['$CI_PIPELINE_SOURCE == "merge_request_event"', pullRequest(), true],
  ['$CI_MERGE_REQUEST_TARGET_BRANCH_NAME == "main" && $CI_COMMIT_BRANCH == null', pullRequest(), true],
  ['$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID', pullRequest({ fork: true }), false],
  [
    '$CI_PIPELINE_SOURCE == "schedule" && $CI_PIPELINE_SCHEDULE_DESCRIPTION == "n"',
    { name: 'schedule', schedule: 'n' },
    true,
  ],
  ['$CI_PIPELINE_SOURCE == "web"', { name: 'manual' }, true],
  ['$CI_PIPELINE_SOURCE == "api"', { name: 'api', call: { event: 'e', payload: {} } }, true],
  ['$GREETING == "hello main"', {}, true],
  ['$PLAIN == "hello $CI_COMMIT_BRANCH"', {}, false],
  ['$CI_COMMIT_BRANCH = "main"', {}, false],
  ['($CI_COMMIT_BRANCH', {}, false],
])('rules:if %s, with %j: %s', async (condition, said, there) => {
  const variables = `variables: {EMPTY: "", PATTERN: "/^ma/", GREETING: "hello $CI_COMMIT_BRANCH", PLAIN: {value: "x $CI_COMMIT_BRANCH", expand: false}}`
  expect(await runs(`rules: [{if: '${condition.replaceAll("'", "''")}'}]`, said, variables)).toBe(there)
})

// https://docs.gitlab.com/ci/yaml/#ruleschanges
test.each<[string, Said, boolean]>([
  ['docs/**', { changed: ['docs/a.md'] }, true],
  ['docs/**', { changed: ['docs/a/b.md'] }, false],
  ['docs/**/*', { changed: ['docs/a/b.md'] }, true],
  ['docs/**/*', { changed: ['docs/a.md'] }, true],
  ['**/*.js', { changed: ['a.js'] }, true],
  ['**.js', { changed: ['src/a.js'] }, false],
  ['*', { changed: ['src/a.js'] }, false],
  ['*', { changed: ['.hidden'] }, true],
  ['src/*.{js,ts}', { changed: ['src/a.ts'] }, true],
  ['src/[!a].js', { changed: ['src/a.js'] }, false],
  ['src/?.js', { changed: ['src/a.js'] }, true],
  ['a\\*b', { changed: ['a*b'] }, true],
  ['a\\*b', { changed: ['axb'] }, false],
  ['$CI_COMMIT_BRANCH/*', { changed: ['main/x'] }, true],
  ['docs/*', { changed: null }, true],
  ['docs/*', { changed: [] }, false],
  ['docs/*', { ...tag, changed: ['src/a'] }, true],
  ['docs/*', { name: 'schedule', schedule: 'n', changed: ['src/a'] }, true],
  ['README.md', pullRequest(), true],
  ['docs/*', pullRequest(), false],
])('rules:changes %s, with %j: %s', async (path, said, there) => {
  expect(await runs(`rules: [{changes: ['${path}']}]`, said)).toBe(there)
  expect(await runs(`rules: [{changes: {paths: ['${path}'], compare_to: refs/heads/main}}]`, said)).toBe(there)
})

test.each<[string, Said, boolean]>([
  ['rules: [{when: never}]', {}, false],
  ['rules: []', {}, false],
  ['rules: [{if: "$NO"}]', {}, false],
  ['rules: [{if: "$NO", when: never}, {when: on_success}]', {}, true],
  ['rules: [{if: $CI, when: never}, {when: on_success}]', {}, false],
  ['rules: [{exists: [Dockerfile]}]', {}, true],
  ['rules: [[{if: $CI}]]', {}, true],
  ['only: [main]', {}, true],
  ['only: [/^rel/]', {}, false],
  ['only: [branches]', tag, false],
  ['only: [tags]', tag, true],
  ['only: {refs: [branches], variables: ["$CI_COMMIT_BRANCH == \\"x\\""]}', {}, false],
  ['only: {changes: [docs/*]}', { changed: ['src/a'] }, false],
  ['except: [main]', {}, false],
  ['except: [schedules]', { name: 'schedule', schedule: 'n' }, false],
  ['only: [merge_requests]', pullRequest(), true],
  ['only: [web]', { name: 'manual' }, true],
])('a job with %s, with %j: %s', async (job, said, there) => {
  expect(await runs(job, said)).toBe(there)
})

test('without rules anywhere a job is there for branches and tags alone', async () => {
  const of = (said: Said) => runs('stage: test', said, '')
  expect([await of({}), await of(tag), await of(pullRequest())]).toEqual([true, true, false])
  expect(await runs('stage: test', pullRequest())).toBe(true)
})

// https://docs.gitlab.com/ci/yaml/#workflowrules
test('without a match in the rules of the workflow there is no pipeline', async () => {
  const rules = 'workflow: {rules: [{if: $CI_COMMIT_TAG, when: never}, {if: $CI_COMMIT_BRANCH, variables: {WAY: b}}]}'
  expect(await runs('rules: [{if: $WAY == "b"}]', {}, rules)).toBe(true)
  expect(await runs('rules: [{if: $CI}]', tag, rules)).toBe(false)
  expect(await runs('rules: [{if: $CI}]', pullRequest(), rules)).toBe(false)
})

test('a commit can ask for no pipeline', async () => {
  expect(await runs('rules: [{if: $CI}]', { commitMessage: 'Mend [CI Skip]' })).toBe(false)
  expect(await runs('rules: [{if: $CI}]', { name: 'manual', commitMessage: 'Mend [ci skip]' })).toBe(true)
})

// https://docs.gitlab.com/ci/inputs/
test.each<[string, Said, boolean]>([
  ['{default: main}', {}, true],
  ['{default: dev}', {}, false],
  ['{default: dev}', { name: 'manual', inputs: { where: 'main' } }, true],
  ['{}', {}, false],
  ['{options: [main, dev], default: dev}', { name: 'manual', inputs: { where: 'main' } }, true],
  ['{options: [dev], default: dev}', { name: 'manual', inputs: { where: 'main' } }, false],
  ['{regex: "^m", default: main}', { name: 'manual', inputs: { where: 'main' } }, true],
  ['{regex: "^x", default: x}', { name: 'manual', inputs: { where: 'main' } }, false],
  ['{default: dev}', { name: 'api', call: { event: 'e', payload: { where: 'main' } } }, true],
])('an input %s, with %j: %s', async (input, said, there) => {
  const header = `spec: {inputs: {where: ${input}}}\n---\nvariables: {WHERE: {value: "$[[ inputs.where ]]", expand: false}}`
  expect(await runs('rules: [{if: $WHERE == "main"}]', said, header)).toBe(there)
})

test('reuse is worked in: extends, references, anchors, files beside it', async () => {
  const text = `
include: [{local: /ci/more.yml}, {project: other/one, file: x.yml}]
.base: &base {script: [a], rules: [{if: '$CI_COMMIT_BRANCH == "main"'}]}
one: {extends: .base}
two: {<<: *base, stage: build}
three: {script: [a], rules: [!reference [.base, rules]]}
four: {extends: [.base, .never]}
.never: {rules: [{when: never}]}
`
  const files = [
    { path: '.gitlab-ci.yml', text },
    { path: 'ci/more.yml', text: 'five: {script: [a]}\nstages: [build, test]' },
  ]
  const event = { ...(await import('../../src/plan/grid/events.ts')).baseEvent('main') }
  const ends = { fails: () => false, approves: () => true, outputs: () => ({}) }
  expect(ranIn(await simulate(files, event, ends)).toSorted()).toEqual(['five', 'one', 'three', 'two'])
})

test('what is no configuration makes no pipeline, and breaks nothing', async () => {
  for (const text of [
    '',
    'a',
    '[1]',
    'a: b',
    'stages: {a: b}\na: {script: x, stage: q}',
    ': : :',
    'a: {extends: a, script: [x]}',
  ])
    expect(ranIn(await play(text)).filter((name) => name !== 'a')).toEqual([])
})
