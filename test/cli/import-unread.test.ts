import { spawnSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { errorsOf, pipegen, project, snapshot } from './project.ts'

test.each([
  ['import-unread', 'a: [', 1],
  ['import-unread', 'a: 1\nb: \0\n', 1],
  ['import-unread', Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe, 0x0a]), 1],
  ['import-unread', 'name: x\n', 1],
  ['import-unread', `on: push\n#${'x'.repeat(2_000_000)}\n`, 1],
])('what cannot be read is %s, with a line', (code, content, exit) => {
  const folder = project({})
  writeFileSync(join(folder, 'ci.yml'), content)
  const run = pipegen(folder, ['import', 'ci.yml', '--from', 'github', '--format', 'json'])
  expect(errorsOf(run).map((finding) => finding.code)).toContain(code)
  expect(errorsOf(run)[0]?.origin?.line).toBeGreaterThan(0)
  expect([run.code, Object.keys(snapshot(folder))]).toEqual([exit, ['ci.yml']])
})

test('a pipe or a device in the place of a file ends nothing and holds up nothing', () => {
  const folder = project({ '.gitlab-ci.yml': 'a:\n  script: [make]\n' })
  symlinkSync('/dev/zero', join(folder, 'bitbucket-pipelines.yml'))
  expect(spawnSync('mkfifo', [join(folder, '.travis.yml')]).status).toBe(0)
  for (const id of ['bitbucket', 'travis']) {
    const run = pipegen(folder, ['import', '--from', id, '--format', 'json'])
    expect([run.code, ...errorsOf(run).map(({ message }) => message)]).toEqual([
      2,
      expect.stringMatching(/^cannot read \S+: it is no file$/),
    ])
  }
  expect(pipegen(folder, ['import', '--from', 'gitlab']).code).toBe(0)
})
