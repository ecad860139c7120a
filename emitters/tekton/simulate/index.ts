import type { Simulate } from '../../../src/plan/simulate.ts'
import { startedAsCode } from './as-code.ts'
import { startedAsWritten } from './created.ts'
import { startedByListeners } from './listeners.ts'
import { readManifests } from './manifests.ts'
import { playRun } from './run.ts'

/**
 * Plays an event on manifests by the rules that Tekton, its triggers and Pipelines-as-Code document. Unknown: tasks and pipelines that
 * are fetched, the settings of the cluster, and whether strangers may start runs; it is taken that they may.
 *
 * @see https://tekton.dev/docs/pipelines/pipelineruns/
 */
export const simulate: Simulate = async (files, event, outcomes) => {
  const objects = readManifests(files)
  const starts = [startedAsCode, startedByListeners, startedAsWritten].flatMap((startedBy) => startedBy(objects, event))
  return starts.flatMap((started) => playRun(started, event, outcomes))
}
