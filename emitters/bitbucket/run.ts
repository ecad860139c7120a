import type { Report } from '../../src/diagnostics.ts'
import type { Yaml, YamlMap } from '../../src/document.ts'
import type { Job } from '../../src/ir.ts'
import { mergeRaw } from '../../src/lower/merge-raw.ts'
import { uploadName } from './artifacts.ts'
import { canBeChild, childInputs } from './child.ts'
import { changesOf } from './conditions/changes.ts'
import type { Definitions } from './definitions.ts'
import { deploymentsOf } from './deployments.ts'
import { isGated } from './environment.ts'
import { asksInScript, type Surroundings, scopeOf, type Usual, writeStep } from './jobs.ts'
import { type Layout, layOut, type Member } from './layout.ts'
import { checkRun, checkSteps } from './limits.ts'
import { slug } from './names.ts'
import { sortJobs } from './order.ts'
import { type Present, presentJobs } from './present.ts'
import { nameOfStart, type Start } from './start.ts'
import { stepNames } from './step-names.ts'
import { tellAdded } from './tell.ts'
import { id, title } from './title.ts'
import { hostImage } from './tools.ts'
import { writeVariables } from './variables.ts'

/** The steps of a start, and the child pipelines that they call, by name. */
export interface Run {
  readonly items: readonly Yaml[]
  readonly children: Readonly<Record<string, readonly Yaml[]>>
}

/** The steps of a start; undefined where no job can run, or too many. */
export function writeRun(start: Start, definitions: Definitions, usual: Usual, report: Report): Run | undefined {
  const present = presentJobs(start)
  if (present.length === 0 || !checkSteps(present, start, report)) return undefined
  checkApart(present, start, report)
  const byJob = new Map(present.map((one) => [one.job, one]))
  const sorted = sortJobs(
    present.map(({ job }) => job),
    start.pipeline.jobs,
  )
  const { layout, added } = layOut(sorted, (jobs) =>
    canBeChild(
      jobs.map((job) => byJob.get(job) as Present),
      present,
      start,
    ),
  )
  tellAdded(added, start, report)
  const around = surroundings(present, layout, start, { definitions, usual })
  const children: Record<string, readonly Yaml[]> = {}

  const steps = (member: Member): readonly YamlMap[] => {
    if ('child' in member) {
      const name = `pipegen-${callerOf(start)}-${member.jobs[0]?.id}`
      children[name] = items(member.child)
      return [
        {
          step: {
            name: member.jobs.map((job) => job.id).join(', '),
            type: 'pipeline',
            custom: name,
            ...childInputs(member.jobs, start),
          },
        },
      ]
    }
    const { cells } = byJob.get(member.job) as Present
    return cells.map((spot) => ({
      step: mergeRaw(writeStep(member.job, spot, around), member.job.raw, { id, title }, report),
    }))
  }
  const items = (groups: Layout): readonly Yaml[] => groups.flatMap((group) => writeGroup(group.flatMap(steps), group))

  const written = items(layout)
  checkRun(present, layout, start, report)
  const [first] = layout
  const gate = first?.some((member) => 'job' in member && isGated(member.job))
  const variables = writeVariables(start)
  return {
    items: [...(variables.length === 0 ? [] : [{ variables }]), ...(gate ? [ready] : []), ...written],
    children,
  }
}

function callerOf(start: Start): string {
  return start.place.section === 'custom' ? start.place.key : slug(`${start.pipeline.name}-${nameOfStart(start)}`)
}

// A person cannot be asked for by the first step of a run: https://support.atlassian.com/bitbucket-cloud/docs/step-options/
const ready: Yaml = {
  step: {
    name: 'Ready',
    image: hostImage,
    clone: { enabled: false },
    script: ["echo 'The next step waits for a person to start it.'"],
  },
}

function writeGroup(steps: readonly YamlMap[], group: readonly Member[]): readonly Yaml[] {
  const matrices = group.flatMap((member) => ('job' in member && member.job.matrix !== null ? [member.job.matrix] : []))
  const [matrix] = matrices
  const own = group.length === 1 ? matrix : undefined
  const size = own?.maxParallel ?? steps.length
  const count = Math.ceil(steps.length / size)
  const chunks = Array.from({ length: count }, (_, index) => steps.slice(index * size, (index + 1) * size))
  return chunks.flatMap((chunk): readonly Yaml[] => {
    if (chunk.length === 1) return chunk
    return [{ parallel: matrix === undefined ? chunk : { 'fail-fast': own?.failFast ?? false, steps: chunk } }]
  })
}

function surroundings(
  present: readonly Present[],
  layout: Layout,
  start: Start,
  shared: Pick<Surroundings, 'definitions' | 'usual'>,
): Surroundings {
  const byId = new Map(present.map((one) => [one.job.id, one]))
  const taken = new Set(
    present.flatMap(({ job }) => job.needs.filter((need) => need.artifacts).map((need) => need.job)),
  )
  const isTaken = (job: Job) => taken.has(job.id) && job.artifacts.length > 0
  const sharing = new Set<Job>()
  let shares = false
  const walk = (groups: Layout): void => {
    for (const group of groups) {
      const before = shares
      for (const member of group) {
        if ('child' in member) walk(member.child)
        else if (before) sharing.add(member.job)
      }
      shares ||= group.some((member) => 'job' in member && isTaken(member.job))
    }
  }
  walk(layout)
  const places = deploymentsOf(present, layout, start)
  return {
    ...shared,
    start,
    nameOf: stepNames(start.pipeline),
    isTaken,
    downloads: (job) => {
      const taken = job.needs.filter(({ artifacts }) => artifacts)
      const names = taken.flatMap((need) => {
        const needed = byId.get(need.job)
        if (needed === undefined) return []
        const left = needed.job.artifacts.filter(({ when }) => when !== 'failure' || needed.job.allowFailure)
        return needed.cells.flatMap(({ suffix }) => left.map((artifact) => uploadName(artifact, suffix)))
      })
      return names.length > 0 ? names : sharing.has(job) ? [] : null
    },
    isDeployment: (job, spot) => places.has(`${job.id}${spot.suffix}`),
  }
}

// Alone, a story has a selector for each branch, and the table has looked at those.
function checkApart(present: readonly Present[], start: Start, report: Report): void {
  if (start.place.section !== 'custom' || start.place.event === undefined) return
  const refuse = (job: Job, feature: string, row: string, text: string): void =>
    report('feature-refused', job.origin, {
      finding: `refused:${id}/${row}`,
      vendor: title,
      feature: `${feature} beside another story (job '${job.id}')`,
      text: `a push starts one selector alone, so that the stories start by \`triggers\`, and there ${text}, or give the stories triggers that never meet`,
    })
  for (const { job, cells } of present) {
    if (cells.some(({ condition }) => changesOf(condition) === undefined))
      refuse(
        job,
        'condition on changed paths',
        'job.when.changed',
        'a step can ask for one list of paths, beside other conditions that must hold too: take `changed(...)` out of not(...) and any(...)',
      )
    else if (isGated(job) && cells.some(({ cell, condition }) => asksInScript(scopeOf(start, job, cell), condition)))
      refuse(
        job,
        'manual approval',
        'job.environment.approval',
        'a step would wait for a person where its condition does not hold: filter by paths in one of the two places',
      )
  }
}
