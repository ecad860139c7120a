import type { Report } from '../../../src/diagnostics.ts'
import { type Job, type Pipeline, pipelineVersion } from '../../../src/ir.ts'
import { idsOf } from '../../../src/read/ids.ts'
import type { OpenDocument } from '../../../src/read/open.ts'
import { takeName } from '../../../src/take-name.ts'
import { titleOf } from '../../../src/title.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { textOf } from '../../../src/yaml/look.ts'
import { id as vendor } from '../title.ts'
import { readJob } from './job.ts'
import { type MergedStep, mergeSections } from './merge.ts'
import { type Earlier, needsOf } from './needs.ts'
import { nameOfStage, type Section } from './sections.ts'
import { triggersOf } from './triggers.ts'
import { conditionsFor } from './when.ts'

/** A story as it was read, before patches. */
export interface Draft {
  readonly pipeline: Pipeline
  /** The steps that the jobs were read from, in their order. */
  readonly steps: readonly MergedStep[]
}

/** Sections as one story, in which a step that several of them have word for word is one job. */
export function draftOf(
  name: string,
  sections: readonly Section[],
  root: DataMap,
  document: OpenDocument,
  report: Report,
): Draft {
  const ranks = mergeSections(sections)
  const triggers = triggersOf(sections, document.at)
  const inputs = triggers.flatMap((trigger) => (trigger.kind === 'manual' ? trigger.inputs : []))
  const jobs = jobsOf(ranks, sections, { root, document, report, inputs: inputs.map((input) => input.name) })
  const origin = document.at(sections[0]?.path ?? [])
  const started = sections.find(({ kind }) => kind === 'custom')
  const isMaster = sections.some(({ kind, name: key }) => kind === 'branches' && key === 'master')
  const pipeline: Pipeline = {
    version: pipelineVersion,
    name,
    title: started === undefined ? null : titleOf(started.name, name),
    source: `${name}.story.ts`,
    targets: [vendor],
    triggers,
    vendorTriggers: [],
    stages: [...new Set(jobs.map((job) => job.stage))].map((stage) => ({ name: stage, origin })),
    jobs,
    env: [],
    permissions: { contents: 'read' },
    cancelSuperseded: 'none',
    defaultBranch: isMaster ? 'master' : 'main',
    runners: {},
    raw: [],
    accepted: JSON.stringify(jobs.map((job) => job.condition)).includes('"test":"vendor"')
      ? [{ finding: 'refused:bitbucket/job.when.vendor', reason: 'the raw patch holds the condition', origin }]
      : [],
    origin: { file: document.file, line: 1, column: 1 },
  }
  return { pipeline, steps: ranks.flat() }
}

interface Around {
  readonly root: DataMap
  readonly document: OpenDocument
  readonly report: Report
  readonly inputs: readonly string[]
}

function jobsOf(
  ranks: readonly (readonly MergedStep[])[],
  sections: readonly Section[],
  { root, document: { at }, report, inputs }: Around,
): readonly Job[] {
  const steps = ranks.flat()
  const numbers = new Map(steps.map((step, index) => [step, index + 1]))
  const nameOf = (step: MergedStep): string => textOf(step.first.data.name ?? null) || `step${numbers.get(step)}`
  const ids = idsOf(steps.map(nameOf))
  const stages = stagesOf(ranks, nameOf)
  const conditionOf = conditionsFor(sections)
  const earlier: Earlier[] = []
  const artifacts = new Set<string>()
  return ranks.flatMap((rank, number) =>
    rank.map((step): Job => {
      const { data, path, own } = step.first
      const id = ids[(numbers.get(step) ?? 0) - 1] ?? 'job'
      const origin = at(path)
      const story = stages[number] ?? 'steps'
      const needs = needsOf(step, { stage: story, rank: number, origin }, earlier)
      const place = (key: string) => (key === '' || data[key] === undefined ? origin : at([...path, key]))
      const job = readJob(data, {
        id,
        name: nameOf(step),
        stage: story,
        needs,
        condition: conditionOf(step.sections),
        root,
        group: own,
        inputs,
        sections: step.sections,
        at: place,
        tell: (key, why) => {
          const address = [...path, key].join('.')
          report('import-approximate', place(key), { address, from: key, to: 'what a story has', why })
        },
      })
      const left = job.artifacts.map((artifact) => ({
        ...artifact,
        name: takeName(
          artifact.name,
          artifacts,
          (number) => `${id}-${artifact.name}${number === 2 ? '' : `-${number}`}`,
        ),
      }))
      earlier.push({ id, rank: number, stage: story, step, leaves: job.artifacts.map((artifact) => artifact.name) })
      return { ...job, artifacts: left }
    }),
  )
}

// Steps of one stage of the file are one stage of the story.
function stagesOf(ranks: readonly (readonly MergedStep[])[], nameOf: (step: MergedStep) => string): readonly string[] {
  const groups: { readonly of: DataMap | undefined; readonly name: string }[] = []
  const indexes = ranks.map((rank) => {
    const stage = rank[0]?.first.stage
    const last = groups.at(-1)
    if (stage === undefined || last?.of !== stage) {
      const [only] = rank
      const alone = rank.length === 1 && only !== undefined ? nameOf(only) : `stage-${groups.length + 1}`
      groups.push({ of: stage, name: nameOfStage(stage) ?? alone })
    }
    return groups.length - 1
  })
  const ids = idsOf(groups.map(({ name }) => name))
  return indexes.map((index) => ids[index] ?? 'steps')
}
