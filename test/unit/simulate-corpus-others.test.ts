import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
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
  { ...base, branch: 'master', changed: ['src/a.ts', 'README.md'] },
  { ...base, branch: 'develop', changed: [] },
  { ...base, name: 'tag', branch: '', tag: 'v1.2.3' },
  { ...base, ...pullRequest() },
  { ...base, ...pullRequest({ fork: true, sourceBranch: 'feature/a' }) },
  { ...base, name: 'schedule', schedule: 'nightly', cron: '0 3 * * *' },
  { ...base, name: 'manual', inputs: { version: '1.0' } },
  { ...base, name: 'api', call: { event: 'deploy', payload: { version: '1.0' } } },
]
const outcomes: readonly VendorOutcomes[] = [
  { fails: () => false, approves: () => true, outputs: () => ({}) },
  { fails: (name) => name.length % 2 === 0, approves: () => false, outputs: () => ({ version: '1.0' }) },
]

// Most objects of Tekton stand alone, so that no event starts them.
const cases = [
  { id: 'bitbucket', paths: () => ['bitbucket-pipelines.yml'], least: 0.9 },
  { id: 'codeship', paths: (name: string) => [name.replace(/^.*(codeship(?:-\w+)?\.yml)$/, '$1')], least: 0.3 },
  { id: 'tekton', paths: (name: string) => [`.tekton/${name}`, name], least: 0.15 },
] as const

describe.each(cases)('real files for $id', ({ id, paths: pathsFor, least }) => {
  const folders = ['dev', 'examples'].map((part) => join(projectRoot, '../shared/corpus', part, id)).filter(existsSync)
  const paths = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  )

  test.skipIf(paths.length === 0)(
    `${paths.length === 0 ? 'NOT THERE: no' : paths.length} files are played without a fault`,
    async () => {
      const { simulate } = await vendors[id].simulate()
      let ran = 0
      for (const file of paths) {
        const text = readFileSync(file, 'utf8')
        let jobs = 0
        for (const path of pathsFor(basename(file))) {
          const files = [{ path, text }]
          for (const event of events) for (const ends of outcomes) jobs += (await simulate(files, event, ends)).length
        }
        if (jobs > 0) ran++
      }
      expect(ran / paths.length).toBeGreaterThan(least)
    },
  )
})
