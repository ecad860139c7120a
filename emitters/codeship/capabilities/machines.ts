import { refsIn } from '../../../src/refs.ts'
import { degraded, lowered, native, type Refine, refused, setup } from '../../../src/vendor.ts'
import { loginFile } from '../containers.ts'
import { docs } from '../docs.ts'
import { canStand } from '../services.ts'
import { dockerImage, hasGit, hostImage } from '../tools.ts'

const encryptLogin = `log in with docker, and encrypt the file that it makes: jet encrypt ~/.docker/config.json ${loginFile}`

// A service has its environment from the file: plain text, and secrets under their own names.
const serviceEnv: Refine = ({ job, detail }) => {
  const service = job?.services.find((one) => one.id === detail)
  const bad = service?.env.some(({ name, value }) => {
    const [only] = value
    const refs = refsIn(value)
    if (refs.every((ref) => ref.ref === 'matrix')) return false
    return !(
      value.length === 1 &&
      typeof only === 'object' &&
      only.ref === 'secret' &&
      !only.file &&
      only.name === name
    )
  })
  return bad
    ? refused('a service has plain text, or a secret under its own name, in its environment', docs.services)
    : undefined
}

const serviceCommand: Refine = ({ job, detail }) =>
  job?.services.find((one) => one.id === detail)?.command.every(canStand)
    ? undefined
    : refused('a command is no shell, and has no escape for quotes: build an image with this command', docs.services)

// What a job hands on lies in a folder of the machine, which belongs to root.
const user: Refine = ({ job }) =>
  job !== undefined && (job.outputs.length > 0 || job.artifacts.length > 0)
    ? refused(
        'the folder that steps share belongs to root: hand files on from a job without a user of its own',
        docs.volumes,
      )
    : undefined

const submodules: Refine = ({ job }) =>
  job === undefined || hasGit(job)
    ? lowered('fetched by the script, which must be able to read them', docs.push)
    : lowered(
        'fetched by the script, for which the image must have git, and which must be able to read them',
        docs.push,
      )

const depth: Refine = ({ job }) => (job?.checkout?.depth === 1 ? native(docs.push) : undefined)

const image: Refine = ({ job }) =>
  job?.container?.image.some((part) => typeof part !== 'string' && part.ref !== 'matrix')
    ? refused('the image of a service is plain text: write it out, or take it from the matrix', docs.services)
    : undefined

/** Where a job runs, and what stands beside it. */
export const machineCapabilities = {
  'job.runner.os': refused('CodeShip has Linux machines alone', docs.machine),
  'job.runner.arch': refused('CodeShip has x64 machines alone', docs.machine),
  'job.runner.size': refused('the plan of the account says how large the machine is: take the size out', docs.machine),
  'job.runner.labels': refused('CodeShip has no machines of your own', docs.machine),
  'job.host': lowered(`steps run in an image, ${hostImage}`, docs.services),
  'job.image': native(docs.services, image),
  'job.image.credentials': setup(encryptLogin, docs.registries),
  'job.image.user': native(docs.services, user),
  'job.tools': lowered('the official image of the toolchain', docs.services),
  'job.tools.several': refused('a step has one image: name one that holds all by `image`', docs.services),
  'job.tools.docker': lowered(
    `\`add_docker\` brings the engine of the machine; a job without an image has ${dockerImage}, and sees files of the project by \`docker build\` and not by mounts`,
    docs.services,
  ),
  'job.services': native(docs.services),
  'service.env': native(docs.services, serviceEnv),
  'service.command': native(docs.services, serviceCommand),
  'service.credentials': setup(encryptLogin, docs.registries),
  'service.ready.port': lowered('a loop that knocks at the port', docs.waiting),
  'service.ready.command': degraded(
    'steps cannot run a command inside a service, so that they wait for its port alone, and for an image that checks its own health',
    docs.waiting,
  ),
  'job.checkout.depth': degraded('the clone is shallow, with a depth of its own', docs.push, depth),
  'job.checkout.submodules': lowered('fetched by the script', docs.push, submodules),
  'job.checkout.lfs': refused('steps have no login for the repository: fetch large files from elsewhere', docs.push),
  'job.checkout.tags': degraded('the clone has one branch or tag alone', docs.push),
  'job.checkout.credentials': refused(
    'steps cannot push to the repository: keep a key of your own as a secret, and push with it',
    docs.push,
  ),
  'job.checkout.merge': degraded('the last commit of the branch is built, not its merge', docs.triggers),
  'job.checkout.none': lowered('the script begins in an empty folder', docs.volumes),
} as const
