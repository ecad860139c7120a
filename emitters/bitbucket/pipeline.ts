import type { Report } from '../../src/diagnostics.ts'
import { annotate, type Document, type Yaml, type YamlMap } from '../../src/document.ts'
import { header, titleLines } from '../../src/header.ts'
import type { Pipeline } from '../../src/ir.ts'
import { mergeRaw } from '../../src/lower/merge-raw.ts'
import { splitMatrix } from '../../src/lower/split-matrix.ts'
import { depthOf, vendorDepth } from './checkout.ts'
import { definitions } from './definitions.ts'
import { checkLimits, mostMinutes } from './limits.ts'
import { writeRun } from './run.ts'
import { sections } from './sections.ts'
import { id, title } from './title.ts'
import { startsOf } from './triggers.ts'

/** The one file that Bitbucket reads: https://support.atlassian.com/bitbucket-cloud/docs/bitbucket-pipelines-configuration-reference/ */
export const file = 'bitbucket-pipelines.yml'

/** The file of all stories of a repository. */
export function emit(stories: readonly Pipeline[], outer: Report): readonly Document[] {
  const report = once(outer)
  for (const story of stories) checkLimits(story, report)
  const pipelines = stories.map(splitMatrix)
  const shelf = definitions()
  const jobs = pipelines.flatMap((pipeline) => pipeline.jobs)
  const usual = {
    timeout: usualOf(
      jobs.map((job) => job.timeoutMinutes),
      60,
    ),
    depth: usualOf(
      jobs.flatMap(({ checkout }) => (checkout === null ? [] : [depthOf(checkout)])),
      1,
    ),
  }
  const runs = startsOf(pipelines, report).flatMap((start) => {
    const run = writeRun(start, shelf, usual, report)
    return run === undefined ? [] : [{ start, run }]
  })
  if (runs.length === 0) return []
  const { pipelines: written, triggers } = sections(runs)
  const body: YamlMap = apart({
    options: usual.timeout === mostMinutes ? undefined : { 'max-time': usual.timeout },
    clone:
      usual.depth !== vendorDepth && jobs.some((job) => job.checkout !== null) ? { depth: usual.depth } : undefined,
    definitions: shelf.write(),
    triggers,
    pipelines: written,
  })
  const document = stories.reduce((map, story) => mergeRaw(map, story.raw, { id, title }, report), body)
  const accepted = stories.flatMap((story) =>
    story.accepted.flatMap(({ finding, reason }) => (finding.includes(`:${id}/`) ? [`${finding}: ${reason}`] : [])),
  )
  return [
    {
      kind: 'yaml',
      path: file,
      header: [
        ...header(
          stories.map((story) => story.source),
          accepted,
        ),
        ...titleLines(stories),
      ],
      documents: [document],
    },
  ]
}

// A blank line between the parts of the file.
function apart(map: Readonly<Record<string, Yaml | undefined>>): YamlMap {
  const entries = Object.entries(map).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    entries.map(([key, value], index) => [key, index === 0 ? value : annotate(value as Yaml, { blank: true })]),
  )
}

function usualOf<Value>(values: readonly Value[], otherwise: Value): Value {
  const counts = new Map<Value, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [otherwise, 0] as readonly [
    Value,
    number,
  ])[0]
}

// One job stands in many runs, and what is said of it there is the same.
function once(report: Report): Report {
  const told = new Set<string>()
  return (code, at, params, docs) => {
    const key = JSON.stringify([code, at?.file, at?.line, at?.column, at?.path, params])
    if (told.has(key)) return
    told.add(key)
    report(code, at, params, docs)
  }
}
