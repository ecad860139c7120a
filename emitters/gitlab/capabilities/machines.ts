import { textOf } from '../../../src/features/jobs.ts'
import { toolImage } from '../../../src/lower/tool-image.ts'
import { machineOf } from '../../../src/machine.ts'
import { type Cell, degraded, lowered, native, type Refine, refused, setup } from '../../../src/vendor.ts'
import { isOpen } from '../open.ts'
import { hostedBeside, tagsOf, variesByCell } from '../runner.ts'
import { hostImage, onLinux } from '../tools.ts'
import { keyword, page } from './docs.ts'

const hosted = page('runners/hosted_runners/')
const images = page('docker/using_docker_images/')
const registries = page('docker/using_docker_images/#access-an-image-from-a-private-container-registry')
const services = page('services/')
const docker = page('docker/using_docker_build/')
const checkout = page('runners/configure_runners/#configure-runner-behavior-with-variables')
const login = 'Settings > CI/CD > Variables: DOCKER_AUTH_CONFIG, with the login to the registry as JSON'

// The hosted machines that are known by name, and those that the story maps.
const machine: Refine = (use, pipeline) => {
  const { job } = use
  if (job === undefined || job.runner.labels.length > 0) return undefined
  if (job.runner.os.some((part) => typeof part !== 'string'))
    return refused('one job for each system: images and shells differ with it, and GitLab takes them per job', hosted)
  const cells = variesByCell(job) ? (job.matrix?.cells ?? []) : [{}]
  const known = cells.map((cell) => tagsOf(job, pipeline, cell))
  const missing = known.indexOf(undefined)
  if (missing >= 0) {
    const machine = machineOf(job.runner, cells[missing])
    const beside = hostedBeside(machine)
    const hint = beside === undefined ? '' : `GitLab hosts ${beside} alone: take arch: '${beside.split('/')[1]}', or `
    return refused(
      `${hint}say which runner it is: runners: { gitlab: { '${machine}': 'tag-of-the-runner' } } in the story`,
      hosted,
    )
  }
  return variesByCell(job) && known.some((tags) => tags?.length !== 1)
    ? refused(
        'name one tag for each machine of the matrix, also for the usual one: runners: { gitlab: { ... } } in the story',
        hosted,
      )
    : undefined
}
const linuxOnly =
  (docs: string, what: string): Refine =>
  (use) =>
    use.job === undefined || onLinux(use.job) ? undefined : refused(`${what} on Linux alone`, docs)

const tools: Refine = (use): Cell | undefined => {
  const { job } = use
  if (job === undefined) return undefined
  if (!onLinux(job)) return refused('install it in a step: hosted machines with macOS or Windows run no images', hosted)
  const tool = job.tools.find((one) => one.name !== 'docker')
  if (tool === undefined) return undefined
  return tool.name === 'php'
    ? degraded(
        `the image ${textOf(toolImage(tool))} has no composer: name an image that has it, or install it in a step`,
        images,
      )
    : lowered(`runs in the image ${textOf(toolImage(tool))}`, images)
}

const engine: Refine = (use) => {
  const other = use.job?.container === null ? use.job.tools.find((tool) => tool.name !== 'docker') : undefined
  if (use.job !== undefined && !onLinux(use.job)) return refused('build containers on Linux', docker)
  return other === undefined
    ? undefined
    : refused(`name an image that has both ${other.name} and the docker client: image: '...'`, docker)
}

/** Machines, images, services and sources. */
export const machineCells = {
  'job.runner.os': native(hosted, machine),
  'job.runner.arch': native(hosted, machine),
  'job.runner.size': native(hosted, machine),
  'job.runner.labels': native(keyword('tags')),
  'job.host': lowered(`runs in the image ${hostImage}`, images, (_, pipeline) =>
    isOpen(pipeline) ? native(images) : undefined,
  ),
  'job.image': native(keyword('image'), linuxOnly(images, 'images run')),
  'job.image.credentials': setup(login, registries),
  'job.image.user': native(keyword('imagedocker')),
  'job.tools': lowered('runs in the official image of the toolchain', images, tools),
  'job.tools.several': refused("name an image that has them all: image: '...'", images),
  'job.tools.docker': lowered(
    'a service docker:dind beside the job; its runner must allow privileged containers',
    docker,
    engine,
  ),
  'job.services': native(keyword('services'), linuxOnly(services, 'services run')),
  'service.env': native(keyword('servicesvariables')),
  'service.command': native(services),
  'service.credentials': setup(login, registries),
  'service.ready.port': lowered('the script waits until the port answers, for two minutes at most', services),
  'service.ready.command': degraded(
    'the script waits until the port answers; the command cannot be run inside the service',
    services,
  ),
  'job.checkout.depth': native(checkout),
  'job.checkout.submodules': native(page('runners/git_submodules/')),
  'job.checkout.lfs': native(checkout),
  'job.checkout.tags': lowered('fetched by GIT_FETCH_EXTRA_FLAGS', checkout),
  'job.checkout.credentials': setup(
    "Settings > CI/CD > Job token permissions: switch on 'Allow Git push requests to the repository'",
    page('jobs/ci_job_token/'),
  ),
  'job.checkout.merge': setup(
    "Settings > Merge requests: switch on 'Enable merged results pipelines' (Premium)",
    page('pipelines/merged_results_pipelines/'),
  ),
  'job.checkout.none': native(page('runners/configure_runners/#git-strategy')),
} as const
