import { describe, expect, test } from 'vitest'
import { value } from '../unit/github-scheduler.ts'
import { folder, load, runStep } from './github-load.ts'

const guard = 'Compare names with regard to case'
const main = { GITHUB_REF: 'refs/heads/main' }
const other = { GITHUB_REF: 'refs/heads/MAIN' }

describe('names that differ in case only', () => {
  test('the vendor takes them for the same, so that the condition alone lets them pass', async () => {
    const { job } = await load('case')
    const world = { contexts: { github: { ref: other.GITHUB_REF } }, status: {} }
    expect(value(String(job('valued').if), world)).toBe(true)
  })

  test('a job with a secret fails for them before anything else', async () => {
    const { step, steps } = await load('case')
    expect(steps('valued')[0]?.name).toBe(guard)
    expect(runStep(step('valued', guard), folder(), main).status).toBe(0)
    expect(runStep(step('valued', guard), folder(), other).status).not.toBe(0)
  })

  test('a job of no value, and one whose trigger decides, have no such step', async () => {
    const { steps } = await load('case')
    expect([...steps('plain'), ...steps('decided')].map((step) => step.name)).not.toContain(guard)
  })

  test.each([
    ['refs/heads/main', "it's Me", 0],
    ['refs/heads/rel-1', "it's Me", 0],
    ['refs/tags/v1/2', "it's Me", 0],
    ['refs/heads/rel-1/x', "it's Me", 1],
    ['refs/heads/REL-1', "it's Me", 1],
    ['refs/tags/V1', "it's Me", 1],
    ['refs/heads/main', "it's me", 1],
  ])('%s with %s', async (ref, note, status) => {
    const { step } = await load('case')
    expect(runStep(step('several', guard), folder(), { GITHUB_REF: ref, VALUE_1: note }).status).toBe(status)
  })
})
