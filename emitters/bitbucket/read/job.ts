import { allOf } from '../../../src/condition/build.ts'
import type { Condition, Container, Env, Environment, Job, Need, Service, Step, Tool } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { plainStep } from '../../../src/plain-step.ts'
import { portOf } from '../../../src/read/ports.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { readArtifacts, reportPaths, uploadsOf } from './artifacts.ts'
import { readCaches } from './caches.ts'
import { ownCondition } from './conditions.ts'
import { readEnv } from './env.ts'
import type { Section } from './sections.ts'
import { readScript } from './steps.ts'

/** The image of a step that names none. */
export const usualImage = 'atlassian/default-image:latest'

/** What a job is read with. */
export interface Around {
  readonly id: string
  readonly name: string
  readonly stage: string
  readonly needs: readonly Need[]
  readonly condition: Condition
  /** The keys of the whole file. */
  readonly root: DataMap
  /** What the stage of the file says that no step can say for itself. */
  readonly group: DataMap
  /** Names of variables that a person fills in. */
  readonly inputs: readonly string[]
  /** What runs it. */
  readonly sections: readonly Section[]
  readonly at: (key: string) => Origin
  readonly tell: (key: string, why: string) => void
}

/** Reads a step as a job: https://support.atlassian.com/bitbucket-cloud/docs/step-options/ */
export function readJob(data: DataMap, around: Around): Job {
  const { id, root, at, tell } = around
  const options = mapOf(root.options)
  const container = readImage(data.image ?? root.image, at('image'), tell)
  const shell = hasNoBash(container) ? 'sh' : 'bash'
  const steps = readScript(data.script, at('script'), shell)
  const after = listOf(data['after-script'])
    .filter((item) => !isMap(item))
    .map((item) => textOf(item) ?? '')
    .join('\n')
    .trim()
  if (listOf(data['after-script']).some((item) => isMap(item))) tell('after-script', 'a pipe after the script')
  const last: readonly Step[] =
    after === '' ? [] : [{ ...plainStep(after, at('after-script'), shell), status: 'always', continueOnError: true }]
  if (uploadsOf(data.artifacts).some(({ paths }) => paths.some((path) => path.endsWith('/'))))
    tell('artifacts', 'a folder alone is no file, and the story takes all that lies in it')
  const text = JSON.stringify([data.script ?? null, data['after-script'] ?? null])
  const env = readEnv(text.replaceAll('\\n', '\n'), around, at('script'))
  if (/\$\{?BITBUCKET_BRANCH\b/.test(text) && !env.some(({ name }) => name === 'BITBUCKET_BRANCH'))
    tell('script', 'BITBUCKET_BRANCH is another branch on pull requests, so that other vendors have no such variable')
  const environment = readEnvironment(data, around)
  const minutes = Number(textOf(data['max-time'] ?? options['max-time'] ?? null) ?? '120')
  const { services, tools } = readServices(
    [...textsOf(data.services ?? null), ...(options.docker === true ? ['docker'] : [])],
    around,
  )
  const failure = mapOf(data['on-fail'])
  const tries = Number(textOf(failure['max-retry-count'] ?? failure.maxRetryCount ?? null) ?? '1')
  return {
    id,
    name: [around.name],
    stage: around.stage,
    needs: around.needs,
    status: 'success',
    condition: allOf([around.condition, ownCondition(mapOf(data.condition))]),
    matrix: null,
    runner: readRunner(data, options, at('runs-on')),
    container,
    tools,
    services,
    env,
    steps: steps.length + last.length > 0 ? [...steps, ...last] : [plainStep(':', at('script'), shell)],
    outputs: [],
    artifacts: readArtifacts(id, data.artifacts, at('artifacts')),
    caches: readCaches(data.caches, root, at('caches')),
    reports: { junit: reportPaths(data.artifacts), coverage: null, origin: at('') },
    environment,
    lock: environment === null ? null : { name: environment.name, origin: environment.origin },
    timeoutMinutes: Number.isInteger(minutes) && minutes >= 1 ? minutes : 120,
    retry: failure.strategy === 'retry' && tries >= 1 ? Math.min(tries, 2) : 0,
    allowFailure: failure.strategy === 'ignore',
    permissions: null,
    checkout: readClone(data.clone ?? root.clone, at('clone')),
    raw: [],
    origin: at(''),
  }
}

// A person is asked for at environments alone, so that a step that waits becomes one.
function readEnvironment(data: DataMap, { name, group, at, tell }: Around): Environment | null {
  const target = textOf(data.deployment ?? group.deployment ?? null)
  const manual = textOf(data.trigger ?? null) === 'manual'
  if (target === undefined && !manual) return null
  const own = environmentName(name)
  if (target === undefined) tell('trigger', `a person starts it, so it became the environment '${own}'`)
  const tier = /^(?:test|staging|production)/.exec(target ?? '')?.[0]
  return {
    name: [target ?? own],
    url: null,
    approval: manual ? 'manual' : 'none',
    tier: tier === 'test' ? 'testing' : tier === 'staging' || tier === 'production' ? tier : null,
    origin: at('deployment'),
  }
}

// In letters that all vendors take; the lock of an environment has its name, of 50 characters at most.
function environmentName(step: string): string {
  const plain = step
    .toLowerCase()
    .replaceAll(/[^\w .-]+/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()
  return plain.slice(0, 40).trim() || 'manual'
}

function readRunner(data: DataMap, options: DataMap, origin: Origin): Job['runner'] {
  const size = textOf(data.size ?? options.size ?? null)
  const labels = textsOf(data['runs-on'] ?? null)
  const os = labels.includes('windows') ? 'windows' : labels.includes('macos') ? 'macos' : 'linux'
  const { arch } = mapOf(mapOf(data.runtime).cloud)
  const isArm = labels.includes('linux.arm64') || arch === 'arm'
  // The labels that every runner of that kind has.
  const usual = ['self.hosted', os === 'linux' && isArm ? 'linux.arm64' : os]
  const own = labels.filter((one) => !usual.includes(one))
  return {
    os: [os],
    arch: [isArm ? 'arm64' : 'x64'],
    size: size === '2x' ? ['medium'] : size === undefined || size === '1x' ? [] : ['large'],
    labels: labels.length > 0 && own.length === 0 ? ['self.hosted'] : own,
    origin,
  }
}

function readImage(data: Data | undefined, origin: Origin, tell: Around['tell']): Container | null {
  const map = isMap(data) ? data : { name: data ?? null }
  // Where no image is named: https://support.atlassian.com/bitbucket-cloud/docs/use-docker-images-as-build-environments/
  const name = textOf(map.name) ?? usualImage
  if (name.includes('$')) tell('image', 'its name holds a variable')
  if (map.aws !== undefined) tell('image', 'the login to its registry')
  const username = textOf(map.username ?? null)
  const secret = /^\$\{?(\w+)\}?$/.exec(textOf(map.password ?? null) ?? '')?.[1]
  const user = /^\$\{?(\w+)\}?$/.exec(username ?? '')?.[1]
  const credentials =
    username === undefined || secret === undefined
      ? null
      : {
          username: user === undefined ? [username] : [{ ref: 'secret' as const, name: user, file: false }],
          password: [{ ref: 'secret' as const, name: secret, file: false }],
        }
  const own = textOf(map['run-as-user'] ?? null) ?? null
  return { image: [name], credentials, user: own, origin }
}

// Images whose shell is that of busybox; where there is no bash, the vendor runs a script by `sh`.
function hasNoBash(container: Container | null): boolean {
  const [name = ''] = container?.image ?? []
  return typeof name === 'string' && /alpine|^(?:docker|busybox|hashicorp\/terraform|aquasec\/trivy)(?::|$)/.test(name)
}

function readServices(
  names: readonly string[],
  { root, at, tell }: Around,
): { readonly services: readonly Service[]; readonly tools: readonly Tool[] } {
  const known = mapOf(mapOf(root.definitions).services)
  const tools: Tool[] = []
  const services = [...new Set(names)].flatMap((name): readonly Service[] => {
    if (name === 'docker') {
      tools.push({ name: 'docker', version: ['28'], with: null, origin: at('services') })
      return []
    }
    const data = mapOf(known[name])
    const image = textOf(isMap(data.image) ? data.image.name : data.image) ?? ''
    const port = portOf(image)
    const id = name.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-')
    if (port === undefined || image.includes('$') || !/^[a-z][a-z0-9-]*$/.test(id)) {
      tell('services', `on which port '${name}' listens is not known`)
      return []
    }
    const env = Object.entries(mapOf(data.variables)).flatMap(([key, value]): Env => {
      const text = textOf(value) ?? ''
      const secret = /^\$\{?([A-Za-z_]\w*)\}?$/.exec(text)?.[1]
      if (secret === undefined && text.includes('$')) {
        tell('services', `the value of ${key} holds a variable among other text`)
        return []
      }
      return [
        {
          name: key,
          value: [secret === undefined ? text : { ref: 'secret', name: secret, file: false }],
          origin: at('services'),
        },
      ]
    })
    return [
      {
        id,
        image: [image],
        credentials: null,
        port,
        env: env.filter(({ name: key }) => /^[A-Za-z_]\w*$/.test(key)),
        command: [],
        // Nobody waits for a service here.
        ready: { by: 'nothing' },
        origin: at('services'),
      },
    ]
  })
  return { services, tools }
}

// The vendor fetches 50 commits where nothing is said: https://support.atlassian.com/bitbucket-cloud/docs/git-clone-behavior/
function readClone(data: Data | undefined, origin: Origin): Job['checkout'] {
  const map = mapOf(data)
  if (map.enabled === false) return null
  const depth = map.depth === 'full' ? 0 : Number(textOf(map.depth ?? null) ?? '50')
  return {
    depth: Number.isInteger(depth) && depth >= 0 ? depth : 50,
    submodules: 'none',
    lfs: map.lfs === true,
    tags: false,
    credentials: true,
    pullRequest: 'merge',
    origin,
  }
}
