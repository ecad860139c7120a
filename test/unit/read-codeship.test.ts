import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readCondition } from '../../emitters/codeship/read/condition.ts'
import { normalise, read } from '../../emitters/codeship/read/index.ts'
import { readTag } from '../../emitters/codeship/read/tag.ts'
import { scriptOf, wordsOf } from '../../emitters/codeship/read/words.ts'
import { collect } from '../../src/diagnostics.ts'
import type { Job } from '../../src/ir.ts'

const services = `
app:
  image: node:24
  environment:
    LEVEL: full
  depends_on: [db]
  encrypted_env_file: app.encrypted
db:
  image: postgres:17
tool:
  build: { context: ./tool, dockerfile: Dockerfile.dev, args: { LEVEL: full } }
  volumes: ['./out:/out']
  working_dir: /src
  cached: true
`
const steps = `
- name: Checks
  type: parallel
  service: app
  steps:
    - name: Lint
      command: npm run lint
    - name: Tests
      type: serial
      steps:
        - name: Unit
          command: bash -c 'npm ci && npm test'
        - name: Browser
          command: npm run "browser tests"
          on_fail:
            - name: Say so
              command: ./say failed
- name: Tool
  service: tool
  exclude: ^wip/.*$
  command: make all
- name: Deploy production
  type: manual
  tag: ^v[0-9]+\\.[0-9]+$
  service: app
  steps:
    - name: Production
      command: ./deploy
`

function imported() {
  const { report, found } = collect()
  const { pipelines, coverage } = read(
    [
      { path: 'codeship-services.yml', text: services },
      { path: 'codeship-steps.yml', text: steps },
    ],
    report,
  )
  const jobs = pipelines[0]?.jobs ?? []
  return { jobs, job: (name: string) => jobs.find((job) => job.name.join('') === name) as Job, found, coverage }
}

describe('the two files of a project', () => {
  const { jobs, job, found, coverage } = imported()

  test('each step is a job, in the order of its groups', () => {
    expect(jobs.map(({ name, stage }) => `${stage}/${name.join('')}`)).toEqual([
      'Checks/Lint',
      'Checks/Unit',
      'Checks/Browser',
      'Tool/Tool',
      'deployProduction/Production',
    ])
    expect(job('Browser').needs).toMatchObject([{ job: 'Unit', by: 'needs', artifacts: false }])
    expect(job('Tool').needs.map((need) => need.job)).toEqual(['Lint', 'Unit', 'Browser'])
  })

  test('commands become scripts that mean the same in a shell', () => {
    expect(job('Unit').steps).toMatchObject([{ script: 'npm ci && npm test' }])
    expect(job('Browser').steps).toMatchObject([
      { script: "npm run 'browser tests'", status: 'success' },
      { script: './say failed', status: 'failure' },
    ])
    expect(job('Tool').steps).toMatchObject([
      { script: 'docker build --tag tool --file tool/Dockerfile.dev --build-arg LEVEL=full ./tool' },
      { script: 'docker run --rm --volume "$PWD"/out:/out --workdir /src tool make all' },
    ])
  })

  test('a service is an image, its environment and its neighbours', () => {
    expect(job('Lint')).toMatchObject({
      container: { image: ['node:24'] },
      env: [{ name: 'LEVEL', value: ['full'] }],
      services: [{ id: 'db', port: 5432 }],
    })
  })

  test('filters are conditions, and a manual group is a gate', () => {
    const either = (patterns: readonly string[]) => ({
      any: [
        { test: 'branch', patterns },
        { test: 'tag', patterns },
      ],
    })
    expect(job('Tool').condition).toEqual({ not: either(['wip/**']) })
    expect(job('Production').condition).toEqual(either(['v*.*']))
    expect(job('Production').environment).toMatchObject({ name: ['production'], approval: 'manual' })
  })

  test('what is wider than it was, and what is not readable, is told with its place', () => {
    expect(found.map(({ code, origin }) => `${code} ${origin?.file}`)).toEqual(
      expect.arrayContaining(['import-approximate codeship-steps.yml', 'import-lost-safety codeship-services.yml']),
    )
    expect(coverage.filter(({ how }) => how === 'lost').map(({ path }) => path)).toEqual([
      'app.encrypted_env_file',
      'tool.cached',
    ])
  })
})

test('a failure of a group, and one in another container, are jobs of their own', () => {
  const text = `
- type: serial
  steps:
    - { name: One, service: app, command: ./one }
    - { name: Two, service: app, command: ./two, on_fail: [{ name: Mend, service: db, command: ./mend }] }
  on_fail:
    - { name: Cry, service: app, command: ./cry }
`
  const { pipelines } = read(
    [
      { path: 'codeship-services.yml', text: services },
      { path: 'codeship-steps.yml', text },
    ],
    () => undefined,
  )
  const told = pipelines[0]?.jobs.map(({ id, status, needs }) => [id, status, needs.map((need) => need.job)])
  expect(told).toEqual([
    ['One', 'success', []],
    ['Two', 'success', ['One']],
    ['Mend', 'failure', ['Two']],
    ['Cry', 'failure', ['One', 'Two']],
  ])
})

test('each folder with steps is a story', () => {
  const one = (folder: string) => ({ path: `${folder}/codeship-steps.yml`, text: '- { service: app, command: make }' })
  const { pipelines } = read([one('01.first'), one('apps/second')], () => undefined)
  expect(pipelines.map(({ name }) => name)).toEqual(['first', 'second'])
})

test.each([
  ['latest', 'latest', []],
  ['{{.Branch}}', '"$BRANCH"', ['branch']],
  ['v{{ .CommitID }}-{{.Timestamp}}', '"v$COMMIT-$(date +%s)"', ['sha']],
  ['a$(id)`{{.ProjectID}}', '"a\\$(id)\\`ProjectID"', []],
])('the tag %s', (template, text, names) => {
  const found = readTag(template)
  expect(found.text).toBe(text)
  expect(
    found.env.map(({ value: [ref] }) => (typeof ref === 'object' && ref.ref === 'context' ? ref.name : '')),
  ).toEqual(names)
})

test.each([
  ['main', ['main'], false],
  ['^(main|release/[^/]*)$', ['main', 'release/*'], false],
  ['^(main|dev)', ['main**', 'dev**'], false],
  ['-rc$', ['**-rc'], false],
  ['^v[0-9]+$', ['v*'], true],
])('the names %s', (source, patterns, wider) => {
  const found = readCondition(source, undefined)
  expect(found.condition).toMatchObject({
    any: [
      { test: 'branch', patterns },
      { test: 'tag', patterns },
    ],
  })
  expect(found.wider.length > 0).toBe(wider)
})

describe('what is written back', () => {
  const around = (script: string) => ({
    files: [
      { path: 'codeship-services.yml', text: services },
      { path: 'codeship/ci/Lint.sh', text: script },
      { path: 'codeship/other/Lint.sh', text: script },
    ],
    story: 'ci',
  })
  const meaning = (command: string, service: string, script: string) =>
    normalise({ path: 'codeship-steps.yml', documents: [[{ name: 'Lint', service, command }]] }, around(script))
  const script =
    "#!/bin/sh\n\nset -e\n\nexport LEVEL=full\n\nbash -eo pipefail /dev/fd/3 3<<'STEP'\nnpm ci && make\n\nSTEP\n"

  test('is compared by the commands of its scripts', () => {
    const wanted = meaning("bash -c 'npm ci && make\n'", 'app', '')
    expect(meaning('timeout 60 sh codeship/ci/Lint.sh', 'app', script.replace('make\n\n', 'make\n'))).toEqual(wanted)
    expect(meaning('timeout 60 sh codeship/ci/Lint.sh', 'app', script.replace('make\n\n', 'make all\n'))).not.toEqual(
      wanted,
    )
    expect(meaning('timeout 60 sh codeship/ci/Lint.sh', 'app', script.replace('full', 'some'))).not.toEqual(wanted)
    expect(meaning('timeout 60 sh codeship/ci/Lint.sh', 'db', script)).not.toEqual(wanted)
  })

  test('of another story does not count', () => {
    expect(meaning('sh codeship/other/Lint.sh', 'app', '')).toEqual({})
  })
})

test.each([
  ['a "b c" d\\ e', ['a', 'b c', 'd e']],
  [`x 'it''s'`, ['x', 'its']],
  ['say "a \\" b"', ['say', 'a " b']],
])('the words of %s', (command, words) => {
  expect(wordsOf(command)).toEqual(words)
})

test.each([
  ['echo $HOME && ls', "echo '$HOME' '&&' ls"],
  ['sh -ec "make; make test"', 'make; make test'],
  ['A=1 make', "'A=1' make"],
])('the command %s is the script %s', (command, script) => {
  expect(scriptOf(command)).toBe(script)
})

const corpus = fileURLToPath(new URL('../../../shared/corpus/dev/codeship', import.meta.url))

test.skipIf(!existsSync(corpus))('files of real projects are read without a crash (needs ../shared)', () => {
  const names = readdirSync(corpus).filter((name) => name.endsWith('-steps.yml'))
  for (const name of names) {
    const pair = [name, name.replace('-steps.yml', '-services.yml')].filter((one) => existsSync(join(corpus, one)))
    const files = pair.map((path) => ({ path, text: readFileSync(join(corpus, path), 'utf8') }))
    const { report, found } = collect()
    const { pipelines } = read(files, report)
    expect([name, pipelines.length, found.filter(({ code }) => code === 'import-passed-over')]).toEqual([name, 1, []])
  }
})
