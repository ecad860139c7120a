import type { Simulate } from '../../../src/plan/simulate.ts'
import { readConfig } from './config.ts'
import { playRun } from './run.ts'
import { startsOf } from './starts.ts'

/**
 * Plays an event on a configuration by the rules that Bitbucket documents. Unknown: pipelines that are imported, the
 * settings of the repository, and who starts a custom pipeline, where no comment of pipegen says so.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/bitbucket-pipelines-configuration-reference/
 */
export const simulate: Simulate = async (files, event, outcomes) => {
  const config = readConfig(files)
  if (config === undefined) return []
  return startsOf(config, event).flatMap((start) => playRun(config, start, event, outcomes))
}
