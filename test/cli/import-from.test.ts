import { expect, test } from 'vitest'
import { pipegen, project } from './project.ts'

test('a vendor without a reader is read by the one that takes its files, or says why nothing of it is', () => {
  const pipeline = `apiVersion: tekton.dev/v1
kind: Pipeline
metadata:
  name: shop
spec:
  tasks:
    - name: test
      taskSpec:
        steps:
          - name: test
            image: node:22
            script: npm test
`
  const folder = project({ 'tekton/shop/pipelines.yaml': pipeline })
  const plain = pipegen(folder, ['import', '--from', 'tekton-plain'])
  expect([plain.code, plain.stderr]).toEqual([0, expect.stringContaining('wrote shop.story.ts\n')])
  const basic = pipegen(folder, ['import', '--from', 'codeship-basic'])
  expect([basic.code, basic.stderr]).toEqual([2, expect.stringContaining('nothing of CodeShip Basic can be imported')])
})

test('references mean the same to what reads a file and to what compares it', () => {
  const text =
    '.setup:\n  script: [npm ci]\ntest:\n  image: node:24\n  script:\n    - !reference [.setup, script]\n    - npm test\n'
  const { code, stderr } = pipegen(project({ '.gitlab-ci.yml': text }), ['import'])
  expect(stderr).toContain('written back, it means the same')
  expect(code).toBe(0)
})
