import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { read } from '../../emitters/codeship/read/index.ts'
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
  build: { context: ./tool, dockerfile: tool/Dockerfile }
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
      'Checks/Say so',
      'Tool/Tool',
      'Deploy-production/Production',
    ])
    expect(job('Browser').needs).toMatchObject([{ job: 'Unit', by: 'needs', artifacts: false }])
    expect(job('Tool').needs.map((need) => need.job)).toEqual(['Lint', 'Unit', 'Browser', 'Say-so'])
    expect(job('Say so')).toMatchObject({ status: 'failure', needs: [{ job: 'Browser' }] })
  })

  test('commands become scripts that mean the same in a shell', () => {
    expect(job('Unit').steps).toMatchObject([{ script: 'npm ci && npm test' }])
    expect(job('Browser').steps).toMatchObject([{ script: "npm run 'browser tests'" }])
    expect(job('Tool').steps).toMatchObject([
      { script: 'docker build --tag tool --file tool/Dockerfile ./tool' },
      { script: 'docker run --rm --volume "$PWD":/app tool make all' },
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
    expect(coverage.filter(({ how }) => how === 'lost').map(({ path }) => path)).toEqual(['app.encrypted_env_file'])
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
