import { pullRequest, push, secret } from 'pipegen'
import { describe, expect, test } from 'vitest'
import { hold, telling, tellingStory } from '../harness/safety/hold.ts'
import type { SafetyEvent } from '../harness/safety/play.ts'
import { readers } from '../harness/safety/readers.ts'
import { allVendors } from '../harness/translate-case.ts'

const events: readonly SafetyEvent[] = [
  { kind: 'push', branch: 'main' },
  { kind: 'pullRequest', source: 'topic', target: 'main', fork: false },
]
const foreign: SafetyEvent = { kind: 'pullRequest', source: 'topic', target: 'main', fork: true }

describe.each(allVendors)('$id', (vendor) => {
  const told = () =>
    tellingStory(
      {
        unit: telling('unit'),
        ship: telling('ship', { env: { TOKEN: secret('TOKEN') } }),
        other: telling('other', { env: { OTHER: secret('OTHER') } }),
      },
      [push(), pullRequest()],
    )

  test('a secret is for the jobs that name it, and for no code from a fork', async () => {
    const held = await hold(told(), vendor)
    if ('refused' in held) {
      expect(held.refused).toEqual(expect.arrayContaining([expect.stringMatching(/^value\.secret|^trigger\./)]))
      return
    }
    const read = (job: string, event: SafetyEvent) => held.reader.secretsOf(held.files, job, event)
    for (const event of events) {
      expect(read('unit', event)).toEqual([])
      expect(['TOKEN']).toEqual(expect.arrayContaining([...read('ship', event)]))
      expect(['OTHER']).toEqual(expect.arrayContaining([...read('other', event)]))
    }
    for (const job of ['unit', 'ship', 'other']) expect(read(job, foreign)).toEqual([])
  })

  test('a token writes what the job asks for, and no more', async () => {
    const publish = telling('publish', { permissions: { contents: 'write' } })
    const held = await hold(tellingStory({ unit: telling('unit'), publish }), vendor)
    if ('refused' in held) {
      expect(held.refused).toContain('job.permissions')
      return
    }
    const unit = held.reader.writesOf(held.files, 'unit')
    if (unit === undefined) {
      // Where the settings alone can narrow the token, the checklist says so.
      const said = held.found.filter(({ code }) => code === 'feature-setup').map(({ message }) => message)
      expect(said.join()).toContain('permissions of a job')
      return
    }
    expect(unit).toEqual([])
    for (const area of held.reader.writesOf(held.files, 'publish') ?? []) expect(area).toBe('contents')
  })
})

test('every vendor has a reader of its files', () => {
  expect(allVendors.map(({ id }) => id).filter((id) => readers[id] === undefined)).toEqual([])
})
