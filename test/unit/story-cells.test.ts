import { expect, test } from 'vitest'
import {
  after,
  environment,
  job,
  lines,
  optional,
  pullRequest,
  push,
  service,
  sh,
  story,
  vendorCondition,
  vendorTrigger,
} from '../../dsl/index.ts'
import { inOwnWords } from '../../src/own-words.ts'
import { compileSpec } from '../harness/compile-spec.ts'

test('name, environment, lock and services can depend on the cell of the matrix', () => {
  const deploy = job({
    matrix: { stage: ['a', 'b'] },
    name: ({ stage }) => `Deploy to ${stage}`,
    environment: ({ stage }) => environment(stage),
    services: ({ stage }) => ({ db: service({ image: `db:${stage}`, port: 1 }) }),
    steps: [sh`./deploy`],
  })
  const build = job({ matrix: { os: ['x'] }, lock: ({ os }) => `build ${os}`, steps: [sh`make`] })
  const { jobs } = compileSpec(story({ name: 'shop', on: [push()], stages: { all: { deploy, build } } }))
  const stage = { ref: 'matrix', key: 'stage' }
  expect(jobs[0]?.name).toEqual(['Deploy to ', stage])
  expect([jobs[0]?.environment?.name, jobs[0]?.lock?.name]).toEqual([[stage], [stage]])
  expect(jobs[0]?.services[0]?.image).toEqual(['db:', stage])
  expect(jobs[1]?.lock?.name).toEqual(['build ', { ref: 'matrix', key: 'os' }])
})

test('an optional need can be one whose artifacts are not taken', () => {
  const a = job({ steps: [sh`a`] })
  const b = job({ needs: [optional(after(a))], steps: [sh`b`] })
  const { jobs } = compileSpec(story({ name: 'shop', on: [push()], stages: { all: { a, b } } }))
  expect(jobs[1]?.needs).toMatchObject([{ job: 'a', artifacts: false, optional: true }])
})

test('a text of several lines has no indentation of its own', () => {
  expect(lines`
    a: 1
      b: \`c\`
  `).toBe('a: 1\n  b: `c`')
})

test('what only another vendor can test never lets anything run, also under a not', () => {
  const a = job({ when: vendorCondition({ github: 'x' }), steps: [sh`a`] })
  const { pipeline } = {
    pipeline: compileSpec(
      story({
        name: 'shop',
        on: [pullRequest(), vendorTrigger({ github: { release: null } })],
        stages: { all: { a } },
      }),
    ),
  }
  const [own] = pipeline.jobs
  const turned = { ...pipeline, jobs: pipeline.jobs.map((one) => ({ ...one, condition: { not: one.condition } })) }
  expect(inOwnWords(pipeline, 'github')).toBe(pipeline)
  expect(own?.condition).toEqual({ test: 'vendor', texts: { github: 'x' } })
  for (const one of [pipeline, turned]) {
    const other = inOwnWords(one, 'gitlab')
    expect(other.jobs[0]?.condition).toEqual({ test: 'false' })
    expect(other.vendorTriggers).toEqual([])
  }
})

test('an unknown option that every object has is told like any other', () => {
  // As a story that nobody checked the types of has it.
  const spec: object = { constructor: 1, steps: [sh`make`] }
  const unit = job(spec as Parameters<typeof job>[0])
  const wrong = story({ name: 'shop', on: [push()], stages: { all: { unit } } })
  expect(() => compileSpec(wrong)).toThrow("a job has no option 'constructor'")
})
