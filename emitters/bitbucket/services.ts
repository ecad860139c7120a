import type { Yaml } from '../../src/document.ts'
import type { Job, Service } from '../../src/ir.ts'
import { usesDocker } from '../../src/lower/tool-image.ts'
import type { Definitions } from './definitions.ts'
import { writeLogin } from './image.ts'
import { item } from './item.ts'
import type { Size } from './runner.ts'
import { hasBash } from './tools.ts'
import { fieldValue, type Scope, serviceHost } from './values.ts'

/** The most services of a step: https://support.atlassian.com/bitbucket-cloud/docs/databases-and-service-containers/ */
export const mostServices = 5

/** The port that Bitbucket keeps for itself. */
export const keptPort = 29418

/** How long a service may take until it is ready, in seconds. */
const patience = 120

const megabytes = { '1x': 4096, '2x': 8192, '4x': 16384 } as const
const perContainer = 1024

/** The size that gives each service and the step itself the memory that they have by default. */
export function sizeFor(services: number): Size | undefined {
  return (['1x', '2x', '4x'] as const).find((size) => (services + 1) * perContainer <= megabytes[size])
}

/** Whether services and step fit into the memory of a size. */
export function fits(services: number, size: Size): boolean {
  return (services + 1) * perContainer <= megabytes[size]
}

/** The names of the services of a step, each defined for the whole file. */
export function writeServices(scope: Scope, definitions: Definitions): readonly string[] {
  const { job } = scope
  return [
    ...(usesDocker(job) ? ['docker'] : []),
    ...job.services.map((service) => {
      const variables = service.env.map(({ name, value }) => [name, fieldValue(value, scope) ?? ''] as const)
      const image = fieldValue(service.image, scope) ?? ''
      return definitions.service(service.id, {
        image: service.credentials === null ? image : { name: image, ...writeLogin(service.credentials, scope) },
        variables: variables.length === 0 ? undefined : Object.fromEntries(variables),
      })
    }),
  ]
}

/** The items that wait for the services, which Bitbucket does not. */
export function waitFor(job: Job): readonly Yaml[] {
  const bash = hasBash(job)
  return job.services
    .filter((service) => service.ready.by !== 'nothing')
    .map((service) => item(`Wait for ${service.id}`, waitForPort(service, bash)))
}

// Bash can knock at a port by itself; images without it mostly have netcat.
function waitForPort({ port }: Service, bash: boolean): string {
  const knock = `: </dev/tcp/${serviceHost}/${port}`
  if (bash) return `timeout ${patience} bash -c 'until ${knock}; do sleep 1; done' 2>/dev/null`
  const either = `bash -c "${knock}" || nc -z ${serviceHost} ${port}`
  return `timeout ${patience} sh -c 'until ${either}; do sleep 1; done' 2>/dev/null`
}
