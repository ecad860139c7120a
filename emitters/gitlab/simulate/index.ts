import type { Decide, Simulate } from '../../../src/plan/simulate.ts'
import { readConfig } from './config.ts'
import { holds } from './expression.ts'
import { givenBy } from './inputs.ts'
import { presentJobs } from './presence.ts'
import { playPipeline } from './run.ts'
import { predefined, withVariables } from './variables.ts'

/**
 * Plays an event on a configuration by the rules that GitLab documents. Unknown: files of other projects, what files
 * exist (`exists` counts as met), the settings of the project, and pipelines that a job starts.
 *
 * @see https://docs.gitlab.com/ci/yaml/
 */
export const simulate: Simulate = async (files, event, outcomes) => {
  const config = readConfig(files, givenBy(event))
  if (config === undefined) return []
  return playPipeline(config.path, presentJobs(config, event), config.complete, outcomes)
}

/** Whether an expression of `rules:if` holds for an event. */
export const decide: Decide = (text, files, event) => {
  const config = readConfig(files, givenBy(event))
  return config !== undefined && holds(text, withVariables(predefined(event), config.variables))
}
