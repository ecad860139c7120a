import type { Report } from '../../src/diagnostics.ts'
import type { Document } from '../../src/document.ts'
import { header } from '../../src/header.ts'
import type { Pipeline } from '../../src/ir.ts'
import { splitMatrix } from '../../src/lower/split-matrix.ts'
import { collectChecks, writeChecks } from './checks.ts'
import { dress, layOut } from './dress.ts'
import { writeEnv } from './env.ts'
import { writeCancellation } from './environment.ts'
import { writeJob } from './jobs.ts'
import { checkInput, checkOutput } from './limits.ts'
import { withOwnSteps } from './own-step.ts'
import { pipelinePermissions } from './permissions.ts'
import { patchWorkflow } from './raw.ts'
import { type Scene, sceneOf } from './scene.ts'
import type { GithubJob, GithubWorkflow } from './schema.ts'
import { tidy } from './tidy.ts'
import { writeTriggers } from './triggers.ts'

/** The path of the workflow of a pipeline. */
export function pathOf(pipeline: Pipeline): string {
  return `.github/workflows/${pipeline.name.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, '-')}.yml`
}

/** The workflow of a pipeline; undefined where it is too large for one. */
export function writePipeline(story: Pipeline, report: Report): Document | undefined {
  const whole = withOwnSteps(story)
  if (!checkInput(whole, report)) return undefined
  const pipeline = splitMatrix(whole)
  const outer = sceneOf(pipeline, report)
  const scene: Scene = { ...outer, checks: collectChecks(outer) }
  const workflow = patchWorkflow(writeWorkflow(scene), scene)
  checkOutput(workflow, scene)
  return {
    kind: 'yaml',
    path: pathOf(pipeline),
    header: header([pipeline.source], accepted(pipeline)),
    documents: [layOut(workflow)],
    dress,
    plainKeys: ['on'],
  }
}

function writeWorkflow(scene: Scene): GithubWorkflow {
  const { pipeline } = scene
  const checks = writeChecks(scene)
  // An object without a prototype takes any number of keys at one pace.
  const jobs: Record<string, GithubJob> = Object.create(null)
  if (checks !== undefined) jobs[scene.checks.id] = checks
  pipeline.jobs.forEach((job, index) => {
    jobs[job.id] = writeJob(index, scene)
  })
  return tidy<GithubWorkflow>({
    name: pipeline.title ?? pipeline.name,
    description: undefined,
    'run-name': undefined,
    on: writeTriggers(scene),
    permissions: pipelinePermissions(scene),
    concurrency: writeCancellation(scene),
    env: writeEnv(scene.env, scene),
    defaults: { run: { shell: 'bash' } },
    jobs,
  })
}

function accepted(pipeline: Pipeline): readonly string[] {
  return pipeline.accepted
    .filter(({ finding }) => finding.includes(':github/'))
    .map(({ finding, reason }) => `${finding} (${reason})`)
}
