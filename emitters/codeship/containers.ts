import type { YamlMap } from '../../src/document.ts'
import type { Job, Pipeline, Service } from '../../src/ir.ts'
import type { Spot } from '../../src/lower/spots.ts'
import { usesDocker } from '../../src/lower/tool-image.ts'
import { refsIn } from '../../src/refs.ts'
import { slug } from './names.ts'
import { secretOf, secretsOfJob } from './secrets.ts'
import { commandLine, textIn } from './services.ts'
import type { Shelf } from './shelf.ts'
import { dockerImage, imageText } from './tools.ts'

/** Where the checkout is mounted: an image from a registry holds no sources. */
const mount = { working_dir: '/checkout', volumes: ['./:/checkout'] } as const

/** The file with the logins to registries, encrypted with the key of the project. */
export const loginFile = 'codeship/dockercfg.encrypted'

/** The service that the steps of a job run in, and the host names of the services beside it. */
export interface Place {
  readonly service: string
  readonly hosts: ReadonlyMap<string, string>
}

/** Puts the containers of a job on the shelf: https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/services */
export function placeOf(job: Job, { cell }: Spot, pipeline: Pipeline, shelf: Shelf): Place {
  const hosts = new Map(
    job.services.map((service) => [
      service.id,
      shelf.put(slug(service.id), writeService(service, job, pipeline, cell)),
    ]),
  )
  const image = textIn(imageText(job), cell)
  const secrets = secretFile(job, pipeline)
  const user = job.container === null ? (image === dockerImage ? 'root' : undefined) : (job.container.user ?? undefined)
  const definition: YamlMap = {
    image,
    add_docker: usesDocker(job) ? true : undefined,
    user,
    depends_on: hosts.size === 0 ? undefined : [...hosts.values()],
    encrypted_env_file: secrets,
    encrypted_dockercfg_path: job.container?.credentials == null ? undefined : loginFile,
    ...mount,
  }
  const plain = hosts.size === 0 && secrets === undefined && job.container?.user == null
  return { service: shelf.put(plain ? imageName(image) : slug(job.id), definition), hosts }
}

/** The file with the secrets of the steps of a job; jobs with the same secrets share it, and no job has those of another. */
export function secretFile(job: Job, pipeline: Pipeline): string | undefined {
  const own = secretsOfJob(job)
  if (own.length === 0) return undefined
  const key = own.join()
  const first = pipeline.jobs.find((one) => secretsOfJob(one).join() === key) ?? job
  return `codeship/${slug(pipeline.name)}/${first.id}.env.encrypted`
}

/** The file with the secrets of a service. */
export function serviceFile(service: Service, job: Job, pipeline: Pipeline): string | undefined {
  const own = service.env.some((entry) => refsIn(entry.value).some((ref) => secretOf(ref).length > 0))
  return own ? `codeship/${slug(pipeline.name)}/${job.id}-${slug(service.id)}.env.encrypted` : undefined
}

function writeService(service: Service, job: Job, pipeline: Pipeline, cell: Spot['cell']): YamlMap {
  const plain = service.env.filter((entry) => refsIn(entry.value).every((ref) => secretOf(ref).length === 0))
  return {
    image: textIn(service.image, cell),
    command: service.command.length === 0 ? undefined : commandLine(service.command),
    environment:
      plain.length === 0 ? undefined : Object.fromEntries(plain.map(({ name, value }) => [name, textIn(value, cell)])),
    encrypted_env_file: serviceFile(service, job, pipeline),
    encrypted_dockercfg_path: service.credentials === null ? undefined : loginFile,
  }
}

function imageName(image: string): string {
  return slug(image.slice(image.lastIndexOf('/') + 1).replace(/@.*$/, ''))
}
