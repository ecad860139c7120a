import { expect, test } from 'vitest'
import { simulate } from '../../emitters/bitbucket/simulate/index.ts'
import type { SimulatedJob, VendorOutcomes } from '../../src/plan/simulate.ts'
import { playText, pullRequest, ranIn, type Said } from './simulate-play.ts'

function play(text: string, said: Said = {}, ends: Partial<VendorOutcomes> = {}): Promise<readonly SimulatedJob[]> {
  return playText(simulate, 'bitbucket-pipelines.yml', text, said, ends)
}

const step = (name: string): string => `[{step: {name: ${name}, script: [true]}}]`

const sections = `
pipelines:
  default: ${step('other')}
  branches:
    main: ${step('main')}
    'feature/*': ${step('feature')}
    'feature/bb-*': ${step('ours')}
    'feature/bb-123-*': ${step('ticket')}
    '{hotfix,fix}/**': ${step('fix')}
  tags:
    'v*': ${step('version')}
  pull-requests:
    'feature/*': ${step('of-feature')}
    '**': {destinations: {main: ${step('into-main')}, 'release/*': ${step('into-release')}}}
`

// https://support.atlassian.com/bitbucket-cloud/docs/pipeline-start-conditions/
// https://support.atlassian.com/bitbucket-cloud/docs/use-glob-patterns-on-the-pipelines-yaml-file/
test.each<[string, Said, readonly string[]]>([
  ['an exact name', {}, ['main']],
  ['names in their own case', { branch: 'Main' }, ['other']],
  ['a glob', { branch: 'feature/x' }, ['feature']],
  ['a star that stops at a slash', { branch: 'feature/x/y' }, ['other']],
  ['the closer of two globs', { branch: 'feature/bb-7' }, ['ours']],
  ['the closest of three', { branch: 'feature/bb-123-fix-links' }, ['ticket']],
  ['braces, and two stars that cross slashes', { branch: 'fix/a/b' }, ['fix']],
  ['default for all other branches', { branch: 'develop' }, ['other']],
  ['a tag', { name: 'tag', branch: '', tag: 'v1.0' }, ['version']],
  ['default never for tags', { name: 'tag', branch: '', tag: 'nightly' }, []],
  ['a pull request by its source', pullRequest({ sourceBranch: 'feature/x' }), ['of-feature']],
  ['and then by its target', pullRequest(), ['into-main']],
  ['another target', pullRequest({ targetBranch: 'release/1' }), ['into-release']],
  ['a target that nothing names', pullRequest({ targetBranch: 'develop' }), []],
  ['nothing of forks', pullRequest({ fork: true }), []],
  ['nothing where the message says so', { commitMessage: 'Typo [skip ci]' }, []],
])('selectors take %s', async (_, said, names) => {
  expect(ranIn(await play(sections, said))).toEqual(names)
})

// https://www.atlassian.com/blog/bitbucket/reimagining-how-you-structure-workflows
const triggers = `
triggers:
  repository-push:
    - {condition: 'glob(BITBUCKET_BRANCH, "**") && !glob(BITBUCKET_BRANCH, "bot/**")', pipelines: [one, two]}
    - {condition: 'BITBUCKET_TAG == "v1"', pipelines: [two]}
  pullrequest-push:
    - {condition: 'BITBUCKET_PR_DESTINATION_BRANCH == "main" || BITBUCKET_BRANCH == "lab"', pipelines: [one]}
pipelines:
  custom: {one: ${step('first')}, two: ${step('second')}, three: ${step('third')}}
`

test.each<[string, Said, readonly string[]]>([
  ['all pipelines of a branch', {}, ['first', 'second']],
  ['none of a branch that is left out', { branch: 'bot/a' }, []],
  ['those of a tag, for which the branch is missing', { name: 'tag', branch: '', tag: 'v1' }, ['second']],
  ['those of a pull request by its target', pullRequest(), ['first']],
  ['those of a pull request by its source', pullRequest({ targetBranch: 'dev', sourceBranch: 'lab' }), ['first']],
  ['a custom pipeline that nothing else starts', { name: 'manual' }, ['third']],
])('triggers start %s', async (_, said, names) => {
  expect(ranIn(await play(triggers, said))).toEqual(names)
})

const custom = `
pipelines:
  custom:
    # Started by a person
    shop:
      - variables: [{name: level, default: low, allowed-values: [low, high]}]
      - step: {name: by-hand, script: [true], condition: {state: level == "high"}}
    # Started by the schedule 'nightly'
    shop-nightly: ${step('at-night')}
    # Started by a call, as 'built'
    shop-built: ${step('called')}
`

test.each<[string, Said, readonly string[]]>([
  ['a person, with the usual values', { name: 'manual' }, []],
  ['a person, with other values', { name: 'manual', inputs: { level: 'high' } }, ['by-hand']],
  ['a person, with a value that is not allowed', { name: 'manual', inputs: { level: 'HIGH' } }, []],
  ['a schedule', { name: 'schedule', schedule: 'nightly' }, ['at-night']],
  ['another schedule', { name: 'schedule', schedule: 'weekly' }, []],
  ['a call', { name: 'api', call: { event: 'built', payload: {} } }, ['called']],
  ['no push', {}, []],
])('custom pipelines are started by %s', async (_, said, names) => {
  expect(ranIn(await play(custom, said))).toEqual(names)
})

// https://support.atlassian.com/bitbucket-cloud/docs/step-options/
test.each<[string, Said, boolean]>([
  ['{changesets: {includePaths: ["src/**"]}}', { changed: ['src/a/b.ts'] }, true],
  ['{changesets: {includePaths: ["src/*"]}}', { changed: ['src/a/b.ts'] }, false],
  ['{changesets: {includePaths: ["src/**"]}}', { changed: ['README.md'] }, false],
  ['{changesets: {includePaths: ["src/**"]}}', { changed: null }, true],
  ['{changesets: {excludePaths: ["docs/**"]}}', { changed: ['docs/a.md'] }, false],
  ['{changesets: {excludePaths: ["docs/**"]}}', { changed: ['docs/a.md', 'a.ts'] }, true],
  [`{state: 'BITBUCKET_BRANCH == "main"'}`, {}, true],
  [`{state: 'BITBUCKET_BRANCH != "main" || (glob(BITBUCKET_BRANCH, "m*") && 2 < 10)'}`, {}, true],
  [`{state: 'BITBUCKET_TAG != "v1"'}`, {}, false],
  [`{state: '!(BITBUCKET_TAG == "v1")'}`, {}, false],
  [`{state: 'BITBUCKET_TAG == "v1" || BITBUCKET_BRANCH == "main"'}`, {}, true],
  [`{state: 'BITBUCKET_BRANCH =='}`, {}, false],
  [`{changesets: {includePaths: [a]}, state: 'BITBUCKET_BRANCH == "dev"'}`, { changed: ['a'] }, false],
])('condition %s with %j: %s', async (condition, said, runs) => {
  const jobs = await play(`pipelines: {default: [{step: {name: a, script: [true], condition: ${condition}}}]}`, said)
  expect(ranIn(jobs)).toEqual(runs ? ['a'] : [])
})
