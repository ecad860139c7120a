import { describe, expect, test } from 'vitest'
import { vendors } from '../../emitters/index.ts'
import { importFiles } from '../../src/cli/import/import-files.ts'
import { collect } from '../../src/diagnostics.ts'

const root = '.gitlab-ci.yml'

async function imported(files: Readonly<Record<string, string>>) {
  const { report, found } = collect()
  const vendor = vendors.gitlab
  const given = Object.entries(files).map(([path, text]) => ({ path, text }))
  const made = await importFiles(vendor, given, { folder: '.', targets: [], seconds: 20 }, report)
  const text = made.outputs.find(({ path }) => path === root)?.text ?? ''
  return { ...made, text, found, codes: found.map(({ code }) => code) }
}

describe('files that take over others', () => {
  test('what is included comes first, in order, and the file itself has the last word', async () => {
    const { pipelines, differences } = await imported({
      [root]: 'include: [a.yml, /b.yml]\ntest:\n  script: make test\nvariables: {C: own}\n',
      'a.yml': 'variables: {A: a, B: a, C: a}\n',
      'b.yml': 'variables: {B: b}\n',
    })
    expect(pipelines[0]?.env.map(({ name, value }) => [name, value[0]])).toEqual([
      ['A', 'a'],
      ['B', 'b'],
      ['C', 'own'],
    ])
    expect(differences).toEqual([])
  })

  test('a pattern stands for all files that it matches', async () => {
    const { pipelines, differences } = await imported({
      [root]: 'include: jobs/*.yml\n',
      'jobs/a.yml': 'one:\n  script: make one\n',
      'jobs/b.yml': 'two:\n  script: make two\n',
      'other.yml': 'three:\n  script: make three\n',
    })
    expect(pipelines[0]?.jobs.map(({ id }) => id)).toEqual(['one', 'two'])
    expect(differences).toEqual([])
  })

  test('a file that is included under a condition stays on its own', async () => {
    const { pipelines, text, differences } = await imported({
      [root]: 'include:\n  - local: a.yml\n    rules:\n      - if: $NIGHTLY\ntest:\n  script: make test\n',
      'a.yml': 'soak:\n  script: make soak\n',
    })
    expect(pipelines[0]?.jobs.map(({ id }) => id)).toEqual(['test'])
    expect(text).toContain('local: a.yml')
    expect(differences).toEqual([])
  })

  test('a reference to what stands nowhere here is written as one', async () => {
    const { text, differences, codes } = await imported({
      [root]:
        'include:\n  - project: a/b\n    file: c.yml\ntest:\n  script:\n    - !reference [.setup, script]\n    - make test\n',
    })
    expect(text).toContain('- !reference [.setup, script]')
    expect(differences).toEqual([])
    expect(codes).toEqual(expect.arrayContaining(['import-raw', 'import-elsewhere']))
  })

  test('a file without jobs of its own becomes a story without jobs, which names what has them', async () => {
    const { text, pipelines, differences, found } = await imported({
      [root]: 'include:\n  - template: Jobs/SAST.gitlab-ci.yml\nvariables:\n  REGION: eu\n',
    })
    expect(pipelines.map(({ jobs }) => jobs)).toEqual([[]])
    expect(text).toContain('- template: Jobs/SAST.gitlab-ci.yml')
    expect(text).toContain('REGION: eu')
    expect(text).not.toMatch(/^(workflow|stages|default):/m)
    expect(differences).toEqual([])
    expect(found.find(({ code }) => code === 'import-elsewhere')?.message).toContain('Jobs/SAST.gitlab-ci.yml')
  })

  test('a file without jobs that includes nothing is no pipeline', async () => {
    const { pipelines, codes } = await imported({ [root]: '.base:\n  image: alpine:3.22\n' })
    expect([pipelines.length, codes]).toEqual([0, ['import-unread']])
  })

  test('what files that are not here take over from this one stays as it is', async () => {
    const { text, differences } = await imported({
      [root]:
        'include: {project: a/b, file: c.yml}\ndefault:\n  tags: [shared]\n  before_script: [./set-up]\nimage: alpine:3.22\ntest:\n  script: [make test]\nlint:\n  inherit: {default: false}\n  script: [make lint]\n',
    })
    expect(text).toMatch(/^default:\n {2}tags: \[shared\]|^default:\n {2}tags:\n {4}- shared/m)
    expect(text).toMatch(/^image: alpine:3\.22$/m)
    // The commands of all jobs stand in the job, and must not run twice.
    expect(text).toContain('before_script: []')
    expect(differences).toEqual([])
  })

  test('stages that another file may have are not said in its place', async () => {
    const { text, differences } = await imported({
      [root]: 'include: {project: a/b, file: c.yml}\nlint:\n  stage: checks\n  script: [make lint]\n',
    })
    expect(text).not.toMatch(/^stages:/m)
    expect(differences).toEqual([])
  })

  test.each([
    ['rules', 'rules: [!reference [.gate, rules]]', '- !reference [.gate, rules]'],
    ['a variable', 'variables: {A: !reference [.gate, variables, A]}', 'A: !reference [.gate, variables, A]'],
    ['variables', 'variables: !reference [.gate, variables]', 'variables: !reference [.gate, variables]'],
    ['an environment', 'environment: !reference [.gate, environment]', 'environment: !reference [.gate, environment]'],
    ['a stage', 'stage: !reference [.gate, stage]', 'stage: !reference [.gate, stage]'],
  ])('%s of another file are written as a reference', async (_, key, line) => {
    const head = 'include:\n  - project: a/b\n    file: c.yml\ntest:\n  script: make test\n'
    const { text, differences, pipelines } = await imported({ [root]: `${head}  ${key}\n` })
    expect(text).toContain(line)
    expect(differences).toEqual([])
    // Nobody else knows when the job runs, so that it never does.
    if (key.startsWith('rules')) expect(JSON.stringify(pipelines[0]?.jobs[0]?.condition)).toContain('vendor')
  })

  test('what files that are not here may take over is kept', async () => {
    const include = 'include:\n  - local: elsewhere.yml\n'
    const jobs = '.base:\n  image: alpine:3.22\ntest:\n  script: make test\n'
    expect((await imported({ [root]: include + jobs })).text).toContain('.base:')
    const alone = await imported({ [root]: jobs })
    expect(alone.text).not.toContain('.base:')
    expect(alone.codes).toContain('import-lost')
  })

  test('archives of one name in several jobs are told apart, and keep their name', async () => {
    const job = (name: string) => `${name}:\n  script: make\n  artifacts:\n    name: out\n    paths: [${name}/]\n`
    const { pipelines, text, differences } = await imported({ [root]: job('one') + job('two') })
    expect(pipelines[0]?.jobs.map(({ artifacts }) => artifacts[0]?.name)).toEqual(['out', 'two'])
    expect(text.match(/name: out/g)).toHaveLength(2)
    expect(differences).toEqual([])
  })

  test.each([
    ['image: registry.example.com/app:$CI_COMMIT_SHA', ' registry.example.com/app:$CI_COMMIT_SHA'],
    ['environment: live\n  when: manual\n  allow_failure: true', 'allow_failure: true'],
  ])('what a story refuses stays in the words of the file: %s', async (keys, line) => {
    const { text, differences } = await imported({ [root]: `test:\n  script: make\n  ${keys}\n` })
    expect(text).toContain(line)
    expect(differences).toEqual([])
  })

  test('the files that a file names are read with it', async () => {
    const { related } = await vendors.gitlab.read()
    const text = 'include:\n  - a.yml\n  - local: /b.yml\n  - local: c/*.yml\n  - https://example.com/d.yml\n'
    expect(related?.([{ path: root, text }])).toEqual(['a.yml', 'b.yml', 'c/*.yml'])
  })
})
