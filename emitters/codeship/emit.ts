import type { Report } from '../../src/diagnostics.ts'
import { annotate, type Document, type Yaml, type YamlMap } from '../../src/document.ts'
import { header, titleLines } from '../../src/header.ts'
import type { Job, Pipeline } from '../../src/ir.ts'
import { mergeRaw } from '../../src/lower/merge-raw.ts'
import { splitMatrix } from '../../src/lower/split-matrix.ts'
import { type Place, placeOf } from './containers.ts'
import { ended, tellEnd } from './end.ts'
import { type Flavor, pro } from './flavor.ts'
import { filterOf, group, type Naming, naming, type Writing, writeJob } from './jobs.ts'
import { checkLimits } from './limits.ts'
import { scriptPath, wholeJobs } from './names.ts'
import { type Plan, planOf } from './plan.ts'
import { canMeet, type Present } from './present.ts'
import { writeScript } from './script.ts'
import { emptyShelf, type Shelf } from './shelf.ts'
import { tellAdded } from './tell.ts'
import { id, title } from './title.ts'
import { jobsIn, type Node } from './tree.ts'

/** The files that CodeShip Pro reads. */
export const servicesFile = 'codeship-services.yml'
export const stepsFile = 'codeship-steps.yml'

/** The files of all stories of a repository: services, steps, and a script for each step. */
export function emit(stories: readonly Pipeline[], report: Report): readonly Document[] {
  tellEnd(stories, pro, report)
  for (const story of stories) checkLimits(story, pro, report)
  const made = write(stories, naming(), report)
  if (made.steps.length === 0) return []
  const head = [...headerOf(stories, pro)]
  const { services } = stories.reduce((map, story) => mergeRaw(map, story.raw, { id, title }, report), {
    services: made.shelf.write(),
  })
  return [
    { kind: 'yaml', path: servicesFile, header: head, documents: [services] },
    { kind: 'yaml', path: stepsFile, header: head, documents: [apart(made.steps)] },
    ...made.scripts,
  ]
}

/** The jobs by the names of their steps. */
export function jobNames(stories: readonly Pipeline[]): ReadonlyMap<string, string> {
  const names = naming()
  write(stories, names, () => undefined)
  const whole = wholeJobs(stories)
  return new Map([...names.used].map(([name, run]) => [name, run.replace(/^[^[]*/, whole)]))
}

/** The header of a file of some stories. */
export function headerOf(stories: readonly Pipeline[], { id }: Flavor): readonly string[] {
  const accepted = stories.flatMap((story) =>
    story.accepted.flatMap(({ finding, reason }) => (finding.includes(`:${id}/`) ? [`${finding}: ${reason}`] : [])),
  )
  return [
    ...header(
      stories.map((story) => story.source),
      accepted,
    ),
    ...titleLines(stories),
    ended,
  ]
}

interface Made {
  readonly shelf: Shelf
  readonly steps: readonly YamlMap[]
  readonly scripts: readonly Document[]
}

function write(stories: readonly Pipeline[], names: Naming, report: Report): Made {
  const shelf = emptyShelf()
  const scripts: Document[] = []
  const written = stories.map((story) => {
    const pipeline = splitMatrix(story)
    const plan = planOf(pipeline)
    tellAdded(plan.added, story, pro, report)
    const places = new Map<Present['cells'][number], Place>()
    const serviceOf = (job: Job, spot: Present['cells'][number]): string => {
      const found = places.get(spot) ?? placeOf(job, spot, pipeline, shelf)
      places.set(spot, found)
      return found.service
    }
    const writing: Writing = {
      flavor: pro,
      pipeline,
      naming: names,
      prefix: stories.length > 1 ? `${story.name}: ` : '',
      serviceOf,
      report,
    }
    const made = { plan, story, ...writePlan(plan, writing) }
    for (const one of plan.present) {
      for (const spot of one.cells) {
        // A step after a failure has the service of another, which is like its own.
        const hosts = (
          places.get(spot) ?? placeOf(one.job, spot, pipeline, one.job.status === 'failure' ? emptyShelf() : shelf)
        ).hosts
        const scope = { flavor: pro, pipeline, job: one.job, cell: spot.cell, kinds: spot.when.kinds, hosts }
        const path = scriptPath(pro, pipeline, one.job, spot)
        const onlyOnce = one.job.environment !== null && plan.manual.length > 0
        if (!plan.refused.has(one.job.id) && one.job.steps.some((step) => isScript(step, pro)))
          scripts.push(
            writeScript(scope, {
              path,
              header: headerOf([story], pro),
              suffix: spot.suffix,
              when: spot.when,
              onlyOnce,
            }),
          )
      }
    }
    return made
  })
  tellGates(written, report)
  const main = written.flatMap(({ main: steps }) => steps)
  const several = written.filter((one) => one.main.length > 0)
  const start =
    several.length < 2
      ? main
      : [
          {
            type: 'parallel',
            steps: several.map(({ main: steps, story }): Yaml => {
              const [only] = steps
              return steps.length === 1 && only !== undefined
                ? only
                : { name: names.free(story.name), ...group('serial', steps) }
            }),
          } as YamlMap,
        ]
  return { shelf, scripts, steps: [...start, ...written.flatMap(({ manual }) => manual)] }
}

function isScript(step: Job['steps'][number], flavor: Flavor): boolean {
  const variant = step.kind === 'vendor' ? step.variants[flavor.id] : undefined
  return variant === undefined || !('native' in variant)
}

function writePlan(
  plan: Plan,
  writing: Writing,
): { readonly main: readonly YamlMap[]; readonly manual: readonly YamlMap[] } {
  const byId = new Map(plan.present.map((one) => [one.job.id, one]))
  const jobOf = (id: string, afterFailure = false) => {
    const found = byId.get(id)
    return found === undefined ? [] : [writeJob(found, writing, afterFailure)]
  }
  const node = (one: Node): readonly YamlMap[] => {
    const steps = 'job' in one ? jobOf(one.job) : [groupOf(one)]
    if (one.onFail.length === 0) return steps
    const after = one.onFail.flatMap((id) => jobOf(id, true))
    return steps.map((step) => ({ ...step, on_fail: after }))
  }
  const groupOf = (one: Exclude<Node, { job: string }>): YamlMap => {
    const made =
      'serial' in one ? group('serial', one.serial.flatMap(node)) : group('parallel', one.parallel.flatMap(node))
    const stage = stageOf(one, plan, writing.pipeline)
    return stage === undefined ? made : { name: writing.naming.free(`${writing.prefix}${stage}`), ...made }
  }
  const items = (one: Node): readonly YamlMap[] =>
    'serial' in one && one.onFail.length === 0 ? one.serial.flatMap(node) : node(one)
  return {
    main: plan.main === null ? [] : items(plan.main),
    manual: plan.manual.map(({ gate, node: one }) => ({
      name: writing.naming.free(`${writing.prefix}Approve ${gate.id}`),
      ...filtered(group('manual', items(one)), byId.get(gate.id) as Present),
    })),
  }
}

// Builds in which the gate has nothing to do are not held back, whatever stands behind it.
function filtered(made: YamlMap, { cells }: Present): YamlMap {
  const [spot] = cells
  const { steps, type } = made
  return made.tag !== undefined || made.exclude !== undefined || spot === undefined
    ? made
    : { type, ...filterOf(spot.when), steps }
}

// A group that holds the jobs of one stage has its name.
function stageOf(node: Node, plan: Plan, { stages }: Pipeline): string | undefined {
  const own = new Set(jobsIn(node))
  return stages.find(({ name }) => {
    const jobs = plan.present.filter(({ job }) => job.stage === name && job.status !== 'failure')
    return jobs.length === own.size && jobs.every(({ job }) => own.has(job.id))
  })?.name
}

function tellGates(written: readonly { readonly plan: Plan; readonly story: Pipeline }[], report: Report): void {
  for (const [index, { plan, story }] of written.entries()) {
    for (const other of written.slice(0, index)) {
      const gates = (one: Plan) => one.manual.map(({ gate }) => one.present.find(({ job }) => job === gate) as Present)
      const clash = gates(plan).some((one) => gates(other.plan).some((second) => canMeet(one, second)))
      if (!clash) continue
      report('limit', story.origin, {
        vendor: pro.title,
        what: 'groups of steps that wait for a person in one build of all stories',
        count: '2',
        limit: '1',
        help: `'${other.story.name}' has one too: put both into one story, or let them run on different branches`,
      })
    }
  }
}

// A blank line between the steps of the file.
function apart(steps: readonly YamlMap[]): readonly Yaml[] {
  return steps.map((step, index) => (index === 0 ? step : annotate(step, { blank: true })))
}
