import type { Report } from '../../src/diagnostics.ts'
import type { Job, Service } from '../../src/ir.ts'
import { takeLiterally } from './collisions.ts'
import { variables } from './env.ts'
import { label } from './names.ts'
import type { Params } from './params.ts'
import type { TektonParam, TektonProbe, TektonSidecar } from './schema.ts'
import type { Place } from './values.ts'

/**
 * The services of a job as sidecars: they share the network of the pod, and the steps wait until they are ready.
 *
 * @see https://tekton.dev/docs/pipelines/tasks/#specifying-sidecars
 */
export function sidecarsOf(
  job: Job,
  place: Place,
  params: Params,
  imageText: (image: Service['image']) => string,
  report: Report,
): { readonly sidecars: readonly TektonSidecar[]; readonly params: readonly TektonParam[] } {
  const taken: TektonParam[] = []
  const own = job.services.map((service): TektonSidecar => {
    const env = variables(place, params)
    for (const entry of service.env) env.add(entry.name, entry.value)
    taken.push(...env.params())
    if (env.lines().length > 0)
      report('reference-misplaced', service.origin, {
        what: 'a value that a script computes',
        where: 'the environment of a service on Tekton',
        why: 'give the service a constant, a secret or an input',
      })
    const probe = probeOf(service, report)
    return {
      name: label(service.id),
      image: imageText(service.image),
      ...(service.command.length > 0 && {
        // Kubernetes halves dollar signs here: https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/
        args: service.command.map((word) =>
          takeLiterally(word, 'a word of a command', service.origin, report).replaceAll('$$', '$$$$$$$$'),
        ),
      }),
      ...(env.env().length > 0 && { env: env.env() }),
      ...(probe !== undefined && { readinessProbe: probe }),
    }
  })
  return { sidecars: job.tools.some(({ name }) => name === 'docker') ? [...own, dockerDaemon] : own, params: taken }
}

/** Where the steps find the container engine. */
export const dockerHost = 'tcp://localhost:2375'

// The daemon needs a privileged container: https://hub.docker.com/_/docker
const dockerDaemon: TektonSidecar = {
  name: 'docker-daemon',
  image: 'docker:28-dind',
  env: [{ name: 'DOCKER_TLS_CERTDIR', value: '' }],
  securityContext: { privileged: true },
  readinessProbe: {
    exec: { command: ['docker', '--host', dockerHost, 'info'] },
    periodSeconds: 2,
    failureThreshold: 60,
  },
}

function probeOf(service: Service, report: Report): TektonProbe | undefined {
  const often = { periodSeconds: 2, failureThreshold: 60 }
  if (service.ready.by === 'port') return { tcpSocket: { port: service.port }, ...often }
  if (service.ready.by === 'nothing') return undefined
  const command = takeLiterally(service.ready.command, 'the command that shows a service ready', service.origin, report)
  return { exec: { command: ['sh', '-c', command] }, timeoutSeconds: 10, ...often }
}
