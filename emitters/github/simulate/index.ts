import type { Decide, Simulate, SimulatedJob } from '../../../src/plan/simulate.ts'
import { holds, readCondition } from './condition.ts'
import { playRun } from './run.ts'
import { startOf } from './starts.ts'
import { readWorkflow } from './workflow.ts'

/**
 * Plays an event on workflows by the rules that GitHub documents. Unknown: what stands in workflows and actions that
 * are called, the settings of the repository, and matrices that a job makes up; a job without a combination stands for
 * those. A pull request counts as one that was opened or got new commits.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax
 */
export const simulate: Simulate = async (files, event, outcomes) => {
  const jobs: SimulatedJob[] = []
  for (const file of files) {
    const workflow = readWorkflow(file)
    const start = workflow === undefined ? undefined : startOf(workflow, event)
    if (workflow !== undefined && start !== undefined) jobs.push(...playRun(workflow, start, event, outcomes))
  }
  return jobs
}

/**
 * Whether an expression holds for an event, in the first workflow that it starts; what other jobs came to, and what the
 * settings hold, no event tells.
 */
export const decide: Decide = (text, files, event) => {
  if (/\b(?:needs|vars|secrets)\b/.test(text)) return undefined
  for (const file of files) {
    const workflow = readWorkflow(file)
    const start = workflow === undefined ? undefined : startOf(workflow, event)
    if (start === undefined) continue
    const status = { success: true, failure: false, always: true, cancelled: false }
    return holds(readCondition(text), { github: start.github, inputs: start.inputs }, status)
  }
  return false
}
