import type { Job, Service } from '../../src/ir.ts'
import { shellWord } from '../../src/shell/quote.ts'
import { writeEnv } from './env.ts'
import { escapeText } from './expression.ts'
import type { JobScene } from './scene.ts'
import type { GithubCredentials, GithubService, GithubStep } from './schema.ts'
import { block } from './shell.ts'
import { tidy } from './tidy.ts'
import { writeText } from './values.ts'

/** Where the steps of a job reach a service: a job in a container shares a network with it. */
export function hostOf(id: string, job: Job): string {
  return job.container === null ? 'localhost' : id
}

/** The port at which the steps reach a service: two services of one port get two ports of the host. */
export function portOf(id: string, job: Job): string {
  const taken = new Set<number>()
  for (const service of job.services) {
    let port = service.port
    while (job.container === null && taken.has(port)) port = port === 65535 ? 1024 : port + 1
    taken.add(port)
    if (service.id === id) return String(port)
  }
  return ''
}

/** The containers beside a job. */
export function writeServices(scene: JobScene): Readonly<Record<string, GithubService>> | undefined {
  const { job } = scene
  if (job.services.length === 0) return undefined
  return Object.fromEntries(job.services.map((service) => [service.id, writeService(service, scene)]))
}

/** The login to a registry. */
export function writeCredentials(credentials: Service['credentials'], scene: JobScene): GithubCredentials | undefined {
  if (credentials === null) return undefined
  return { username: writeText(credentials.username, scene), password: writeText(credentials.password, scene) }
}

const none: readonly never[] = []

/** The steps that wait until services answer at their ports. */
export function waitForServices(scene: JobScene): readonly GithubStep[] {
  if (scene.job.services.length === 0) return none
  return scene.job.services.filter((service) => service.ready.by === 'port').map((service) => wait(service, scene))
}

function writeService(service: Service, scene: JobScene): GithubService {
  const { job } = scene
  return tidy<GithubService>({
    image: writeText(service.image, scene),
    credentials: writeCredentials(service.credentials, scene),
    env: writeEnv(service.env, scene),
    ports: job.container === null ? [`${portOf(service.id, job)}:${service.port}`] : undefined,
    options: health(service),
    command: service.command.length === 0 ? undefined : escapeText(service.command.map(quoteArgument).join(' ')),
  })
}

// The runner waits for the health of a container that tells it, a minute here, and fails if it does not come.
// https://docs.github.com/actions/tutorials/use-containerized-services/use-docker-service-containers
function health({ ready }: Service): string | undefined {
  if (ready.by !== 'command') return undefined
  const command = escapeText(quoteArgument(ready.command))
  return `--health-cmd ${command} --health-interval 5s --health-timeout 5s --health-retries 12`
}

// The runner splits the text at spaces as Windows programs do: double quotes hold, a backslash counts before a quote.
function quoteArgument(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text
  return `"${text.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`
}

function wait(service: Service, { job }: JobScene): GithubStep {
  const name = `Wait for ${service.id}`
  if (job.container !== null) {
    const probe = `if command -v bash; then bash -c ': < /dev/tcp/${service.id}/${service.port}'; else nc -z ${service.id} ${service.port}; fi`
    return { name, run: block(attempts(`sh -c ${shellWord(probe)} > /dev/null 2>&1`, service)) }
  }
  // The port of the host answers before the service does, so the container itself is asked.
  return {
    name,
    env: { CONTAINER: `\${{ job.services.${service.id}.id }}` },
    run: block(
      [
        `address=$(docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$CONTAINER")`,
        attempts(`bash -c ': < "/dev/tcp/$0/$1"' "$address" ${service.port} 2> /dev/null`, service),
      ].join('\n'),
    ),
  }
}

function attempts(probe: string, service: Service): string {
  return [
    'tries=0',
    `until ${probe}; do`,
    '  tries=$((tries + 1))',
    `  if [ "$tries" -gt 60 ]; then echo '${service.id} does not answer' >&2; exit 1; fi`,
    '  sleep 1',
    'done',
  ].join('\n')
}
