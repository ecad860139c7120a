import type { Report } from '../../src/diagnostics.ts'
import type { Pipeline } from '../../src/ir.ts'
import { type Params, params } from './params.ts'
import { type Plan, planOf } from './plan.ts'
import { pullSecretOf } from './pull-secrets.ts'
import { podOf, usualNode } from './runner.ts'
import type { Run } from './runs.ts'
import type { TektonPipelineTask, TektonRunSpec, TektonTaskRunSpec } from './schema.ts'
import { tasksOf } from './tasks.ts'
import { timeoutsOf } from './timeouts.ts'
import { artifactVolume } from './workspaces.ts'

/** What a run has, wherever its parts are written. */
export interface PartsOfRun {
  readonly plan: Plan
  readonly params: Params
  readonly tasks: readonly TektonPipelineTask[]
  readonly finally: readonly TektonPipelineTask[]
}

/** The tasks of a run; undefined: none of the jobs can run in it. */
export function partsOfRun(pipeline: Pipeline, run: Run, report: Report): PartsOfRun | undefined {
  const plan = planOf(pipeline, run)
  if (plan.jobs.length === 0) return undefined
  const used = params(run, pipeline)
  return { plan, params: used, ...tasksOf(run, plan, used, report) }
}

/** The service accounts of a story: of most jobs, and of those that deploy or hold a lock. */
export interface Accounts {
  readonly story: string
  readonly deployments: string
}

/** How the tasks are run: time limits, machines, and the volume of the artifacts. */
export function settingOfRun(
  { plan, tasks, finally: last }: PartsOfRun,
  pipeline: Pipeline,
  accounts?: Accounts,
): Pick<TektonRunSpec, 'timeouts' | 'taskRunTemplate' | 'taskRunSpecs' | 'workspaces'> {
  const pods = plan.jobs.flatMap(({ task, job }): readonly TektonTaskRunSpec[] => {
    const pod = podOf(task, job, pipeline)
    if (accounts === undefined || job.lock === null) return pod === undefined ? [] : [pod]
    return [{ ...pod, pipelineTaskName: task, serviceAccountName: accounts.deployments }]
  })
  const volume = artifactVolume([...tasks, ...last])
  const pullSecret = pullSecretOf(pipeline)
  return {
    timeouts: timeoutsOf(tasks, last),
    taskRunTemplate: {
      ...(accounts !== undefined && { serviceAccountName: accounts.story }),
      podTemplate: {
        nodeSelector: usualNode,
        ...(pullSecret !== undefined && { imagePullSecrets: [{ name: pullSecret }] }),
      },
    },
    ...(pods.length > 0 && { taskRunSpecs: pods }),
    ...(volume !== undefined && { workspaces: [volume] }),
  }
}
