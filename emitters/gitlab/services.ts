import { annotate, type Yaml } from '../../src/document.ts'
import type { Job, Service } from '../../src/ir.ts'
import { usesDocker } from '../../src/lower/tool-image.ts'
import { variableOf } from './env.ts'
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
export function writeServices(job: Job, values: Values): readonly Yaml[] {
  const engine = job.tools.find((tool) => tool.name === 'docker')
  return [
    ...job.services.map((service) => writeService(service, values)),
    ...(engine === undefined
      ? []
      : [{ name: keywordText(['docker:', ...engine.version, '-dind'], values), alias: 'docker' }]),
  ]
}

function writeService(service: Service, values: Values): Yaml {
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

/**
 * The commands that wait for the services, for GitLab itself only warns of one that is not ready:
 * https://docs.gitlab.com/ci/services/#how-the-health-check-of-services-works
 */
export function waitFor(job: Job, shell: Shell): readonly Yaml[] {
  const waits = job.services
    .filter((service) => service.ready.by !== 'nothing')
    .map((service) => item(`Wait for ${service.id}`, waitForPort(service, shell)))
  const engine = usesDocker(job)
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
