import { annotate, type Yaml, type YamlMap } from '../../src/document.ts'
import type { Job, Pipeline, Service } from '../../src/ir.ts'
import { usesDocker } from '../../src/lower/tool-image.ts'
import { variableOf } from './env.ts'
import { isOpen } from './open.ts'
import type { Shell } from './steps.ts'
import { item } from './steps.ts'
import { keywordText, piecesOf, type Values, withVariables } from './values.ts'

// How long a service may take until it is ready.
const seconds = 120

/** What the client of the container engine has to know, for its image sets it only where its own entry point runs. */
export const dockerVariables = {
  DOCKER_HOST: 'tcp://docker:2376',
  DOCKER_TLS_CERTDIR: '/certs',
  DOCKER_TLS_VERIFY: '1',
  DOCKER_CERT_PATH: '/certs/client',
} as const

/** The services of a job; a container engine is one: https://docs.gitlab.com/ci/docker/using_docker_build/ */
export function writeServices(job: Job, values: Values, pipeline: Pipeline): readonly Yaml[] {
  const engine = job.tools.find((tool) => tool.name === 'docker')
  const all = [
    ...job.services.map((service) => writeService(service, values)),
    ...(engine === undefined
      ? []
      : [{ name: keywordText(['docker:', ...engine.version, '-dind'], values), alias: 'docker' }]),
  ]
  return isOpen(pipeline) ? all.map(brief) : all
}

// A service is called like its image anyway: https://docs.gitlab.com/ci/services/#accessing-the-services
function brief(service: WrittenService): Yaml {
  const { alias, ...rest } = service
  const [base, ...tag] = service.name.split(':')
  if (base !== alias || tag.join().includes('/')) return service
  return Object.keys(rest).length === 1 ? service.name : rest
}

interface WrittenService extends YamlMap {
  readonly name: string
  readonly alias: string
}

function writeService(service: Service, values: Values): WrittenService {
  const env = service.env.map((entry) => [
    entry.name,
    variableOf(entry.value, values) ??
      withVariables(piecesOf(entry.value, values), (text) => text.replaceAll('$', '$$$$')),
  ])
  return {
    name: keywordText(service.image, values),
    alias: service.id,
    ...(service.command.length === 0 ? {} : { command: annotate(service.command, { flow: true }) }),
    ...(env.length === 0 ? {} : { variables: Object.fromEntries(env) }),
  }
}

/** Whether the file says how the client reaches the container engine; else the image and the runner do. */
export function setsUpEngine(job: Job, pipeline: Pipeline): boolean {
  return usesDocker(job) && !isOpen(pipeline)
}

/**
 * The commands that wait for the services, for GitLab itself only warns of one that is not ready:
 * https://docs.gitlab.com/ci/services/#how-the-health-check-of-services-works
 */
export function waitFor(job: Job, shell: Shell, pipeline: Pipeline): readonly Yaml[] {
  const waits = job.services
    .filter((service) => service.ready.by !== 'nothing')
    .map((service) => item(`Wait for ${service.id}`, waitForPort(service, shell)))
  const engine = setsUpEngine(job, pipeline)
    ? [
        item(
          'Wait for the container engine',
          `timeout ${seconds} sh -c 'until docker info > /dev/null 2>&1; do sleep 1; done'`,
        ),
      ]
    : []
  return [...waits, ...engine]
}

function waitForPort({ id, port }: Service, shell: Shell): string {
  const byBash = `(: < /dev/tcp/${id}/${port}) 2> /dev/null`
  const byNetcat = `nc -z ${id} ${port} 2> /dev/null`
  if (shell === 'bash') return `timeout ${seconds} bash -c 'until ${byBash}; do sleep 1; done'`
  if (shell === 'sh') return `timeout ${seconds} sh -c 'until ${byNetcat}; do sleep 1; done'`
  return `timeout ${seconds} sh -c 'until ${byNetcat} || bash -c "${byBash}" 2> /dev/null; do sleep 1; done'`
}
