import { expect, test } from 'vitest'
import { read } from '../../emitters/gitlab/read/index.ts'
import { written } from '../../emitters/gitlab/read/residual.ts'
import { mapOf } from '../../src/yaml/look.ts'

const job = (name: string, timeout: string) => `${name}: { image: node:24, timeout: ${timeout}, script: make }\n`

function again(text: string) {
  const [pipeline] = read([{ path: '.gitlab-ci.yml', text }], () => {}).pipelines
  return { file: pipeline === undefined ? {} : mapOf(written(pipeline)), raw: pipeline?.jobs.map((one) => one.raw) }
}

test('a time limit that all jobs share stands once', () => {
  const { file, raw } = again(job('build', '6h') + job('lint', '6h'))
  expect(file.default).toEqual({ timeout: '360 minutes' })
  expect(file.build).not.toHaveProperty('timeout')
  expect(raw).toEqual([[], []])
})

test('jobs with time limits of their own say each theirs, and so do those that last an hour', () => {
  const { file } = again(job('build', '6h') + job('lint', '1h'))
  expect(file).not.toHaveProperty('default')
  expect([mapOf(file.build).timeout, mapOf(file.lint).timeout]).toEqual(['360 minutes', '60 minutes'])
})

test('a job that starts another pipeline takes no time limit of others', () => {
  const child = 'child: { trigger: { include: child.yml } }\n'
  const { file } = again(job('build', '6h') + job('lint', '6h') + child)
  expect(file.default).toEqual({ timeout: '360 minutes' })
  expect(Object.keys(mapOf(file.child))).not.toContain('timeout')
})

test('a job that takes nothing from the others says what they say once', () => {
  const apart = 'apart: { image: node:24, inherit: { default: false }, timeout: 6h, script: make }\n'
  const { file, raw } = again(job('build', '6h') + apart)
  expect(file.default).toEqual({ timeout: '360 minutes' })
  expect(mapOf(file.apart).timeout).toBe('6h')
  expect(raw?.[0]).toEqual([])
})
