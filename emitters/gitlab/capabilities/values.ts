import { runSteps } from '../../../src/features/use.ts'
import type { Job, Ref, Text } from '../../../src/ir.ts'
import { degraded, lowered, native, type Refine, refused, setup } from '../../../src/vendor.ts'
import { readsFrom } from '../outputs.ts'
import { planOf } from '../plan.ts'
import { onWindows } from '../tools.ts'
import { keyword, page, predefined } from './docs.ts'

const variables = page('variables/#define-a-cicd-variable-in-the-ui')
const dotenv = page('yaml/artifacts_reports/#artifactsreportsdotenv')

// Files come with outputs, as both are artifacts of the job.
const output: Refine = (use, pipeline) => {
  const { job } = use
  if (job !== undefined && onWindows(job))
    return refused('jobs on Windows read no outputs here: take an artifact', dotenv)
  const other = pipeline.jobs.find(
    (one) =>
      one.artifacts.length > 0 &&
      job?.needs.some((need) => need.job === one.id && !need.artifacts) &&
      readsFrom(job, one.id, planOf(pipeline)),
  )
  return other === undefined
    ? undefined
    : degraded(`the artifacts of '${other.id}' come along with its outputs`, dotenv)
}

/** The places that GitLab fills in before a shell is there. */
function keywords(job: Job): readonly Text[] {
  const { environment, lock, container, tools, caches, services } = job
  return [
    environment?.name ?? [],
    environment?.url ?? [],
    lock?.name ?? [],
    container?.image ?? [],
    ...tools.map((tool) => tool.version),
    ...caches.map((cache) => cache.prefix),
    ...services.flatMap((service) => [service.image, ...service.env.map((entry) => entry.value)]),
  ]
}

const inScripts =
  (name: 'pullRequest.headSha' | 'pullRequest.fork'): Refine =>
  (use) => {
    const { job } = use
    const asks = (ref: string | Ref) => typeof ref === 'object' && ref.ref === 'context' && ref.name === name
    if (job !== undefined && keywords(job).some((text) => text.some(asks)))
      return refused('it takes a script to make this value: use it in env or in a step', predefined)
    const onWindowsToo =
      job !== undefined &&
      onWindows(job) &&
      [job.env, ...runSteps(job).map((step) => step.env)].flat().some((entry) => entry.value.some(asks))
    return onWindowsToo ? refused('jobs on Windows do not know it', predefined) : undefined
  }

/** Values that are known only when the pipeline runs. */
export const valueCells = {
  'value.secret': setup(
    "Settings > CI/CD > Variables: add it, masked, with 'Expand variable reference' switched off",
    variables,
  ),
  'value.secret.file': setup(
    'Settings > CI/CD > Variables: add it with the type File',
    page('variables/#use-file-type-cicd-variables'),
  ),
  'value.idToken': native(keyword('id_tokens')),
  'value.repositoryToken': native(page('jobs/ci_job_token/')),
  'value.output': lowered('read from a dotenv report', dotenv, output),
  'value.matrix': native(keyword('parallelmatrix')),
  'value.input': native(page('inputs/')),
  'value.payload': lowered('an input of the API call', page('inputs/')),
  'value.service': native(page('services/#accessing-the-services')),
  'value.sha': native(predefined),
  'value.shortSha': native(predefined),
  'value.branch': native(predefined),
  'value.tag': native(predefined),
  'value.event': lowered('a variable that the rule of the workflow sets', keyword('workflowrulesvariables')),
  'value.defaultBranch': native(predefined),
  'value.repository': native(predefined),
  'value.repositoryOwner': native(predefined),
  'value.repositoryName': native(predefined),
  'value.repositoryUrl': native(predefined),
  'value.actor': native(predefined),
  'value.commitMessage': native(predefined),
  'value.runId': native(predefined),
  'value.runNumber': native(predefined),
  'value.runAttempt': refused('leave it out: GitLab does not count the attempts of a pipeline', predefined),
  'value.runUrl': native(predefined),
  'value.job': lowered('written out', predefined),
  'value.workspace': native(predefined),
  'value.pullRequest.number': native(predefined),
  'value.pullRequest.title': native(predefined),
  'value.pullRequest.sourceBranch': native(predefined),
  'value.pullRequest.targetBranch': native(predefined),
  'value.pullRequest.headSha': lowered(
    'the source branch commit of a merged results pipeline, else that of the pipeline',
    predefined,
    inScripts('pullRequest.headSha'),
  ),
  'value.pullRequest.baseSha': native(predefined),
  'value.pullRequest.fork': lowered(
    'a comparison of the two projects in the script',
    predefined,
    inScripts('pullRequest.fork'),
  ),
} as const
