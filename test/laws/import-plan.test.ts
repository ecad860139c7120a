import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Pipeline } from '../../src/ir.ts'
import type { SourceFile } from '../../src/read/reading.ts'
import type { Vendor } from '../../src/vendor.ts'
import { vendorOf } from '../harness/all-outputs.ts'
import { casesIn, filesIn, projectRoot } from '../harness/case-folder.ts'
import { tellBreach } from '../harness/hold-law.ts'
import { holdImport } from '../harness/import-law/hold-import.ts'
import { allVendors } from '../harness/translate-case.ts'

// LAW=all plays every turn of each story, else a few do.
const most = process.env.LAW === 'all' ? undefined : 4
const base = 'test/import'
const folders = casesIn(base)
const readable = allVendors.filter(({ id, simulate }) => simulate !== undefined && folders.includes(id))

// Where no plan can be compared, and why; an entry that is not needed any more is a failure too.
const unknown: Readonly<Record<string, string>> = {
  'github/matrix': 'two of its matrices have objects, or come with an output',
  'tekton/literal': 'nothing starts it',
  'gitlab/jobless': 'all its jobs stand in files that are not there',
  'gitlab/paths': 'its workflow asks for variables that the settings of the project have',
}

describe.each(readable)('what $id makes of a file is what the story means', (vendor) => {
  test.each(casesIn(`${base}/${vendor.id}`))(
    '%s',
    async (name) => {
      const verdicts = await holdImport(vendor, filesOf(`${vendor.id}/${name}`), most)
      expect(verdicts.flatMap(({ breaches }) => breaches.map(tellBreach)).slice(0, 20)).toEqual([])
      const isCompared = verdicts.some(({ unread, agreeing }) => unread === undefined && agreeing > 0)
      expect(isCompared).toBe(unknown[`${vendor.id}/${name}`] === undefined)
    },
    300_000,
  )
})

test('a story that lost a job is told from the file', async () => {
  const github = vendorOf('github')
  const verdicts = await holdImport(without(github, 'report'), filesOf('github/told-status'), most)
  const jobs = verdicts.flatMap(({ breaches }) => breaches.flatMap(({ differences }) => differences))
  expect(new Set(jobs.map(({ run }) => run))).toEqual(new Set(['report']))
})

// Where a case has a workflow alone, it stands beside what is written of it.
function filesOf(name: string): readonly SourceFile[] {
  const folder = join(projectRoot, base, name)
  const within = [...filesIn(join(folder, 'in'))].map(([path, text]): SourceFile => ({ path, text }))
  const beside = [...filesIn(folder)].flatMap(([path, text]): readonly SourceFile[] =>
    /^(?!written)[\w-]+\.yml$/.test(path) ? [{ path: `.github/workflows/${basename(path)}`, text }] : [],
  )
  return within.length > 0 ? within : beside
}

// The vendor with a reader that lets a job run on a branch that nobody has.
function without(vendor: Vendor, id: string): Vendor {
  const emptied = (pipeline: Pipeline): Pipeline => ({
    ...pipeline,
    jobs: pipeline.jobs.map((job) =>
      job.id === id ? { ...job, condition: { test: 'branch', patterns: ['nobody'] } as const } : job,
    ),
  })
  return {
    ...vendor,
    read: async () => {
      const reader = await vendor.read?.()
      if (reader === undefined) throw new Error(`${vendor.id} reads nothing`)
      return {
        ...reader,
        read: (...given) => {
          const reading = reader.read(...given)
          return { ...reading, pipelines: reading.pipelines.map(emptied) }
        },
      }
    },
  }
}
