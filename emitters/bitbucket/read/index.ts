import type { Report } from '../../../src/diagnostics.ts'
import { type Input, type Job, type Need, type Pipeline, pipelineVersion, type Trigger } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { idsOf } from '../../../src/read/ids.ts'
import { type OpenDocument, open } from '../../../src/read/open.ts'
import type { Read } from '../../../src/read/reading.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { title, id as vendor } from '../title.ts'
import { readJob } from './job.ts'
import { type MergedStep, mergeSections } from './merge.ts'
import { type Patched, withResidual } from './residual.ts'
import { type Path, patternsOf, readSections, type Section, together } from './sections.ts'
import { soundRoot, unknownKeys } from './sound.ts'

export { normalise } from './normalise.ts'

/** Reads `bitbucket-pipelines.yml`: one story, in which a step that several sections have word for word is one job. */
export const read: Read = (files, report) => {
  const opened = open(files, { vendor: title, version: '1.1' }, report)
  const pipelines = opened.documents.flatMap((document) => readDocument(document, report))
  return { pipelines, comments: opened.comments, coverage: opened.coverage() }
}

function readDocument(document: OpenDocument, report: Report): readonly Pipeline[] {
  const { root, at, mark, file } = document
  const data = soundRoot(mapOf(root.data))
  const sections = readSections(mapOf(data.pipelines)).filter((section) => section.ranks.length > 0)
  const ranks = mergeSections(sections)
  if (ranks.length === 0) {
    report('import-unread', at([]), { file, why: 'it has no pipelines' })
    for (const key of root.keys) mark([key], 'lost')
    return []
  }
  const inputs = inputsOf(sections, at)
  const jobs = jobsOf(ranks, sections, data, inputs, document, report)
  const origin: Origin = { file, line: 1, column: 1 }
  const first: Pipeline = {
    version: pipelineVersion,
    name: 'ci',
    source: 'ci.story.ts',
    targets: [vendor],
    triggers: triggersOf(sections, inputs, at),
    vendorTriggers: [],
    stages: [...new Set(jobs.map((job) => job.stage))].map((name) => ({ name, origin })),
    jobs,
    env: [],
    permissions: { contents: 'read' },
    cancelSuperseded: 'none',
    defaultBranch: sections.some(({ kind, name }) => kind === 'branches' && name === 'master') ? 'master' : 'main',
    runners: {},
    raw: [],
    accepted: JSON.stringify(jobs.map((job) => job.condition)).includes('"test":"vendor"')
      ? [{ finding: 'refused:bitbucket/job.when.vendor', reason: 'the raw patch holds the condition', origin }]
      : [],
    origin,
  }
  const steps = ranks.flat()
  const merged = new Map(jobs.map((job, index) => [job.id, steps[index] as MergedStep]))
  const patched = withResidual(first, merged, data, at([]))
  tellResidual(patched, merged, document, report)
  return [patched.pipeline]
}

function jobsOf(
  ranks: readonly (readonly MergedStep[])[],
  sections: readonly Section[],
  root: DataMap,
  inputs: readonly Input[],
  { at }: OpenDocument,
  report: Report,
): readonly Job[] {
  const steps = ranks.flat()
  const nameOf = ({ first }: MergedStep, index: number): string =>
    textOf(first.data.name ?? null) ?? first.stage?.name ?? `Step ${index + 1}`
  const ids = idsOf(steps.map(nameOf))
  const stages = idsOf(
    ranks.map(
      (rank, index) =>
        rank[0]?.first.stage?.name ?? (rank.length === 1 ? nameOf(rank[0] as MergedStep, index) : `stage-${index + 1}`),
    ),
  )
  const earlier: { readonly id: string; readonly leaves: boolean; readonly sections: readonly Section[] }[] = []
  return ranks.flatMap((rank, stage) => {
    const before = [...earlier]
    const made = rank.map((step) => {
      const { first } = step
      const number = steps.indexOf(step)
      const place = (key: string): Origin =>
        at(key === '' || first.data[key] === undefined ? first.path : [...first.path, key])
      // Steps of sections that never run together do not wait for each other.
      const beside = before.filter((one) => one.sections.some((section) => step.sections.includes(section)))
      const isStaged = beside.length === before.length && !beside.some((one) => one.leaves)
      const needs = beside.map(
        ({ id, leaves, sections: own }): Need => ({
          job: id,
          by: isStaged ? 'stage' : 'needs',
          artifacts: !isStaged && leaves,
          optional: isStaged || !step.sections.every((section) => own.includes(section)),
          origin: place(''),
        }),
      )
      return readJob(first.data, {
        id: ids[number] ?? 'job',
        name: nameOf(step, number),
        stage: stages[stage] ?? 'steps',
        needs,
        condition: together(step.sections, sections),
        root,
        group: first.stage?.data,
        inputs: inputs.map((input) => input.name).filter((name) => name !== 'pipeline'),
        at: place,
        tell: (key, why) =>
          report('import-approximate', place(key), {
            address: [...first.path, key].join('.'),
            from: key,
            to: 'what a story has',
            why,
          }),
      })
    })
    earlier.push(
      ...made.map((job, index) => ({
        id: job.id,
        leaves: job.artifacts.length > 0,
        sections: rank[index]?.sections ?? [],
      })),
    )
    return made
  })
}

function triggersOf(
  sections: readonly Section[],
  inputs: readonly Input[],
  at: (path: Path) => Origin,
): readonly Trigger[] {
  const of = (kind: Section['kind']) => sections.filter((section) => section.kind === kind)
  const origin = at(['pipelines'])
  const names = (kind: 'branches' | 'tags') => of(kind).flatMap(({ name }) => patternsOf(name))
  const all = of('default').length > 0
  return [
    ...(all || of('branches').length > 0
      ? [
          {
            kind: 'push' as const,
            branches: all ? [] : names('branches'),
            ignoreBranches: [],
            paths: [],
            ignorePaths: [],
            origin,
          },
        ]
      : []),
    ...(of('tags').length > 0 ? [{ kind: 'tag' as const, tags: names('tags'), ignoreTags: [], origin }] : []),
    ...(of('pull-requests').length > 0
      ? [{ kind: 'pullRequest' as const, branches: [], paths: [], ignorePaths: [], origin }]
      : []),
    ...(of('custom').length > 0 ? [{ kind: 'manual' as const, inputs, origin }] : []),
  ]
}

// Which of several pipelines a person starts is a choice of the story.
function inputsOf(sections: readonly Section[], at: (path: Path) => Origin): readonly Input[] {
  const custom = sections.filter((section) => section.kind === 'custom')
  const origin = at(['pipelines', 'custom'])
  const choice: Input = {
    name: 'pipeline',
    type: 'choice',
    options: custom.map((section) => section.name),
    default: custom[0]?.name ?? '',
    description: '',
    origin,
  }
  const seen = new Set(['pipeline'])
  const variables = custom
    .flatMap((section) => section.variables)
    .flatMap((data): readonly Input[] => {
      const name = textOf(data.name ?? null) ?? ''
      if (!/^[A-Za-z_]\w*$/.test(name) || seen.has(name)) return []
      seen.add(name)
      const options = textsOf(data['allowed-values'] ?? null)
      const preset = textOf(data.default ?? null) ?? ''
      return [
        {
          name,
          type: options.length > 0 ? 'choice' : 'string',
          options,
          default: options.length > 0 && !options.includes(preset) ? (options[0] ?? '') : preset,
          description: textOf(data.description ?? null) ?? '',
          origin,
        },
      ]
    })
  return [...(custom.length > 1 ? [choice] : []), ...variables]
}

function tellResidual(
  { pipeline, raw, whole, wrapped }: Patched,
  merged: ReadonlyMap<string, MergedStep>,
  { root, at, mark }: OpenDocument,
  report: Report,
): void {
  const tell = (path: Path, why: string): void => {
    report('import-raw', at(path), { vendor: title, address: path.join('.'), why })
  }
  for (const path of whole) tell(path, 'written from the story it would have its steps in another way')
  for (const job of pipeline.jobs) {
    const step = merged.get(job.id)
    const keys = raw.get(job.id) ?? new Set()
    for (const key of keys) {
      if (step?.first.data[key] !== undefined)
        tell([...step.first.path, key], 'a story says it in another way, or not at all')
      for (const { path } of step?.all ?? []) mark([...path, key], 'raw')
    }
    for (const { path, data } of step?.all ?? [])
      for (const key of Object.keys(data)) if (raw.has(job.id)) mark([...path, key], 'carried')
    if (step !== undefined && wrapped.has(job.id))
      report('import-approximate', at([...step.first.path, 'script']), {
        address: [...step.first.path, 'script'].join('.'),
        from: 'one shell for all lines',
        to: 'a bash with pipefail for each step of the story, and a check of each secret',
        why: 'a pipe of commands fails with any of them, and a secret that is missing fails the job',
      })
  }
  for (const path of whole) mark(path, 'raw')
  // A definition that no step refers to is no part of any pipeline, and a patch keeps it all the same.
  for (const key of ['caches', 'pipelines']) mark(['definitions', key], 'raw')
  for (const path of unknownKeys(mapOf(root.data))) {
    const why = 'the vendor knows no such key; what steps take of it stands in their jobs'
    report('import-lost', at(path), { vendor: title, address: path.join('.'), why })
    mark(path, 'lost')
  }
  root.mark('carried')
}
