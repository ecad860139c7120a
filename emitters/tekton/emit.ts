import type { Report } from '../../src/diagnostics.ts'
import type { Document, YamlMap } from '../../src/document.ts'
import { header } from '../../src/header.ts'
import type { Pipeline } from '../../src/ir.ts'
import { mergeRaw } from '../../src/lower/merge-raw.ts'
import { splitMatrix } from '../../src/lower/split-matrix.ts'
import { checkSize } from './limits.ts'
import { writeOutMachines } from './matrix.ts'
import { label, labels, runNameLimit } from './names.ts'
import { type PartsOfRun, partsOfRun, settingOfRun } from './parts-of-run.ts'
import { type Run, runsOf } from './runs.ts'
import { cronJob } from './schedules.ts'
import type { TektonPipelineRun } from './schema.ts'
import { storyTitle } from './story-title.ts'
import { type PlannedRun, tellStops } from './tell.ts'
import { id, title } from './title.ts'
import { annotationsOf } from './triggers.ts'

/**
 * The files of Pipelines-as-Code: for each story and each kind of event a run of its own in `.tekton/`, with the jobs
 * that can run in it; and for schedules, outside of that folder, the jobs of the cluster that start them.
 *
 * @see https://pipelinesascode.com/docs/guides/creating-pipelines/
 */
export function emit(pipelines: readonly Pipeline[], report: Report): readonly Document[] {
  const nameRun = labels(runNameLimit)
  return pipelines.flatMap((pipeline) => {
    const lines = header(
      [pipeline.source],
      pipeline.accepted
        .filter(({ finding }) => finding.includes(':tekton/'))
        .map(({ finding, reason }) => `${finding}: ${reason}`),
    )
    const whole = writeOutMachines(splitMatrix(pipeline))
    const made = runsOf(pipeline, nameRun).flatMap(
      (run): readonly (PlannedRun & { readonly object: TektonPipelineRun })[] => {
        const parts = partsOfRun(whole, run, report)
        return parts === undefined ? [] : [{ run, parts, object: writeRun(whole, run, parts, report) }]
      },
    )
    tellStops(made, report)
    const scheduled = made.filter(({ run }) => run.event === 'schedule')
    const slug = label(pipeline.name, runNameLimit)
    return [
      ...made.map(
        ({ run, object }): Document => yaml(`.tekton/${run.name}.yaml`, lines, [object as unknown as YamlMap]),
      ),
      ...(scheduled.length === 0
        ? []
        : [
            yaml(
              `tekton/${slug}-schedules.yaml`,
              lines,
              scheduled.map(({ run }) => cronJob(run, pipeline, `${slug}-schedules`)),
            ),
          ]),
    ]
  })
}

function yaml(path: string, lines: readonly string[], documents: readonly YamlMap[]): Document {
  return { kind: 'yaml', path, header: lines, documents }
}

function writeRun(pipeline: Pipeline, run: Run, parts: PartsOfRun, report: Report): TektonPipelineRun {
  const given = parts.params.list()
  const setting = settingOfRun(parts, pipeline)
  const object: TektonPipelineRun = {
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: { name: run.name, annotations: annotationsOf(run, pipeline) },
    spec: {
      ...(given.length > 0 && { params: given }),
      ...setting,
      pipelineSpec: {
        ...storyTitle(pipeline, report),
        ...(setting.workspaces !== undefined && { workspaces: setting.workspaces.map(({ name }) => ({ name })) }),
        tasks: parts.tasks,
        ...(parts.finally.length > 0 && { finally: parts.finally }),
      },
    },
  }
  const patched = mergeRaw(object, pipeline.raw, { id, title }, report)
  checkSize(patched, patched.metadata.name ?? '', pipeline, report)
  return patched
}
