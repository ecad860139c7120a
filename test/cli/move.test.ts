import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pipegen, project } from './project.ts'

const path = '.github/workflows/pack.yml'

test('move names what is in the way, the least work first, and the move that it names goes through', () => {
  const text = `on:
  push:
    branches: [main]
    paths-ignore: ['docs/**']
jobs:
  test:
    runs-on: ubuntu-24.04
    strategy:
      fail-fast: true
      max-parallel: 1
      matrix: { os: [a, b] }
    steps:
      - uses: actions/checkout@v4
      - run: make test
  pack:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - uses: example/pack@v1
      - uses: example/ship@v1
`
  const folder = project({ [path]: text, '.git/HEAD': 'ref: refs/heads/main\n' })
  const { code, stderr } = pipegen(folder, ['move', 'github', 'gitlab'])
  expect(code).toBe(1)
  const [, list = ''] = stderr.split('In the way of GitLab CI, from the least work to the most\n')
  const ways = [...list.matchAll(/^ {2}(\S+) +(\d+) places? +(\S+) /gm)].map(([, ...words]) => words.join(' '))
  expect(ways.filter((way) => !way.startsWith('accept'))).toEqual([
    '--unfinished 1 trigger.push.ignorePaths',
    '--unfinished 2 step.vendor',
  ])
  expect(ways.slice(0, -2).every((way) => way.startsWith('accept'))).toBe(true)
  expect(pipegen(folder, ['move', 'github', 'bitbucket', '--force', '--unfinished']).stderr).not.toContain('In the way')
})

test('move writes what the file never said as the new vendor has it', () => {
  const text = `on: { push: { branches: [main] } }
jobs:
  test:
    runs-on: ubuntu-24.04
    services: { redis: { image: 'redis:8', ports: ['6379:6379'] } }
    env: { REDIS_URL: 'redis://localhost:6379' }
    steps:
      - uses: actions/checkout@v4
      - run: make test
`
  const folder = project({ [path]: text, '.git/HEAD': 'ref: refs/heads/main\n' })
  const { code, stderr } = pipegen(folder, ['move', 'github', 'bitbucket'])
  expect([code, stderr.includes("'360 minutes' became '120 minutes'")]).toEqual([0, true])
  expect(readFileSync(join(folder, 'pack.story.ts'), 'utf8')).toContain('redis://${redis.host}:6379')
  expect(readFileSync(join(folder, 'bitbucket-pipelines.yml'), 'utf8')).toContain('redis://127.0.0.1:6379')
})
