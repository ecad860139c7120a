import { isUseOf } from '../../../src/features/use.ts'
import {
  byRecipe,
  type Capabilities,
  degraded,
  lowered,
  native,
  type Refine,
  refused,
  setup,
} from '../../../src/vendor.ts'
import { capabilities as proCapabilities } from '../capabilities.ts'
import { docs } from '../docs.ts'
import { tokenVariable } from '../names.ts'
import { basicId } from '../title.ts'
import { known } from './tools.ts'

const noContainers = 'commands run on one machine without containers: write the story for CodeShip Pro'
const one = 'commands run one after another, and the first failure ends the build'
const afterFailure =
  'the first failure ends the build: make it a step of the job, with when: onFailure() or when: always()'
const variables = 'add it under Project Settings > Environment, where all commands can read it'

const tools: Refine = ({ job }) =>
  job?.tools.every((tool) => known.has(tool.name))
    ? undefined
    : refused(
        'the machine can switch versions of Node, Python, Ruby, PHP and Java alone: install others in a step',
        docs.scripts,
      )

const vendor: Refine = (use) => {
  const step = use.job?.steps.find((one) => one.kind === 'vendor' && isUseOf(use, one))
  if (step?.kind !== 'vendor') return undefined
  const variant = step.variants[basicId]
  if (variant === undefined ? step.otherwise !== null : 'run' in variant) return undefined
  return refused(`a command is a script: '${basicId}': sh\`...\`, or otherwise: sh\`...\``, docs.yaml)
}

/** What CodeShip Basic can do with each feature: what Pro can, but for containers and all that runs side by side. */
export const capabilities = {
  ...proCapabilities,
  'job.when.vendor': refused('say the condition in words of the story, or test it in a step', docs.environment),
  stage: lowered(one, docs.yaml),
  'job.needs': lowered(one, docs.yaml),
  'job.needs.optional': lowered(one, docs.yaml),
  'job.name': lowered('a comment above its command', docs.yaml),
  'job.onFailure': refused(afterFailure, docs.yaml),
  'job.always': refused(afterFailure, docs.yaml),
  'job.when.branch': lowered('a test in the script', docs.variables),
  'job.when.tag': lowered('a test in the script, by what git says of the commit', docs.variables),
  'job.matrix': lowered('written as commands one after another', docs.yaml),
  'job.matrix.exclude': lowered('left out of the commands', docs.yaml),
  'job.matrix.include': lowered('written as further commands', docs.yaml),
  'job.matrix.failFast': lowered(one, docs.yaml),
  'job.matrix.maxParallel': lowered(one, docs.yaml),
  'job.environment.approval': refused(
    'no command can wait for a person: start the deployment elsewhere',
    docs.deployments,
  ),
  'job.outputs': lowered('files in a folder of the machine', docs.yaml),
  'job.raw': native(docs.yaml, ({ detail }) =>
    detail?.split(', ').includes(basicId) ? refused('a command has no keys', docs.yaml) : undefined,
  ),
  'job.host': native(docs.machine),
  'job.image': refused(noContainers, docs.machine),
  'job.image.credentials': refused(noContainers, docs.machine),
  'job.image.user': refused(noContainers, docs.machine),
  'job.tools': lowered('the version managers of the machine', docs.scripts, tools),
  'job.tools.several': lowered('the version managers of the machine', docs.scripts, tools),
  'job.tools.docker': refused(noContainers, docs.machine),
  'job.services': refused(
    'the machine has databases of its own, of fixed versions and on localhost: use them in a step, or write the story for CodeShip Pro',
    docs.machine,
  ),
  'service.env': refused(noContainers, docs.machine),
  'service.command': refused(noContainers, docs.machine),
  'service.credentials': refused(noContainers, docs.machine),
  'service.ready.port': refused(noContainers, docs.machine),
  'service.ready.command': refused(noContainers, docs.machine),
  'value.service': refused(noContainers, docs.machine),
  'step.run': lowered('a script file, which the package runs', docs.yaml),
  'step.raw': native(docs.yaml, ({ detail }) =>
    detail?.split(', ').includes(basicId) ? refused('a script has no keys', docs.yaml) : undefined,
  ),
  'step.vendor': native(docs.yaml, vendor),
  'step.recipe': byRecipe(basicId, docs.yaml),
  'pipeline.raw': native(docs.yaml, ({ detail }) =>
    detail?.split(', ').includes(basicId)
      ? refused('the file has commands alone: change the story', docs.yaml)
      : undefined,
  ),
  'value.secret': setup(variables, docs.variables),
  'value.secret.file': setup(`${variables}, the file in base64`, docs.variables),
  'value.repositoryToken': setup(
    `make a token at the host of the repository, and add it as ${tokenVariable} under Project Settings > Environment`,
    docs.variables,
  ),
  'value.runNumber': native(docs.variables),
  'value.runUrl': native(docs.variables),
  'job.caches': degraded(
    'the cache is left out; what tools keep in $HOME/cache stays on the machine anyway',
    docs.scripts,
  ),
} as const satisfies Capabilities
