import { closed, type JsonSchema, ref } from '../../src/json-schema.ts'
import { containerDefinitions } from './schema/container.ts'
import { paramDefinitions } from './schema/param.ts'
import { pipelineDefinitions } from './schema/pipeline.ts'
import { runDefinitions, type TektonPipelineRun } from './schema/run.ts'
import { scalarDefinitions } from './schema/scalar.ts'
import { stepDefinitions } from './schema/step.ts'
import { taskDefinitions } from './schema/task.ts'

export type {
  TektonEnv,
  TektonEnvSource,
  TektonKeyRef,
  TektonMount,
  TektonProbe,
  TektonResources,
  TektonSidecar,
} from './schema/container.ts'
export type { TektonParam, TektonParamSpec, TektonResult } from './schema/param.ts'
export type { TektonMatrix, TektonPipelineSpec, TektonPipelineTask, TektonTaskRef } from './schema/pipeline.ts'
export type {
  TektonMetadata,
  TektonPipelineRun,
  TektonRunSpec,
  TektonTaskRunSpec,
  TektonWorkspaceBinding,
} from './schema/run.ts'
export type { KubernetesObject, TektonValue } from './schema/scalar.ts'
export type { TektonStep, TektonStepTemplate, TektonWhen } from './schema/step.ts'
export type { TektonTaskSpec, TektonTaskWorkspace, TektonVolume } from './schema/task.ts'

/** The closed schema of a run for Pipelines-as-Code. What the admission webhook adds to it stands in `admission.ts`. */
export const pipelineRunSchema: JsonSchema = closed<TektonPipelineRun>(
  {
    apiVersion: { const: 'tekton.dev/v1' },
    kind: { const: 'PipelineRun' },
    metadata: ref('metadata'),
    spec: ref('runSpec'),
  },
  {},
  {
    definitions: {
      ...scalarDefinitions,
      ...paramDefinitions,
      ...containerDefinitions,
      ...stepDefinitions,
      ...taskDefinitions,
      ...pipelineDefinitions,
      ...runDefinitions,
    },
  },
)
