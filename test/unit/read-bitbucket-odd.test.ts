import { expect, test } from 'vitest'
import { read } from '../../emitters/bitbucket/read/index.ts'
import { isMissed } from '../../emitters/bitbucket/read/missed.ts'
import { collect } from '../../src/diagnostics.ts'

test.each([
  '',
  'pipelines:',
  'pipelines: []',
  '[1, 2]',
  'pipelines: { default: 1 }',
  'pipelines: { default: [1, { step: 2 }, { parallel: x }, { stage: [] }] }',
  'pipelines: { default: [{ step: {} }] }',
  'pipelines: { default: [{ step: { name: [a], script: { a: b }, artifacts: 5, services: [x], clone: 3, image: [] } }] }',
  'pipelines: { branches: { __proto__: [{ step: { script: [a] } }], constructor: [{ step: { script: [b] } }] } }',
  'pipelines: { custom: { a: [{ variables: 3 }, { step: { script: [null, 1.5, true] } }] } }',
  'pipelines: { pull-requests: { "**": { destinations: { main: [{ step: { script: [a] } }] } } } }',
  'a: &a [*a]',
  'pipelines: { default: [{ step: { script: ["a\\nb"], max-time: x, size: 99x, trigger: [1], deployment: {} } }] }',
  'definitions: 1\noptions: x\nclone: y\nimage: { name: { a: 1 } }\npipelines: { tags: { "{a,{b,c}}": [{ step: { script: a } }] } }',
])('odd input does not crash: %s', (text) => {
  const { report } = collect()
  const { coverage } = read([{ path: 'bitbucket-pipelines.yml', text }], report)
  expect(coverage.every(({ origin }) => origin.line >= 1)).toBe(true)
})

test('paths that a story cannot say stay with the files of their step, and others take those by name', () => {
  const text = `
image: node:24
pipelines:
  default:
    - step: { name: Build, script: [make], artifacts: [dist/, '~/.cache/x'] }
    - step: { name: Ship, script: [./ship.sh] }
`
  const { report, found } = collect()
  const { pipelines } = read([{ path: 'bitbucket-pipelines.yml', text }], report)
  const [build, ship] = pipelines[0]?.jobs ?? []
  expect(build?.artifacts.map(({ paths }) => paths)).toEqual([['dist/']])
  expect(build?.raw[0]?.patch).toMatchObject({
    artifacts: { upload: [{ name: 'Build', paths: ['dist/', '~/.cache/x'] }] },
  })
  expect(ship?.needs).toMatchObject([{ job: 'Build', artifacts: true }])
  expect(ship?.raw).toEqual([])
  expect(found.map(({ code }) => code)).toContain('import-approximate')
})

const pipe = { pipe: 'atlassian/ssh-run:1', variables: { X: '$TAG' } }
test.each([
  ['export TAG=1', [pipe], true],
  ['if true; then TAG=1; fi', ['echo "${TAG}"'], true],
  ['source ./env', [pipe], true],
  ['tmp=$(mktemp) && mv "$tmp" x', [pipe], false],
  ['cd sub', [pipe], false],
  ['cd sub', ['make'], true],
  ['export TAG=1', [], false],
  ['make | tee log', [pipe, 'make'], false],
])('what %s leaves is asked for by %j: %s', (script, later, missed) => {
  expect(isMissed(script, later)).toBe(missed)
})
