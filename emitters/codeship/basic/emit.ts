import type { Report } from '../../../src/diagnostics.ts'
import { annotate, type Document, type Yaml, type YamlMap } from '../../../src/document.ts'
import type { Job, Pipeline } from '../../../src/ir.ts'
import { layersOf } from '../../../src/lower/layers.ts'
import { orderOf, precedes } from '../../../src/lower/order.ts'
import { splitMatrix } from '../../../src/lower/split-matrix.ts'
import { cellName } from '../../../src/plan/cell-name.ts'
import { commandOf } from '../command.ts'
import { docs } from '../docs.ts'
import { headerOf } from '../emit.ts'
import { tellEnd } from '../end.ts'
import { basic } from '../flavor.ts'
import { isGated } from '../gates.ts'
import { checkLimits } from '../limits.ts'
import { scriptPath, wholeJobs } from '../names.ts'
import { type Added, waitsOf, why } from '../order.ts'
import { type Present, presentJobs, withoutJobs } from '../present.ts'
import { writeScript } from '../script.ts'
import { nameOf } from '../steps.ts'
import { tellAdded } from '../tell.ts'

/** The file that the package `codeship-yaml` reads: https://github.com/painless-software/codeship-yaml */
export const file = 'codeship.yml'

const howTo =
  'In Project Settings: setup command `pip install codeship-yaml`, test command `codeship-yaml test`, custom script of the deployment `codeship-yaml deploy`.'

/** The file of all stories of a repository, and a script for each command. */
export function emit(stories: readonly Pipeline[], report: Report): readonly Document[] {
  tellEnd(stories, basic, report)
  for (const story of stories) checkLimits(story, basic, report)
  const made = stories.map((story) => writeStory(story, report))
  if (stories.length > 1) for (const story of stories) tellLine(story, report)
  const [test, deploy] = [made.flatMap((one) => one.test), made.flatMap((one) => one.deploy)]
  if (test.length + deploy.length === 0) return []
  const body: YamlMap = {
    test: test.length === 0 ? undefined : test,
    deploy: deploy.length === 0 ? undefined : annotate(deploy, { blank: test.length > 0 }),
  }
  return [
    { kind: 'yaml', path: file, header: [...headerOf(stories, basic), howTo], documents: [body] },
    ...made.flatMap((one) => one.scripts),
  ]
}

function tellLine({ name, origin }: Pipeline, report: Report): void {
  report(
    'feature-lowered',
    origin,
    {
      finding: `lowered:${basic.id}/job.needs`,
      vendor: basic.title,
      feature: `order of stories (story '${name}')`,
      text: 'all stories follow each other in one file: a failure in one holds back the jobs of the others behind it',
    },
    docs.yaml,
  )
}

/** The jobs by the paths of their scripts, which are all the names that the file has. */
export function jobNames(stories: readonly Pipeline[]): ReadonlyMap<string, string> {
  const whole = wholeJobs(stories)
  return new Map(
    stories
      .map(splitMatrix)
      .flatMap((pipeline) =>
        inLine(pipeline).jobs.flatMap(({ job, cells }) =>
          cells.map(
            (spot) =>
              [
                scriptPath(basic, pipeline, job, spot),
                cellName(whole(job.id), job.matrix === null ? null : spot.cell),
              ] as const,
          ),
        ),
      ),
  )
}

interface Written {
  readonly test: readonly Yaml[]
  readonly deploy: readonly Yaml[]
  readonly scripts: readonly Document[]
}

function writeStory(story: Pipeline, report: Report): Written {
  const pipeline = splitMatrix(story)
  const { jobs, added } = inLine(pipeline)
  tellAdded([...added, ...rowsOf(jobs)], story, basic, report)
  const command = (wanted: boolean) =>
    jobs.flatMap(({ job, cells }) =>
      isDeployment(job, pipeline) === wanted
        ? cells.map((spot): Yaml => {
            const line = commandOf(job, scriptPath(basic, pipeline, job, spot))
            const name = nameOf(job.name, spot)
            return name === '' || name === job.id ? line : annotate(line, { before: [name] })
          })
        : [],
    )
  const scripts = jobs.flatMap(({ job, cells }) =>
    cells.map((spot) =>
      writeScript(
        { flavor: basic, pipeline, job, cell: spot.cell, kinds: spot.when.kinds, hosts: new Map() },
        {
          path: scriptPath(basic, pipeline, job, spot),
          header: headerOf([story], basic),
          suffix: spot.suffix,
          // The machine knows no filters beside the script.
          when: { ...spot.when, guard: wholeGuard(spot.when) },
          onlyOnce: false,
        },
      ),
    ),
  )
  return { test: command(false), deploy: command(true), scripts }
}

function wholeGuard({
  names,
  excluded,
  guard,
  kinds,
}: Present['cells'][number]['when']): Present['cells'][number]['when']['guard'] {
  const test = kinds.includes('push') ? 'branch' : 'tag'
  const parts = [
    guard,
    ...(names === null ? [] : [{ test, patterns: names } as const]),
    ...(excluded.length === 0 ? [] : [{ not: { test, patterns: excluded } } as const]),
  ]
  const [only] = parts
  return parts.length === 1 && only !== undefined
    ? only
    : { all: parts.filter((part) => !('test' in part && part.test === 'true')) }
}

/** The jobs one after another, and the waits that this adds. */
function inLine(pipeline: Pipeline): { readonly jobs: readonly Present[]; readonly added: readonly Added[] } {
  const all = presentJobs(pipeline)
  const gone = all.filter(({ job }) => job.status !== 'success' || isGated(job)).map(({ job }) => job.id)
  const present = withoutJobs(all, new Set(gone))
  const ids = present.map(({ job }) => job.id)
  const waits = waitsOf(
    present.map(({ job }) => job),
    pipeline.jobs,
  )
  const order = orderOf(ids, waits)
  const late = (id: string) => isDeployment(present.find(({ job }) => job.id === id)?.job as Job, pipeline)
  const layers = layersOf(ids, waits).flat()
  // Deployments have a section of their own, behind the tests.
  const sorted = [...layers.filter((id) => !late(id)), ...layers.filter(late)]
  const numbers = new Map(ids.map((id, index) => [id, index]))
  const added = sorted.flatMap((job, index) =>
    sorted
      .slice(0, index)
      .filter((other) => !precedes(order, numbers.get(other) as number, numbers.get(job) as number))
      .map((waitsFor) => ({ job, waitsFor, why: why.line })),
  )
  return { jobs: sorted.map((id) => present.find(({ job }) => job.id === id) as Present), added }
}

// The runs of a matrix follow each other too.
function rowsOf(jobs: readonly Present[]): readonly Added[] {
  return jobs.flatMap(({ job, cells }) =>
    cells.slice(0, -1).map((spot) => ({ job: job.id, waitsFor: cellName(job.id, spot.cell), why: why.line })),
  )
}

/** Whether a job deploys, or comes behind one that does. */
function isDeployment(job: Job, pipeline: Pipeline): boolean {
  if (job.environment !== null) return true
  return job.needs.some((need) => {
    const other = pipeline.jobs.find((one) => one.id === need.job)
    return other !== undefined && isDeployment(other, pipeline)
  })
}
