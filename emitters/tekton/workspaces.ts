import { artifactWorkspace } from './artifacts.ts'
import type { TektonPipelineTask, TektonWorkspaceBinding } from './schema.ts'

/**
 * The volume that artifacts travel by; undefined: none do. It is the only one of a run, because a task run may have one
 * alone.
 *
 * @see https://tekton.dev/docs/pipelines/affinityassistants/
 */
export function artifactVolume(tasks: readonly TektonPipelineTask[]): TektonWorkspaceBinding | undefined {
  // A patch by hand may put anything there, which is told elsewhere.
  const lists = tasks.flatMap(({ workspaces }) => (Array.isArray(workspaces) ? workspaces : []))
  if (!lists.some((one) => one?.name === artifactWorkspace)) return undefined
  return {
    name: artifactWorkspace,
    volumeClaimTemplate: {
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  }
}
