import { variables } from './env.ts'
import type { Params } from './params.ts'
import type { TektonPipelineTask } from './schema.ts'
import { formatMinutes } from './timeouts.ts'
import type { Place } from './values.ts'

/** How long a run waits for a person, in minutes. */
const approvalMinutes = 7 * 24 * 60

/**
 * The task that waits until a person agrees. Nothing runs it where the controller for it is missing, so that it never
 * ends well there.
 *
 * @see https://github.com/openshift-pipelines/manual-approval-gate
 */
export function approvalTask(name: string, place: Place, params: Params): TektonPipelineTask {
  const environment = place.job.environment?.name ?? []
  const vars = variables(place, params)
  vars.add('NAME', environment)
  const said = vars.env()[0]?.value ?? ''
  return {
    name,
    timeout: formatMinutes(approvalMinutes),
    params: [
      { name: 'approvers', value: [`group:${said}-approvers`] },
      { name: 'numberOfApprovalsRequired', value: '1' },
      { name: 'description', value: `Deploy to ${said}?` },
    ],
    taskRef: { apiVersion: 'openshift-pipelines.org/v1alpha1', kind: 'ApprovalTask' },
  }
}
