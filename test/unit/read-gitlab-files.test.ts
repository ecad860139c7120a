import { expect, test } from 'vitest'
import { vendors } from '../../emitters/index.ts'
import { importText } from '../harness/import-text.ts'

const path = '.gitlab-ci.yml'

async function imported(text: string) {
  const { imported: made, found } = await importText(vendors.gitlab, [{ path, text }], { leaving: false })
  return {
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
