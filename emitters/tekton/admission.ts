import type { Fault } from '../../src/vendor.ts'
import { graphRules } from './admission/graph.ts'
import { matrixRules } from './admission/matrix.ts'
import { paramRules } from './admission/params.ts'
import { pipelineTaskRules } from './admission/pipeline-task.ts'
import { referenceRules } from './admission/references.ts'
import type { Scene } from './admission/scene.ts'
import { stepRules } from './admission/steps.ts'
import { taskRules } from './admission/task.ts'
import { timeoutRules } from './admission/timeouts.ts'
import { whenRules } from './admission/when.ts'
import { workspaceRules } from './admission/workspaces.ts'
import type { TektonPipelineRun } from './schema.ts'

/** The rules of Tekton's admission webhook by name: what no schema can say, and what a cluster refuses. */
export const admissionRules: Readonly<Record<string, (scene: Scene) => readonly Fault[]>> = {
  ...pipelineTaskRules,
  ...graphRules,
  ...whenRules,
  ...matrixRules,
  ...referenceRules,
  ...paramRules,
  ...timeoutRules,
  ...workspaceRules,
  ...taskRules,
  ...stepRules,
}

/** The faults of a run that fits the schema by all rules of the webhook. */
export function admit(run: TektonPipelineRun): readonly Fault[] {
  const spec = run.spec.pipelineSpec
  if (spec === undefined) return []
  const scene: Scene = {
    run,
    spec,
    named: new Map(spec.tasks.map((task) => [task.name, task])),
    entries: [
      ...spec.tasks.map((task, index) => ({ task, last: false, path: ['spec', 'pipelineSpec', 'tasks', index] })),
      ...(spec.finally ?? []).map((task, index) => ({
        task,
        last: true,
        path: ['spec', 'pipelineSpec', 'finally', index],
      })),
    ],
  }
  return Object.values(admissionRules).flatMap((rule) => rule(scene))
}
