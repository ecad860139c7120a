import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { projectRoot } from '../harness/case-folder.ts'
import { errorsOf, pipegen, project, snapshot } from './project.ts'

const workflow = `# Packs what is tagged.
name: pack
on:
  push:
    tags: ['v*']
jobs:
  pack:
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@v4
      - run: make pack
`
const path = '.github/workflows/pack.yml'

test('import writes a story for the files that are here, says what became of them, and overwrites nothing', () => {
  const folder = project({ [path]: workflow })
  const first = pipegen(folder, ['import'])
  expect([first.code, first.stdout]).toEqual([0, ''])
  expect(first.stderr).toContain('wrote pack.story.ts\n')
  expect(first.stderr).toContain('written back, it means the same')
  const text = readFileSync(join(folder, 'pack.story.ts'), 'utf8')
  expect(text).toMatch(/^\/\/ Packs what is tagged\.\nimport \{/)
  expect(text).toContain('sh`make pack`')
  const before = snapshot(folder)
  const second = pipegen(folder, ['import'])
  expect([second.code, snapshot(folder)]).toEqual([0, before])
  expect(second.stderr).toContain('pack.story.ts is up to date\n')
  writeFileSync(join(folder, 'pack.story.ts'), text.replace('make pack', 'make all'))
  const mended = snapshot(folder)
  const third = pipegen(folder, ['import', '--report', 'json'])
  expect(errorsOf(third).map(({ code }) => code)).toEqual(['import-exists'])
  expect([third.code, snapshot(folder)]).toEqual([1, mended])
  expect(pipegen(folder, ['import', '--force']).code).toBe(0)
  expect(snapshot(folder)).toEqual(before)
  expect(pipegen(folder, ['emit', '--force']).code).toBe(0)
})

test('import prints to standard output, into a folder, and as JSON with every key', () => {
  const folder = project({ 'old/ci.yml': workflow })
  const printed = pipegen(folder, ['import', 'old/ci.yml', '--stdout'])
  expect([printed.code, printed.stdout.includes('export default story({')]).toEqual([0, true])
  expect(pipegen(folder, ['import', 'old/ci.yml', '--from', 'github', '--out', 'stories']).code).toBe(0)
  expect(Object.keys(snapshot(folder))).toContain(join('stories', 'ci.story.ts'))
  const { stdout } = pipegen(folder, ['import', 'old/ci.yml', '--report', 'json', '--force', '--to', 'all'])
  const told = JSON.parse(stdout)
  expect(told.imports[0].keys.map(({ path: key }: { path: string }) => key)).toContain('jobs.pack.steps[1].run')
  expect(told.rows.length).toBeGreaterThan(3)
})

test('a file of nobody, and a folder without files, are said to be so', () => {
  const folder = project({ 'notes.yml': '- a\n- b\n' })
  const one = pipegen(folder, ['import', 'notes.yml', '--format', 'json'])
  expect([one.code, ...errorsOf(one).map(({ code }) => code)]).toEqual([2, 'import-vendor'])
  const none = pipegen(folder, ['import', '--format', 'json'])
  expect([none.code, ...errorsOf(none).map(({ code }) => code)]).toEqual([2, 'import-nothing'])
})

test('where several vendors have files, one must be named', () => {
  const folder = project({ [path]: workflow, '.gitlab-ci.yml': 'a:\n  script: [make]\n' })
  const run = pipegen(folder, ['import', '--format', 'json'])
  expect([run.code, ...errorsOf(run).map(({ code }) => code)]).toEqual([2, 'import-several'])
  expect(pipegen(folder, ['import', '--from', 'gitlab']).code).toBe(0)
  expect(Object.keys(snapshot(folder))).toContain('ci.story.ts')
})

test('move writes the stories and the files of the other vendor, or says what it would write', () => {
  const folder = project({ [path]: workflow, '.git/HEAD': 'ref: refs/heads/main\n' })
  const dry = pipegen(folder, ['move', 'github', 'gitlab', '--dry-run'])
  expect([dry.code, dry.stderr.includes('would write .gitlab-ci.yml')]).toEqual([0, true])
  expect(Object.keys(snapshot(folder))).not.toContain('pack.story.ts')
  const run = pipegen(folder, ['move', 'github', 'gitlab'])
  expect(run.code).toBe(0)
  expect(run.stdout).toContain('GitLab CI: ')
  expect(readFileSync(join(folder, '.gitlab-ci.yml'), 'utf8')).toContain('make pack')
  expect(readFileSync(join(folder, 'pack.story.ts'), 'utf8')).toContain("targets: ['gitlab']")
  expect(pipegen(folder, ['emit', '--check']).code).toBe(0)
})

test('move writes the stories alone where the other vendor cannot have something', () => {
  const only = workflow
    .replace('tags:', 'tags-ignore:')
    .replace("  push:\n    tags-ignore: ['v*']", '  release:\n    types: [published]')
  const folder = project({ [path]: only, '.git/HEAD': 'ref: refs/heads/main\n' })
  const run = pipegen(folder, ['move', 'github', 'gitlab', '--format', 'json'])
  expect([run.code, ...errorsOf(run).map(({ code }) => code)]).toEqual([1, 'feature-refused'])
  expect(Object.keys(snapshot(folder))).toContain('pack.story.ts')
  expect(Object.keys(snapshot(folder))).not.toContain('.gitlab-ci.yml')
})

test('move writes steps that fail for what only the old vendor has, where it is asked to', () => {
  const folder = project({ [path]: workflow.replace('- run: make pack', '- uses: example/pack@v1') })
  const first = pipegen(folder, ['move', 'github', 'gitlab'])
  expect([first.code, Object.keys(snapshot(folder)).includes('.gitlab-ci.yml')]).toEqual([1, false])
  const run = pipegen(folder, ['move', 'github', 'gitlab', '--unfinished', '--force'])
  expect(run.stderr).toContain('example/pack@v1')
  expect(run.code).toBe(0)
  expect(readFileSync(join(folder, '.gitlab-ci.yml'), 'utf8')).toContain(
    'Not written for GitLab CI yet: example/pack@v1',
  )
  expect(readFileSync(join(folder, 'pack.story.ts'), 'utf8')).toContain('gitlab: sh`')
})

test('a second move changes nothing, and one after the story was changed writes nothing', () => {
  const folder = project({ [path]: workflow, '.git/HEAD': 'ref: refs/heads/main\n' })
  expect(pipegen(folder, ['move', 'github', 'gitlab']).code).toBe(0)
  const before = snapshot(folder)
  const again = pipegen(folder, ['move', 'github', 'gitlab'])
  expect([again.code, snapshot(folder)]).toEqual([0, before])
  expect(again.stderr).toContain('.gitlab-ci.yml is up to date\n')
  writeFileSync(join(folder, 'pack.story.ts'), '// mine\n')
  const mine = snapshot(folder)
  const third = pipegen(folder, ['move', 'github', 'gitlab', '--format', 'json'])
  expect([third.code, ...errorsOf(third).map(({ code }) => code)]).toEqual([1, 'import-exists'])
  expect(snapshot(folder)).toEqual(mine)
})

test('move takes all files of one vendor, each name once, and leaves those of others alone', () => {
  const other = '.github/workflows/PACK.yaml'
  const folder = project({ [path]: workflow, [other]: workflow, 'bitbucket-pipelines.yml': 'pipelines: {}\n' })
  const run = pipegen(folder, ['move', 'github', 'gitlab'])
  expect(run.code).toBe(0)
  const names = Object.keys(snapshot(folder)).filter((name) => name.endsWith('.story.ts'))
  expect(names.map((name) => name.toLowerCase()).sort()).toEqual(['pack-2.story.ts', 'pack.story.ts'])
  const gitlab = readFileSync(join(folder, '.gitlab-ci.yml'), 'utf8')
  expect(gitlab.match(/make pack/g)).toHaveLength(2)
  expect(run.stderr).not.toContain('bitbucket')
})

test('what nothing is written for is imported and moved, and is no target', () => {
  const travis = 'language: go\ngo: 1.23.x\nscript: make test\n'
  const folder = project({ '.travis.yml': travis })
  const imported = pipegen(folder, ['import', '--to', 'gitlab'])
  expect([imported.code, imported.stderr.includes('100 % of 3 keys are told')]).toEqual([0, true])
  expect(readFileSync(join(folder, 'ci.story.ts'), 'utf8')).toContain("targets: ['gitlab']")
  const other = project({ '.travis.yml': travis })
  expect(pipegen(other, ['move', 'travis', 'github']).code).toBe(0)
  expect(Object.keys(snapshot(other))).toEqual(expect.arrayContaining(['ci.story.ts', '.github/workflows/ci.yml']))
  for (const wrong of [
    ['move', 'github', 'travis'],
    ['emit', '--to', 'travis'],
  ]) {
    const refused = pipegen(other, wrong)
    expect([refused.code, refused.stderr.includes('Travis CI can be imported from, and not written for')]).toEqual([
      2,
      true,
    ])
  }
})

test('what an import accepts of the vendor that is left does not stand in the story for another', () => {
  const folder = project({
    'codeship-services.yml': 'app:\n  image: alpine:3.22\n',
    'codeship-steps.yml': [
      '- name: Test',
      '  service: app',
      '  command: ./ci/test',
      '- name: Deploy production',
      '  type: manual',
      '  tag: main',
      '  steps:',
      '    - name: Production',
      '      service: app',
      '      command: ./ci/deploy',
      '',
    ].join('\n'),
  })
  const moved = pipegen(folder, ['move', 'codeship', 'gitlab'])
  expect([moved.code, moved.stderr.includes('written back, it means the same')]).toEqual([0, true])
  expect(readFileSync(join(folder, '.gitlab-ci.yml'), 'utf8')).toContain('when: manual')
  expect(readFileSync(join(folder, 'ci.story.ts'), 'utf8')).not.toContain('accept')
})

test('move says what is to be set up, and where the settings are', () => {
  const secret = workflow.replace(
    '- run: make pack',
    '- run: make pack\n        env: { TOKEN: "${{ secrets.PACK_TOKEN }}" }',
  )
  const folder = project({ [path]: secret })
  const { stdout } = pipegen(folder, ['move', 'github', 'gitlab', '--dry-run'])
  expect(stdout).toMatch(/To set up at GitLab CI\n(.*\n)* {2}\[ \] PACK_TOKEN: Settings/)
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
})

test('what cannot be written is said, and nothing is written', () => {
  const folder = project({ [path]: workflow })
  const before = snapshot(folder)
  chmodSync(folder, 0o555)
  chmodSync(join(folder, 'node_modules'), 0o777)
  const run = pipegen(folder, ['move', 'github', 'gitlab', '--format', 'json'], { uid: 65534 })
  chmodSync(folder, 0o755)
  expect([run.code, ...errorsOf(run).map(({ code }) => code)]).toEqual([2, 'cannot-write'])
  expect(Object.keys(snapshot(folder))).toEqual(Object.keys(before))
})

test.each([
  ['import', { [path]: workflow }, ['import', '--to', 'all']],
  ['import of what cannot be read', { [path]: 'on: push\njobs: [' }, ['import']],
  [
    'import of what has no words in a story',
    { '.gitlab-ci.yml': 'a:\n  script: [make]\n  release: {tag_name: x}\n' },
    ['import'],
  ],
  ['move', { [path]: workflow }, ['move', 'github', 'tekton']],
])('what %s prints for machines is what its schema says', (_, files, args) => {
  const schema = JSON.parse(readFileSync(join(projectRoot, 'docs/import-report.schema.json'), 'utf8'))
  const validate = new Ajv({ allowUnionTypes: true }).compile(schema)
  const { stdout } = pipegen(project(files), [...args, '--format', 'json'])
  validate(JSON.parse(stdout))
  expect(validate.errors).toBeNull()
})

test('what counts as the same is told, by vendor', () => {
  const folder = project({})
  const run = pipegen(folder, ['import', '--explain-same', '--from', 'gitlab'])
  expect([run.code, run.stdout.split('\n')[0]]).toEqual([0, 'GitLab CI'])
  expect(run.stdout).toContain('  templates  ')
  const { same } = JSON.parse(pipegen(folder, ['import', '--explain-same', '--format', 'json']).stdout)
  expect(same.map(({ vendor }: { vendor: string }) => vendor)).toContain('bitbucket')
})

test('wrong usage is said in a line', () => {
  const folder = project({})
  expect(pipegen(folder, ['move', 'github']).stderr).toContain('name two vendors')
  expect(pipegen(folder, ['move', 'github', 'nobody']).code).toBe(2)
  expect(pipegen(folder, ['import', '--from', 'nobody']).stderr).toContain("there is no vendor 'nobody'")
})
