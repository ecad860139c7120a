import { machinesOf } from '../../../src/machine.ts'
import { type Cell, lowered, native, type Refine, refused } from '../../../src/vendor.ts'
import { labelsOf, systemsOf } from '../runner.ts'
import { pages } from './pages.ts'

const runsOn = `${pages.syntax}#jobsjob_idruns-on`
const container = `${pages.syntax}#jobsjob_idcontainer`
const services = `${pages.syntax}#jobsjob_idservices`
const checkout = 'https://docs.github.com/actions/how-tos/write-workflows'

// A machine that neither the vendor nor the project has a name for.
const unknown: Refine = ({ job }, pipeline): Cell | undefined => {
  if (job === undefined || job.runner.labels.length > 0) return undefined
  const nameless = machinesOf(job).find((machine) => labelsOf(machine, pipeline) === undefined)
  if (nameless === undefined) return undefined
  return refused(`name the machine in the story: runners: { github: { '${nameless}': 'label' } }`, runsOn)
}

const linuxOnly =
  (what: string): Refine =>
  ({ job }): Cell | undefined =>
    job === undefined || systemsOf(job).every((system) => system === 'linux')
      ? undefined
      : refused(`${what} run on Linux only: use runner: { os: 'linux' }`, pages.runners)

/** Answers to where a job runs, and what stands beside it. */
export const machineCapabilities = {
  'job.runner.os': native(runsOn, unknown),
  'job.runner.arch': native(runsOn, unknown),
  'job.runner.size': native(`${pages.runners}#larger-runners`, unknown),
  'job.runner.labels': native(runsOn),
  'job.host': native(pages.runners),
  'job.image': native(container, linuxOnly('images')),
  'job.image.credentials': native(`${container}credentials`),
  'job.image.user': native(`${container}options`),
  'job.tools': native(pages.tools),
  'job.tools.several': native(pages.tools),
  'job.tools.docker': native(pages.runners, linuxOnly('containers')),
  'job.services': native(services, linuxOnly('services')),
  'service.env': native(`${services}service_idenv`),
  'service.command': native(`${services}service_idcommand`),
  'service.credentials': native(`${services}service_idcredentials`),
  'service.ready.port': lowered('a step waits for it', pages.services),
  'service.ready.command': native(pages.services),
  'job.checkout.depth': native(checkout),
  'job.checkout.submodules': native(checkout),
  'job.checkout.lfs': native(checkout),
  'job.checkout.tags': native(checkout),
  'job.checkout.credentials': native(checkout),
  'job.checkout.merge': native(`${pages.events}#pull_request`),
  'job.checkout.none': native(checkout),
} as const
