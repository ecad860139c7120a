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
