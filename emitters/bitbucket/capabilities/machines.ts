import type { Service } from '../../../src/ir.ts'
import { refsIn } from '../../../src/refs.ts'
import { degraded, lowered, native, type Refine, refused, setup } from '../../../src/vendor.ts'
import { docs } from '../docs.ts'
import { isKnown, machineOf } from '../runner.ts'
import { keptPort } from '../services.ts'
import { hasGit, hostImage } from '../tools.ts'

const system: Refine = ({ job }, pipeline) => {
  if (job === undefined) return undefined
  const cells = job.matrix?.cells ?? [{}]
  return cells.every((cell) => isKnown(machineOf(job, pipeline, cell)))
    ? lowered("a runner of one's own", docs.runners)
    : undefined
}

const services: Refine = ({ job, detail }) => {
  const service = job?.services.find((one) => one.id === detail)
  if (service === undefined) return undefined
  if (service.port === keptPort)
    return refused(`Bitbucket keeps the port ${keptPort} for itself: let the service listen on another`, docs.services)
  const other = job?.services.find((one) => one.id !== service.id && one.port === service.port)
  return other === undefined
    ? undefined
    : refused(
        `all services of a step share its address, so that '${service.id}' and '${other.id}' cannot both listen on port ${service.port}: let one listen on another port`,
        docs.services,
      )
}

// Bitbucket puts variables into these fields itself, and there is no way to write a dollar sign that it leaves alone.
const serviceEnv: Refine = ({ job, detail }) => {
  const service = job?.services.find((one) => one.id === detail)
  return service === undefined || service.env.every((entry) => entry.value.every(canStand))
    ? undefined
    : refused(
        'Bitbucket writes the environment of services itself: it reads $NAME as a variable, and knows no short commit, message, address or attempt of a run, and no files there',
        docs.definitions,
      )
}

function canStand(part: Service['image'][number]): boolean {
  if (typeof part === 'string') return !/\$[A-Za-z_{]/.test(part)
  if (part.ref === 'secret') return !part.file
  return (
    part.ref !== 'context' ||
    !['shortSha', 'commitMessage', 'runUrl', 'runAttempt', 'pullRequest.title'].includes(part.name)
  )
}

const user: Refine = ({ job }) =>
  /^\d+$/.test(job?.container?.user ?? '')
    ? undefined
    : refused('a user is told by number: write its id inside the image', docs.image)

const image: Refine = ({ job }) =>
  job?.container?.image.some((part) => typeof part === 'string' && part.includes('$'))
    ? refused('Bitbucket reads $NAME in an image as a variable', docs.image)
    : undefined

const submodules: Refine = ({ job }) =>
  job === undefined || hasGit(job)
    ? undefined
    : lowered('fetched by the script, for which the image must have git', docs.clone)

const password: Refine = ({ job }) => {
  const credentials = job?.container?.credentials ?? null
  const refs = credentials === null ? [] : refsIn([...credentials.username, ...credentials.password])
  return refs.some((ref) => ref.ref === 'context')
    ? refused('log in with secured repository variables', docs.image)
    : undefined
}

/** Where a job runs, and what stands beside it. */
export const machineCapabilities = {
  'job.runner.os': refused(
    'Bitbucket has Linux machines alone: name a macOS runner of your own by labels; PowerShell on Windows runners is not written',
    docs.runners,
    system,
  ),
  'job.runner.arch': native(docs.steps),
  'job.runner.size': native(docs.steps),
  'job.runner.labels': native(docs.runners),
  'job.host': lowered(`steps run in an image, ${hostImage}`, docs.image),
  'job.image': native(docs.image, image),
  'job.image.credentials': native(docs.image, password),
  'job.image.user': native(docs.image, user),
  'job.tools': lowered('the official image of the toolchain', docs.image),
  'job.tools.several': refused('a step has one image: name one that holds all by `image`', docs.image),
  'job.tools.docker': native(docs.docker),
  'job.services': native(docs.services, services),
  'service.env': native(docs.definitions, serviceEnv),
  'service.command': refused('services run the command of their image: build an image with another', docs.definitions),
  'service.credentials': native(docs.definitions),
  'service.ready.port': lowered('a loop that knocks at the port', docs.services),
  'service.ready.command': degraded(
    'steps cannot run a command inside a service, so that they wait for its port alone',
    docs.services,
  ),
  'job.checkout.depth': native(docs.clone),
  'job.checkout.submodules': lowered('fetched by the script', docs.clone, submodules),
  'job.checkout.lfs': native(docs.clone),
  'job.checkout.tags': native(docs.clone),
  'job.checkout.credentials': setup(
    'steps push to the repository over HTTPS by themselves, as long as Repository settings > Branch restrictions let them',
    docs.clone,
  ),
  'job.checkout.merge': native(docs.starts),
  'job.checkout.none': native(docs.clone),
} as const
