import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { simulate } from '../../emitters/gitlab/simulate/index.ts'
import type { PlanEvent } from '../../src/plan/event.ts'
import { baseEvent } from '../../src/plan/grid/events.ts'
import { projectRoot } from '../harness/case-folder.ts'

const program = join(projectRoot, 'node_modules/.bin/gitlab-ci-local')

/** An event, and the variables that tell the other runner of it. */
interface Way {
  readonly name: string
  readonly event: PlanEvent
  readonly set: Readonly<Record<string, string>>
  readonly unset: readonly string[]
}

const base: PlanEvent = { ...baseEvent('main'), repository: 'acme/shop' }
const request = { number: 7, title: 'Mend it', sourceBranch: 'topic', targetBranch: 'main', fork: true }
const ways: readonly Way[] = [
  { name: 'a push to main', event: base, set: { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'main' }, unset: [] },
  {
    name: 'a push to another branch',
    event: { ...base, branch: 'release/2' },
    set: { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'release/2', CI_COMMIT_REF_NAME: 'release/2' },
    unset: [],
  },
  {
    name: 'a tag',
    event: { ...base, name: 'tag', branch: '', tag: 'v1.2' },
    set: { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_TAG: 'v1.2', CI_COMMIT_REF_NAME: 'v1.2' },
    unset: ['CI_COMMIT_BRANCH'],
  },
  {
    name: 'a merge request from a fork',
    event: { ...base, name: 'pullRequest', branch: '', pullRequest: request },
    set: {
      CI_PIPELINE_SOURCE: 'merge_request_event',
      CI_MERGE_REQUEST_IID: '7',
      CI_MERGE_REQUEST_TITLE: 'Mend it',
      CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'topic',
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
      CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '2',
      CI_MERGE_REQUEST_PROJECT_ID: '1',
    },
    unset: ['CI_COMMIT_BRANCH'],
  },
  {
    name: 'a schedule',
    event: { ...base, name: 'schedule', schedule: 'nightly' },
    set: { CI_PIPELINE_SOURCE: 'schedule', CI_PIPELINE_SCHEDULE_DESCRIPTION: 'nightly', CI_COMMIT_BRANCH: 'main' },
    unset: [],
  },
]

const files = [
  'examples/django',
  'examples/monorepo',
  'test/features/job.when.branch',
  'test/features/job.when.event',
  'test/features/job.when.fork',
  'test/features/job.when.tag',
  'test/features/job.when.targetBranch',
  'test/features/job.when.schedule',
  'test/features/job.when.matrix',
  'test/features/job.needs.optional',
].map((folder) => `${folder}/gitlab/.gitlab-ci.yml`)

const expressions = [
  '$CI_COMMIT_BRANCH',
  '$EMPTY',
  '$NOTHING',
  '$NOTHING == null',
  '$EMPTY == null',
  '$EMPTY == ""',
  '$NAME != null',
  '$NAME == "main-2"',
  '$NAME == "MAIN-2"',
  '"main-2" == $NAME',
  '$NAME =~ /^main-[0-9]$/',
  '$NAME =~ /^MAIN/i',
  '$NAME =~ /^MAIN/',
  '$NAME =~ /\\d$/',
  '$NAME !~ /x/',
  '$NAME =~ $PATTERN',
  '$NAME !~ $PATTERN',
  '$NAME && $EMPTY || $CI_COMMIT_BRANCH',
  '$CI_COMMIT_BRANCH || $EMPTY && $NOTHING',
  '($CI_COMMIT_BRANCH || $EMPTY) && $NOTHING',
  '($NAME == "main-2" && $EMPTY == "") || ($NOTHING && $NAME)',
  '$NAME == "a" || $NAME == "b" || $NAME =~ /2$/',
  '$NAME == $CI_COMMIT_BRANCH',
  '$NAME != $CI_COMMIT_BRANCH && $CI_PIPELINE_SOURCE == "push"',
]

/** The jobs that gitlab-ci-local lists, as `name when`; it looks at the rules of jobs, and not at those of the workflow. */
async function listed(text: string, { set, unset }: Way): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pipegen-'))
  try {
    const git = (...words: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...words], {
        cwd: folder,
        stdio: 'ignore',
      })
    git('init', '--initial-branch', 'main')
    git('remote', 'add', 'origin', 'git@gitlab.example.com:acme/shop.git')
    writeFileSync(join(folder, '.gitlab-ci.yml'), text)
    git('add', '.')
    git('commit', '--message', 'all')
    git('update-ref', 'refs/remotes/origin/main', 'HEAD')
    const words = [
      '--list-json',
      '--json-schema-validation=false',
      '--no-evaluate-rule-changes',
      ...Object.entries(set).flatMap(([name, value]) => ['--variable', `${name}=${value}`]),
      ...unset.flatMap((name) => ['--unset-variable', name]),
    ]
    const { stdout } = await promisify(execFile)(program, words, {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        LANG: 'C.UTF-8',
        GCL_IGNORE_PREDEFINED_VARS: Object.keys(set).join(),
      },
    })
    const jobs = JSON.parse(stdout) as readonly { readonly name: string; readonly when: string }[]
    return jobs.filter(({ when }) => when !== 'never').map(({ name, when }) => `${name} ${when === 'manual'}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe('the rules of our files, read by gitlab-ci-local and by the simulator', () => {
  test.each(files.filter((file) => existsSync(join(projectRoot, file))))('%s', async (file) => {
    const text = readFileSync(join(projectRoot, file), 'utf8')
    let compared = 0
    for (const way of ways) {
      const outcomes = { fails: () => false, approves: () => true, outputs: () => ({}) }
      const jobs = await simulate([{ path: '.gitlab-ci.yml', text }], way.event, outcomes)
      if (jobs.length === 0) continue
      compared++
      const own = jobs.map(({ name, gate }) => `${name} ${gate}`)
      expect({ way: way.name, jobs: own.toSorted() }).toEqual({
        way: way.name,
        jobs: (await listed(text, way)).toSorted(),
      })
    }
    expect(compared).toBeGreaterThan(0)
  })

  test('expressions of every shape', async () => {
    const jobs = expressions.map((one, index) => `job${index}: {script: [a], rules: [{if: '${one}'}]}`)
    const text = ['variables: {EMPTY: "", NAME: "main-2", PATTERN: "/^main/"}', ...jobs, ''].join('\n')
    const way = ways[0] as Way
    const outcomes = { fails: () => false, approves: () => true, outputs: () => ({}) }
    const there = await simulate([{ path: '.gitlab-ci.yml', text }], way.event, outcomes)
    const told = (names: readonly string[]) => expressions.filter((_, index) => names.includes(`job${index} false`))
    const own = told(there.map(({ name, gate }) => `${name} ${gate}`))
    expect(own).toEqual(told(await listed(text, way)))
    expect(own.length).toBeGreaterThan(5)
    expect(own.length).toBeLessThan(expressions.length - 5)
  })

  test('there are files to read', () => {
    expect(files.filter((file) => existsSync(join(projectRoot, file))).length).toBeGreaterThan(7)
  })
})
