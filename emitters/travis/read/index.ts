import { allOf } from '../../../src/condition/build.ts'
import { canHold } from '../../../src/condition/given.ts'
import type { Report } from '../../../src/diagnostics.ts'
import { type Job, type Need, type Pipeline, pipelineVersion } from '../../../src/ir.ts'
import type { Cursor } from '../../../src/read/cursor.ts'
import { idsOf } from '../../../src/read/ids.ts'
import { open } from '../../../src/read/open.ts'
import type { Read, Reading } from '../../../src/read/reading.ts'
import { shippableTitle, title } from '../title.ts'
import type { RawJob } from './context.ts'
import { draftsOf, type StagedDraft } from './drafts.ts'
import { readJob } from './job.ts'
import { settleRoot } from './settle.ts'
import { withBuild } from './shippable.ts'
import { readTriggers } from './triggers.ts'

/** Reads `.travis.yml`: one story for each file. */
export const read: Read = (files, report) => readFiles(files, title, (raw) => raw, report)

/** Reads `shippable.yml`, whose matrix is that of Travis, and whose phases stand under `build`. */
export const readShippable: Read = (files, report) => {
  const own: Report = (code, at, params, docs) => {
    const words = params as object
    const named = 'vendor' in words ? { ...words, vendor: shippableTitle } : words
    report(code, at, named as typeof params, docs)
  }
  return readFiles(files, shippableTitle, withBuild, own)
}

function readFiles(
  files: Parameters<Read>[0],
  vendor: string,
  change: (raw: RawJob, root: Cursor, report: Report) => RawJob,
  report: Report,
): Reading {
  const opened = open(files, { vendor, version: '1.1' }, report)
  const pipelines = opened.documents.flatMap(({ root, file }): readonly Pipeline[] => {
    if (root.kind !== 'map') {
      report('import-unread', root.origin, { file, why: 'it is no mapping' })
      return []
    }
    const origin = { file, line: 1, column: 1 }
    const { stages, drafts: all, conditions } = draftsOf(root, (raw) => change(raw, root, report), report)
    const { triggers, condition } = readTriggers(root, conditions, report)
    const drafts = all.filter((draft) => {
      if (canHold(allOf([condition, draft.condition]), triggers)) return true
      const why = 'its conditions, those of its stage and those of the branches never hold together: it never ran'
      report('import-lost', draft.origin, { vendor: title, address: draft.label, why })
      return false
    })
    const ids = idsOf(drafts.map(({ label }) => label))
    const stageIds = idsOf(stages.map(({ name }) => name))
    const stageOf = (one: StagedDraft): number => stages.findIndex(({ name }) => name.toLowerCase() === one.stage)
    const jobs = drafts
      .map((draft, index) => ({ draft, id: ids[index] ?? 'job', rank: stageOf(draft) }))
      .sort((a, b) => a.rank - b.rank)
    const made = jobs.map(({ draft, id, rank }): Job => {
      const before = jobs.filter((other) => other.rank < rank)
      const needs = before.map(
        ({ id: job }): Need => ({ job, by: 'stage', artifacts: false, optional: true, origin: draft.origin }),
      )
      const job = readJob(draft, draft.origin, report)
      return {
        id,
        name: [draft.name ?? id],
        stage: stageIds[rank] ?? 'test',
        needs,
        ...job,
        condition: allOf([condition, job.condition]),
      }
    })
    settleRoot(root, report)
    const used = new Set(made.map(({ stage }) => stage))
    if (made.length === 0) report('import-unread', root.origin, { file, why: 'it has no jobs that a vendor could run' })
    return made.length === 0
      ? []
      : [
          {
            version: pipelineVersion,
            name: 'ci',
            title: null,
            source: 'ci.story.ts',
            targets: [],
            triggers,
            vendorTriggers: [],
            stages: stages
              .map(({ origin: at }, index) => ({ name: stageIds[index] ?? 'test', origin: at }))
              .filter(({ name }) => used.has(name)),
            jobs: made,
            env: [],
            permissions: { contents: 'read' },
            cancelSuperseded: 'none',
            defaultBranch: /\bmaster\b/.test(JSON.stringify(root.data)) ? 'master' : 'main',
            runners: {},
            raw: [],
            accepted: [],
            origin,
          },
        ]
  })
  return { pipelines, comments: opened.comments, coverage: opened.coverage(), documents: opened.documents }
}
