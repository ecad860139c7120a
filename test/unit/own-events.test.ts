import { expect, test } from 'vitest'
import { event, job, not, pullRequest, push, sh, story, vendorTrigger } from '../../dsl/index.ts'
import { verdicts } from '../../src/check.ts'
import { compileSpec } from '../harness/compile-spec.ts'
import { allVendors } from '../harness/translate-case.ts'

const release = vendorTrigger({ github: { release: { types: ['published'] } } })
const unit = job({ steps: [sh`make test`] })

function answers(of: Parameters<typeof compileSpec>[0]) {
  const pipeline = compileSpec(of)
  return allVendors.map((vendor) => {
    const own = verdicts(pipeline, vendor).find(({ feature }) => feature === 'trigger.vendor')
    return [vendor.id, own?.cell.level]
  })
}

function allBut(own: string, level: string) {
  return allVendors.map(({ id }) => [id, id === own ? 'native' : level])
}

test('events of one vendor start nothing on others, where something else starts each job there', () => {
  const found = answers(story({ name: 'shop', on: [push(), release], stages: { test: { unit } } }))
  expect(found).toEqual(allBut('github', 'degraded'))
})

test('they are refused where nothing else starts the story', () => {
  const found = answers(story({ name: 'shop', on: [release], stages: { test: { unit } } }))
  expect(found).toEqual(allBut('github', 'refused'))
})

test('they are refused where nothing else lets a job run', () => {
  const ship = job({ when: not(event('push', 'pullRequest')), steps: [sh`make ship`] })
  const found = answers(
    story({ name: 'shop', on: [push(), pullRequest(), release], stages: { test: { unit }, ship: { ship } } }),
  )
  expect(found).toEqual(allBut('github', 'refused'))
})
