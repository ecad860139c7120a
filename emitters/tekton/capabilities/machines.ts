import type { FeatureId, Use } from '../../../src/features.ts'
import type { Job, Pipeline } from '../../../src/ir.ts'
import { type Cell, degraded, lowered, native, refused, setup } from '../../../src/vendor.ts'
import { plainImage } from '../images.ts'
import { pullSecretOf } from '../pull-secrets.ts'
import { docs } from './docs.ts'

const portClash = (job: Job | undefined): boolean =>
  new Set(job?.services.map(({ port }) => port)).size !== (job?.services.length ?? 0)

const registry =
  'make the Secret of the registry (kubectl create secret docker-registry), named after the story, with -registry behind it'
const pullSecret = (_: Use, pipeline: Pipeline): Cell =>
  setup(
    `make the Secret of the registry: kubectl create secret docker-registry ${pullSecretOf(pipeline) ?? ''}`,
    docs.pull,
  )

/** Cells about where a job runs, and what stands beside it. */
export const machineCells = {
  'job.runner.os': refused('the tasks are Linux containers: leave the job to another target', docs.pods),
  'job.runner.arch': native(docs.pods),
  'job.runner.size': lowered('requests of processor and memory', docs.resources),
  'job.runner.labels': native(docs.pods, ({ job }) =>
    job?.runner.labels.some((label) => !/^[\w./-]+=[\w.-]*$/.test(label))
      ? refused("nodes are chosen by pairs: write each label as 'name=value'", docs.pods)
      : undefined,
  ),
  'job.host': degraded(`a container of ${plainImage} stands for the machine`, docs.tasks),
  'job.image': native(docs.tasks),
  'job.image.credentials': setup(registry, docs.pull, pullSecret),
  'job.image.user': native(docs.tasks, ({ job }) =>
    /^(\d+|root)$/.test(job?.container?.user ?? '0') ? undefined : refused('write the number of the user', docs.tasks),
  ),
  'job.tools': lowered('the official image of the tool', docs.tasks, ({ job }) =>
    job?.tools.some(({ name }) => name === 'php')
      ? degraded('the official image has no composer', docs.tasks)
      : undefined,
  ),
  'job.tools.several': refused('name an image that has them all', docs.tasks),
  'job.tools.docker': setup(
    'let the namespace run privileged containers, for the Docker daemon beside the job, which does not see its files',
    docs.sidecars,
    ({ job }) =>
      job?.container === null && job.tools.length > 1
        ? refused('name an image that has the tools and the client of Docker', docs.tasks)
        : undefined,
  ),
  'job.services': native(docs.sidecars, ({ job }) =>
    portClash(job) ||
    (job?.services.some(({ port }) => port === 2375) && job.tools.some(({ name }) => name === 'docker'))
      ? refused(
          'all containers of a task share one network: let each service listen on a port of its own',
          docs.sidecars,
        )
      : undefined,
  ),
  'service.env': native(docs.sidecars),
  'service.command': native(docs.sidecars),
  'service.credentials': setup(registry, docs.pull, pullSecret),
  'service.ready.port': native(docs.sidecars),
  'service.ready.command': native(docs.sidecars),
  'job.checkout.depth': native(docs.tasks),
  'job.checkout.submodules': native(docs.tasks),
  'job.checkout.lfs': native(docs.tasks),
  'job.checkout.tags': native(docs.tasks),
  'job.checkout.credentials': lowered('the credentials of Pipelines-as-Code are there for git', docs.privates),
  'job.checkout.merge': lowered('merged by the checkout, from the whole history', docs.tasks),
  'job.checkout.none': native(docs.tasks),
} as const satisfies Partial<Record<FeatureId, Cell>>
