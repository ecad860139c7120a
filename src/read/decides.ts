import type { Difference } from './compare.ts'

// Keys under which files say what may run, when, in which order, with which rights, and what happens after a failure.
const keys = new Set(
  [
    'if when on only except rules condition conditions filter filters branches branches-ignore tags-ignore targetBranch',
    'pull_request pull_request_target pull-requests workflow workflow_run triggers events interceptors selectors',
    'needs dependsOn runAfter depends_on dependencies status finally',
    'environment deployment approval approvers protected manual trigger',
    'permissions secrets secret id-token id_tokens oidc credentials serviceAccountName serviceaccount token',
    'concurrency concurrency-group resource_group lock cancel-in-progress interruptible fail-fast failFast',
    'continue-on-error allow_failure allowFailure on-fail onError after-script after_script always retry retries',
  ].flatMap((line) => line.split(' ')),
)

/** Whether a difference is in what decides what may run, or with which rights. */
export function decides({ path }: Pick<Difference, 'path'>): boolean {
  return path.some((key) => typeof key === 'string' && keys.has(key))
}
