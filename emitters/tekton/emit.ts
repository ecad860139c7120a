import type { Report } from '../../src/diagnostics.ts'
import type { Document, YamlMap } from '../../src/document.ts'
import { header } from '../../src/header.ts'
import type { Pipeline } from '../../src/ir.ts'
import { splitMatrix } from '../../src/lower/split-matrix.ts'
import { checkSize } from './limits.ts'
import { writeOutMachines } from './matrix.ts'
import { label, labels, runNameLimit } from './names.ts'
import { params } from './params.ts'
import { planOf } from './plan.ts'
import { pullSecretOf } from './pull-secrets.ts'
import { applyRaw } from './raw.ts'
import { podOf, usualNode } from './runner.ts'
import { type Run, runsOf } from './runs.ts'
import { cronJob } from './schedules.ts'
import type { TektonPipelineRun } from './schema.ts'
import { tasksOf } from './tasks.ts'
import { timeoutsOf } from './timeouts.ts'
import { annotationsOf } from './triggers.ts'
import { artifactVolume } from './workspaces.ts'

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
      (run): readonly { readonly run: Run; readonly object: TektonPipelineRun }[] => {
        const object = writeRun(whole, run, report)
        return object === undefined ? [] : [{ run, object }]
      },
    )
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

function writeRun(pipeline: Pipeline, run: Run, report: Report): TektonPipelineRun | undefined {
  const plan = planOf(pipeline, run)
  if (plan.jobs.length === 0) return undefined
  const used = params(run, pipeline)
  const { tasks, finally: last } = tasksOf(run, plan, used, report)
  const pods = plan.jobs.flatMap(({ task, job }) => podOf(task, job, pipeline) ?? [])
  const volume = artifactVolume([...tasks, ...last])
  const pullSecret = pullSecretOf(pipeline)
  const given = used.list()
  const object: TektonPipelineRun = {
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: { name: run.name, annotations: annotationsOf(run, pipeline) },
    spec: {
      ...(given.length > 0 && { params: given }),
      timeouts: timeoutsOf(tasks, last),
      taskRunTemplate: {
        podTemplate: {
          nodeSelector: usualNode,
          ...(pullSecret !== undefined && { imagePullSecrets: [{ name: pullSecret }] }),
        },
      },
      ...(pods.length > 0 && { taskRunSpecs: pods }),
      ...(volume !== undefined && { workspaces: [volume] }),
      pipelineSpec: {
        ...(volume !== undefined && { workspaces: [{ name: volume.name }] }),
        tasks,
        ...(last.length > 0 && { finally: last }),
      },
    },
  }
  const patched = applyRaw(object, pipeline.raw, report)
  checkSize(patched, pipeline, report)
  return patched
}
