import { expect, test } from 'vitest'
import { read } from '../../emitters/bitbucket/read/index.ts'
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
