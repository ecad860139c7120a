import { embed } from './expression.ts'
import type { JobScene, Scene } from './scene.ts'
import type { GithubConcurrency, GithubEnvironment } from './schema.ts'
import { writeText } from './values.ts'

/** What a job deploys to. */
export function writeEnvironment(scene: JobScene): GithubEnvironment | string | undefined {
  const { environment } = scene.job
  if (environment === null) return undefined
  const name = writeText(environment.name, scene)
  return environment.url === null ? name : { name, url: writeText(environment.url, scene) }
}

/**
 * The lock of a job. By default only one run waits, and a newer one drops it; here up to a hundred wait in line.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#concurrency
 */
export function writeLock(scene: JobScene): GithubConcurrency | undefined {
  const { lock } = scene.job
  return lock === null ? undefined : { group: writeText(lock.name, scene), queue: 'max' }
}

/** Which runs a newer one cancels; a run that is not to be cancelled is alone in its group. */
export function writeCancellation(scene: Scene): GithubConcurrency | undefined {
  const { cancelSuperseded } = scene.pipeline
  if (cancelSuperseded === 'none') return undefined
  if (!scene.kinds.has('pullRequest') && cancelSuperseded === 'pullRequests') return undefined
  const other = cancelSuperseded === 'all' ? 'github.ref' : 'github.run_id'
  const group = scene.kinds.has('pullRequest') ? `github.event.pull_request.number || ${other}` : other
  return { group: `${embed('github.workflow')}-${embed(group)}`, 'cancel-in-progress': true }
}
