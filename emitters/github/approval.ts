import { escapeText } from './expression.ts'
import { pinned } from './pins.ts'
import type { JobScene } from './scene.ts'
import type { GithubStep } from './schema.ts'
import { tidy } from './tidy.ts'
import { writeText } from './values.ts'

/**
 * The step that makes sure that a deployment was approved. Who must approve stands in the settings of the environment;
 * an environment that is not there is made up without any, and the job would simply run.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/deployments-and-environments
 */
export function writeApproval(scene: JobScene, id: string | undefined): GithubStep | undefined {
  const { environment } = scene.job
  if (environment === null || environment.approval === 'none') return undefined
  const script = [
    '// An environment without required reviewers lets every deployment pass: fail instead.',
    'const environment_name = process.env.ENVIRONMENT',
    'const { data } = await github.rest.repos.getEnvironment({ ...context.repo, environment_name })',
    "if (!data.protection_rules?.some((rule) => rule.type === 'required_reviewers')) {",
    '  core.setFailed(`Add required reviewers to the environment ${environment_name} in the settings of the repository`)',
    '}',
  ]
  return tidy({
    name: 'Make sure that a person approved',
    id,
    uses: pinned('actions/github-script'),
    env: { ENVIRONMENT: writeText(environment.name, scene) },
    with: { script: escapeText(`${script.join('\n')}\n`) },
  }) as unknown as GithubStep
}
