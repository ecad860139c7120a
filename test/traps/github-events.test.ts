import { expect, test } from 'vitest'
import { branch, event, job, push, sh, story, vendorTrigger } from '../../dsl/index.ts'
import { github } from '../../emitters/github/index.ts'
import { compileSpec, emitOne } from '../harness/compile-spec.ts'

// A trigger of the story decides nothing about the runs that another event starts.
test.each([
  ['event', event('push'), "github.event_name == 'push'"],
  ['branch', branch('main'), "github.ref == 'refs/heads/main'"],
])('a test of the %s stays where an event of the vendor starts runs too', async (_, when, expression) => {
  const ship = job({ when, steps: [sh`./ship`] })
  const on = [push({ branches: ['main'] }), vendorTrigger({ github: { issue_comment: { types: ['created'] } } })]
  const text = await emitOne(compileSpec(story({ name: 'x', on, stages: { a: { ship } } })), github)
  expect(text).toContain(`if: ${expression}`)
})
