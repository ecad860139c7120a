import { type Contexts, evaluateCondition } from './evaluate-github.ts'
import type { GithubWorkflow } from './github-job.ts'

/** The jobs that GitHub runs when the steps of `failing` fail, in an order that they can start in. */
export function runOnGithub(
  workflow: GithubWorkflow,
  github: Contexts,
  failing: ReadonlySet<string>,
): readonly string[] {
  const results = new Map<string, 'success' | 'failure' | 'skipped'>()
  const ran: string[] = []
  const visit = (id: string): void => {
    if (results.has(id)) return
    const needs = needsOf(workflow, id)
    needs.forEach(visit)
    // Conditions look at all jobs before, not at those that are named alone:
    // https://docs.github.com/actions/reference/workflows-and-actions/expressions#status-check-functions
    const before = [...ancestorsOn(workflow, id)].map((other) => results.get(other))
    const status = {
      success: before.every((result) => result === 'success'),
      failure: before.includes('failure'),
      always: true,
      cancelled: false,
    }
    const job = workflow.jobs[id]
    const contexts = {
      github,
      needs: Object.fromEntries(needs.map((other) => [other, { result: results.get(other) }])),
    }
    if (!evaluateCondition(job?.if, contexts, status)) results.set(id, 'skipped')
    else {
      ran.push(id)
      results.set(id, failing.has(id) && job?.['continue-on-error'] !== true ? 'failure' : 'success')
    }
  }
  Object.keys(workflow.jobs).forEach(visit)
  return ran
}

/** The jobs that must have ended before a job starts. */
export function ancestorsOn(workflow: GithubWorkflow, id: string): ReadonlySet<string> {
  return new Set(needsOf(workflow, id).flatMap((other) => [other, ...ancestorsOn(workflow, other)]))
}

/** The jobs that a job names in its needs. */
export function needsOf(workflow: GithubWorkflow, id: string): readonly string[] {
  const needs = workflow.jobs[id]?.needs ?? []
  return typeof needs === 'string' ? [needs] : needs
}
