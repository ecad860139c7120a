import type { Job, Service } from '../ir.ts'
import { type Feature, jobsThat, rows, useOf } from './use.ts'

const literally = (text: readonly unknown[], value: string) => text.length === 1 && text[0] === value
const services =
  (holds: (service: Service) => unknown, path: string): Feature['find'] =>
  (pipeline) =>
    pipeline.jobs
      .filter((job) => job.services.length > 0)
      .flatMap((job) =>
        job.services.filter((service) => holds(service)).map((service) => useOf(job, path, service.id, service.origin)),
      )
// A job without steps runs nothing of its own.
const bare = (job: Job) => job.container === null && job.tools.length === 0 && job.steps.length > 0

/** Where a job runs, and what stands beside it. */
export const machineFeatures = rows({
  'job.runner.os': {
    title: 'system other than Linux',
    find: jobsThat((job) => !literally(job.runner.os, 'linux'), 'runner.os'),
  },
  'job.runner.arch': {
    title: 'processor other than x64',
    find: jobsThat((job) => !literally(job.runner.arch, 'x64'), 'runner.arch'),
  },
  'job.runner.size': { title: 'size of the machine', find: jobsThat((job) => job.runner.size.length, 'runner.size') },
  'job.runner.labels': {
    title: "machine of one's own, by labels",
    find: jobsThat(
      (job) => job.runner.labels.length,
      'runner.labels',
      (job) => job.runner.labels.join(', '),
    ),
  },
  'job.host': {
    title: 'job on a bare machine, without image or tools',
    find: jobsThat((job) => bare(job) && literally(job.runner.os, 'linux') && job.runner.labels.length === 0, ''),
  },
  'job.image': { title: 'image for the steps of a job', find: jobsThat((job) => job.container, 'image') },
  'job.image.credentials': {
    title: 'login to the registry of an image',
    safety: true,
    find: jobsThat((job) => job.container?.credentials, 'image.credentials'),
  },
  'job.image.user': { title: 'user inside the image', find: jobsThat((job) => job.container?.user, 'image.user') },
  'job.tools': {
    title: 'toolchain by name',
    find: jobsThat(
      (job) => job.tools.length > 0 && job.container === null,
      'tools',
      (job) => job.tools.map((tool) => tool.name).join(', '),
    ),
  },
  'job.tools.several': {
    title: 'set-up of several toolchains in one job',
    find: jobsThat(
      (job) => job.container === null && job.tools.filter((tool) => tool.name !== 'docker').length > 1,
      'tools',
      (job) => job.tools.map((tool) => tool.name).join(' and '),
    ),
  },
  'job.tools.docker': {
    title: 'container engine inside a job',
    find: jobsThat((job) => job.tools.some((tool) => tool.name === 'docker'), 'tools'),
  },
  'job.services': { title: 'service beside a job', find: services(() => true, '') },
  'service.env': { title: 'environment of a service', find: services((service) => service.env.length, 'env') },
  'service.command': { title: 'command of a service', find: services((service) => service.command.length, 'command') },
  'service.credentials': {
    title: 'login to the registry of a service',
    safety: true,
    find: services((service) => service.credentials, 'credentials'),
  },
  'service.ready.port': {
    title: 'wait for the port of a service',
    find: services((service) => service.ready.by === 'port', 'ready'),
  },
  'service.ready.command': {
    title: 'wait for a service by a command',
    find: services((service) => service.ready.by === 'command', 'ready'),
  },
  'job.checkout.depth': {
    title: 'depth of the history',
    find: jobsThat(
      (job) => job.checkout,
      'checkout.depth',
      (job) => String(job.checkout?.depth),
    ),
  },
  'job.checkout.submodules': {
    title: 'submodules in the checkout',
    find: jobsThat((job) => job.checkout && job.checkout.submodules !== 'none', 'checkout.submodules'),
  },
  'job.checkout.lfs': {
    title: 'large files in the checkout',
    find: jobsThat((job) => job.checkout?.lfs, 'checkout.lfs'),
  },
  'job.checkout.tags': { title: 'tags in the checkout', find: jobsThat((job) => job.checkout?.tags, 'checkout.tags') },
  'job.checkout.credentials': {
    title: 'git credentials in the checkout',
    safety: true,
    find: jobsThat((job) => job.checkout?.credentials, 'checkout.credentials'),
  },
  'job.checkout.merge': {
    title: 'checkout of the merge of a pull request',
    find: jobsThat((job) => job.checkout?.pullRequest === 'merge', 'checkout.pullRequest'),
  },
  'job.checkout.none': {
    title: 'job without the sources',
    find: jobsThat((job) => job.checkout === null && job.steps.length > 0, 'checkout'),
  },
})
