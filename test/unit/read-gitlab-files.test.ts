import { expect, test } from 'vitest'
import { vendors } from '../../emitters/index.ts'
import { importText } from '../harness/import-text.ts'

const path = '.gitlab-ci.yml'

async function imported(text: string) {
  const { imported: made, found } = await importText(vendors.gitlab, [{ path, text }], { leaving: false })
  return {
    pipeline: made.pipelines[0],
    job: made.pipelines[0]?.jobs[0],
    story: made.stories[0]?.text ?? '',
    text: made.outputs[0]?.text ?? '',
    differences: made.differences,
    codes: found.map(({ code }) => code),
  }
}

const job = (keys: string) => `variables: {OUT: $CI_PROJECT_DIR/out, TOOL: npm}\ntest:\n  script: [make]\n  ${keys}\n`

test.each([
  ['no key', '{paths: [deps/]}', 'deps', [], 'key: deps'],
  ['a plain key', '{key: modules, paths: [deps/]}', 'modules', [], 'key: modules'],
  ['a key for each branch', '{key: $CI_COMMIT_REF_SLUG, paths: [deps]}', 'deps', ['branch'], '$CI_COMMIT_REF_SLUG'],
  ['the older name of it', '{key: "a-${CI_COMMIT_REF_NAME}", paths: [deps]}', 'a', ['branch'], '$CI_COMMIT_REF_SLUG'],
  ['a key for each job', '{key: $CI_JOB_NAME, paths: [deps]}', 'deps', ['job'], 'key: deps-test'],
  ['a variable of the file', '{key: $TOOL, paths: [deps]}', 'npm', [], 'key: npm'],
  ['a file and a prefix', '{key: {files: [lock], prefix: $TOOL}, paths: [deps]}', 'npm', [], 'prefix: npm'],
])('a cache with %s is one of the story', async (_, cache, name, contexts, line) => {
  const { job: read, story, text, differences } = await imported(job(`cache: ${cache}`))
  const [one] = read?.caches ?? []
  expect([
    one?.name,
    one?.prefix.map((part) => (typeof part === 'object' && 'name' in part ? part.name : part)),
  ]).toEqual([name, contexts])
  expect(story).not.toContain('cache: ')
  expect(text).toContain(line)
  expect(differences).toEqual([])
})

test.each([
  ['a variable that only GitLab has', '{key: $CI_RUNNER_ID, paths: [deps]}', 'key: $CI_RUNNER_ID'],
  ['files that git does not know', '{key: a, untracked: true, paths: [deps]}', 'untracked: true'],
])('%s keeps a cache as GitLab writes it', async (_, cache, line) => {
  const { text, differences } = await imported(job(`cache: ${cache}`))
  expect(text).toContain(line)
  expect(differences).toEqual([])
})

test('paths say what the file says that their variables are', async () => {
  const {
    job: read,
    differences,
    codes,
  } = await imported(job('artifacts: {paths: ["$OUT/bin/", "${OUT}/doc"], reports: {junit: $OUT/junit.xml}}'))
  expect(read?.artifacts[0]?.paths).toEqual(['out/bin/', 'out/doc'])
  expect(read?.reports.junit).toEqual(['out/junit.xml'])
  expect(differences).toEqual([])
  expect(codes).not.toContain('import-raw')
})

test('a path with a variable of the matrix stays as it is', async () => {
  const {
    job: read,
    text,
    differences,
  } = await imported(job('parallel: {matrix: [{TOOL: [a, b]}]}\n  artifacts: {paths: [$TOOL/bin]}'))
  expect(read?.artifacts).toEqual([])
  expect(text).toContain('$TOOL/bin')
  expect(differences).toEqual([])
})

test('an image is what the file says that its variable is', async () => {
  const {
    job: read,
    story,
    text,
    differences,
  } = await imported('variables: {BASE: node, TAG: "24"}\ntest:\n  image: $BASE:$TAG\n  script: [npm test]\n')
  expect(read?.container?.image).toEqual(['node:24'])
  expect(story).not.toContain('$BASE')
  expect(text).toContain('image: node:24')
  expect(differences).toEqual([])
})

test('what says how the engine is reached is for GitLab alone, and the engine for all', async () => {
  const {
    job: read,
    pipeline,
    text,
    differences,
  } = await imported(
    'variables: {DOCKER_HOST: "tcp://docker:2375", DOCKER_TLS_CERTDIR: "", REGION: eu}\ntest:\n  image: docker:stable\n  services: [docker:dind]\n  script: [docker build .]\n',
  )
  expect(read?.tools.map(({ name }) => name)).toEqual(['docker'])
  expect(pipeline?.env.map(({ name }) => name)).toEqual(['REGION'])
  expect(text).toContain('DOCKER_HOST: tcp://docker:2375')
  expect(differences).toEqual([])
})

test('an engine beside an image that the runner chooses is none of the story', async () => {
  const { job: read, text, differences } = await imported('test:\n  services: [docker:28-dind]\n  script: [make]\n')
  expect(read?.tools).toEqual([])
  expect(text).toContain('docker:28-dind')
  expect(differences).toEqual([])
})

test('rules that differ where workflow lets nothing through are the same', async () => {
  const { text, story, differences } = await imported(
    'workflow:\n  rules:\n    - if: $CI_MERGE_REQUEST_IID\n    - if: $CI_COMMIT_BRANCH && $CI_OPEN_MERGE_REQUESTS\n      when: never\n    - if: $CI_COMMIT_BRANCH\ntest:\n  script: [make]\n  rules:\n    - changes: [src/**/*]\n',
  )
  expect(story.match(/changes:/g)).toBeNull()
  expect(text).toContain('src/**/*')
  expect(differences).toEqual([])
})
