import { always, branch, after as ended, environment, onFailure, pullRequest, push } from 'pipegen'
import { describe, expect, test } from 'vitest'
import { hold, playerOf, telling, tellingStory } from '../harness/safety/hold.ts'
import type { SafetyEvent } from '../harness/safety/play.ts'
import { allVendors } from '../harness/translate-case.ts'

const onMain: SafetyEvent = { kind: 'push', branch: 'main' }
const onTopic: SafetyEvent = { kind: 'push', branch: 'topic' }
const production = environment('production', { approval: 'manual' })

describe.each(allVendors)('$id', (vendor) => {
  describe('a manual gate', () => {
    const rows = ['job.environment.approval', 'job.environment.exclusive', 'job.environment', 'job.needs'] as const
    const gated = () => {
      const unit = telling('unit')
      const ship = telling('ship', { needs: [unit], when: branch('main'), environment: production })
      const tell = telling('tell', { needs: [ship] })
      return tellingStory({ unit, ship, tell })
    }

    test('holds back the deployment and what needs it, until a person agrees', async () => {
      expect((await playerOf(vendor, gated(), rows))?.(onMain, { approved: false })).toBeOneOf([['unit'], undefined])
      expect((await playerOf(vendor, gated(), rows))?.(onMain)).toBeOneOf([['ship', 'tell', 'unit'], undefined])
    })

    test('opens nothing that a condition or a failure forbids', async () => {
      expect((await playerOf(vendor, gated(), rows))?.(onTopic)).toBeOneOf([['unit'], undefined])
      expect((await playerOf(vendor, gated(), rows))?.(onMain, { failing: ['unit'] })).toBeOneOf([['unit'], undefined])
    })

    test('stands before a deployment of a pull request too', async () => {
      const ship = telling('ship', { environment: production })
      const told = tellingStory({ unit: telling('unit'), ship }, [pullRequest()])
      const event: SafetyEvent = { kind: 'pullRequest', source: 'topic', target: 'main', fork: false }
      const ran = (await playerOf(vendor, told, rows))?.(event, { approved: false })
      expect(ran ?? []).not.toContain('ship')
    })
  })

  describe('a failure', () => {
    test('holds back all that needs the failed job', async () => {
      const a = telling('a')
      const b = telling('b', { needs: [a] })
      const c = telling('c', { needs: [b] })
      const rows = ['job.needs'] as const
      expect((await playerOf(vendor, tellingStory({ a, b, c }), rows))?.(onMain)).toBeOneOf([
        ['a', 'b', 'c'],
        undefined,
      ])
      for (const [failing, ran] of [
        ['a', ['a']],
        ['b', ['a', 'b']],
      ] as const)
        expect((await playerOf(vendor, tellingStory({ a, b, c }), rows))?.(onMain, { failing: [failing] })).toBeOneOf([
          ran,
          undefined,
        ])
    })

    test('in one stage holds back the next', async () => {
      const [a, b] = [telling('a'), telling('b')]
      const told = () => tellingStory({}, [push()], { stages: { first: { a }, second: { b } } })
      expect((await playerOf(vendor, told(), ['stage']))?.(onMain)).toBeOneOf([['a', 'b'], undefined])
      expect((await playerOf(vendor, told(), ['stage']))?.(onMain, { failing: ['a'] })).toBeOneOf([['a'], undefined])
    })

    test('starts a job for failures, and nothing else does', async () => {
      const a = telling('a')
      const tell = telling('tell', { needs: [ended(a)], when: onFailure() })
      const rows = ['job.onFailure'] as const
      expect((await playerOf(vendor, tellingStory({ a, tell }), rows))?.(onMain)).toBeOneOf([['a'], undefined])
      const failed = (await playerOf(vendor, tellingStory({ a, tell }), rows))?.(onMain, { failing: ['a'] })
      expect(failed).toBeOneOf([['a', 'tell'], undefined])
    })

    test('does not keep a job that always runs', async () => {
      const a = telling('a')
      const clean = telling('clean', { needs: [ended(a)], when: always() })
      const rows = ['job.always'] as const
      const ran = (await playerOf(vendor, tellingStory({ a, clean }), rows))?.(onMain, { failing: ['a'] })
      expect(ran).toBeOneOf([['a', 'clean'], undefined])
    })

    test('of a job that may fail holds nothing back', async () => {
      const a = telling('a', { allowFailure: true })
      const b = telling('b', { needs: [a] })
      const rows = ['job.allowFailure', 'job.needs'] as const
      expect((await playerOf(vendor, tellingStory({ a, b }), rows))?.(onMain, { failing: ['a'] })).toBeOneOf([
        ['a', 'b'],
        undefined,
      ])
    })
  })

  test('deployments to one environment never overlap, whatever starts them', async () => {
    const unit = telling('unit')
    const one = telling('one', { needs: [unit], when: branch('main'), environment: environment('production') })
    const other = telling('other', { needs: [unit], when: branch('main'), environment: environment('production') })
    const third = telling('third', { needs: [unit], when: branch('main'), environment: environment('staging') })
    const held = await hold(tellingStory({ unit, one, other, third }), vendor)
    if ('refused' in held) {
      expect(held.refused).toEqual(expect.arrayContaining([expect.stringMatching(/^job\.(environment|needs)/)]))
      return
    }
    const lock = (job: string) => held.reader.lockOf(held.files, job)
    expect(lock('one')).toMatch(/production/)
    expect(lock('other')).toBe(lock('one'))
    expect(lock('third')).toMatch(/staging/)
    expect(lock('unit')).toBeUndefined()
  })
})
