import type { FeatureId } from '../../features.ts'
import { type Cell, degraded, lowered, native, refused, setup } from '../../vendor.ts'
import { page } from './page.ts'

const engine = lowered(
  'by docker or podman; where neither works, with the programs of this machine, and a warning says so',
  page,
)
const service = setup('docker or podman; or start it by hand, and say where it answers: --service NAME=HOST:PORT', page)

/** Cells about where a job runs, and what stands beside it. */
export const machineCells = {
  'job.runner.os': refused('a job runs here where this machine has its system: run it on such a machine', page),
  'job.runner.arch': degraded('it runs on the processor of this machine', page),
  'job.runner.size': degraded('it runs on this machine, whatever its size', page),
  'job.runner.labels': degraded('it runs on this machine, whatever its labels', page),
  'job.host': native(page),
  'job.image': engine,
  'job.image.credentials': lowered('docker or podman logs in with a configuration of its own', page),
  'job.image.user': engine,
  'job.tools': setup('install it: nothing is installed, and a warning says where the version is another', page),
  'job.tools.several': native(page),
  'job.tools.docker': setup('docker or podman; without one the job does not run', page),
  'job.services': service,
  'service.env': service,
  'service.command': service,
  'service.credentials': lowered('docker or podman logs in with a configuration of its own', page),
  'service.ready.port': service,
  'service.ready.command': service,
  'job.checkout.depth': lowered('the history is that of this repository', page),
  'job.checkout.submodules': degraded('folders of submodules are empty', page),
  'job.checkout.lfs': lowered('files are as they are in the working tree', page),
  'job.checkout.tags': lowered('all tags of this repository are there', page),
  'job.checkout.credentials': lowered('git pushes with what this machine has', page),
  'job.checkout.merge': degraded('the files are those of the working tree, whatever the event', page),
  'job.checkout.none': native(page),
} as const satisfies Partial<Record<FeatureId, Cell>>
