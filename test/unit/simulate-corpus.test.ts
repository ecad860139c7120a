import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { vendors } from '../../emitters/index.ts'
import type { PlanEvent } from '../../src/plan/event.ts'
import { baseEvent } from '../../src/plan/grid/events.ts'
import type { VendorOutcomes } from '../../src/plan/simulate.ts'
import { projectRoot } from '../harness/case-folder.ts'
import { pullRequest } from './simulate-play.ts'

const base = baseEvent('main')
const events: readonly PlanEvent[] = [
  base,
  { ...base, branch: 'topic/a', changed: ['src/a.ts', 'README.md'] },
  { ...base, branch: 'master', changed: [] },
  { ...base, name: 'tag', branch: '', tag: 'v1.2.3' },
  { ...base, ...pullRequest() },
  { ...base, ...pullRequest({ fork: true, targetBranch: 'develop' }) },
  { ...base, name: 'schedule', schedule: 'nightly' },
  { ...base, name: 'manual' },
  { ...base, name: 'manual', inputs: { version: '1.0', environment: 'staging' } },
  { ...base, name: 'api', call: { event: 'deploy', payload: { version: '1.0' } } },
]
const outcomes: readonly VendorOutcomes[] = [
  { fails: () => false, approves: () => true, outputs: () => ({}) },
  { fails: (name) => name.length % 2 === 0, approves: () => false, outputs: () => ({ version: '1.0' }) },
]

const folders = { github: '.github/workflows/a.yml', gitlab: '.gitlab-ci.yml' } as const

describe.each(Object.entries(folders))('real files for %s', (id, path) => {
  const folder = join(projectRoot, '../shared/corpus/dev', id)
  const there = existsSync(folder)
  const names = there ? readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)) : []

  test.skipIf(!there)(`${there ? names.length : 'NOT THERE: no'} files are played without a fault`, async () => {
    const { simulate } = await vendors[id as keyof typeof folders].simulate()
    let ran = 0
    for (const name of names) {
      const files = [{ path, text: readFileSync(join(folder, name), 'utf8') }]
      let jobs = 0
      for (const event of events) for (const ends of outcomes) jobs += (await simulate(files, event, ends)).length
      if (jobs > 0) ran++
      else if (process.env.SHOW) console.log(name)
    }
    // Few hold nothing but what other files call.
    expect(ran / names.length).toBeGreaterThan(0.7)
  })
})
