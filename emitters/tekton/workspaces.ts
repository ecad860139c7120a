import { artifactWorkspace } from './artifacts.ts'
import type { TektonPipelineTask, TektonWorkspaceBinding } from './schema.ts'

/**
 * The volume that artifacts travel by; undefined: none do. It is the only one of a run, because a task run may have one
 * alone.
 *
 * @see https://tekton.dev/docs/pipelines/affinityassistants/
 */
export function artifactVolume(tasks: readonly TektonPipelineTask[]): TektonWorkspaceBinding | undefined {
  if (!tasks.some(({ workspaces = [] }) => workspaces.some(({ name }) => name === artifactWorkspace))) return undefined
  return {
    name: artifactWorkspace,
    volumeClaimTemplate: {
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  }
}
