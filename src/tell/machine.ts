import type {
  Checkout,
  Container,
  Credentials,
  Environment,
  Job,
  Permissions,
  Runner,
  Service,
  Text,
  Tool,
} from '../ir.ts'
import { textIn, usualArch } from '../machine.ts'
import { cellPattern, type Desk, once, use } from './desk.ts'
import { list, literal, object } from './literal.ts'
import { remarks } from './remarks.ts'
import { tellEnv, tellText } from './value.ts'

/** A machine; undefined: the usual one. */
export function tellRunner({ runner, matrix }: Pick<Job, 'runner' | 'matrix'>, desk: Desk): string | undefined {
  const usual = usualArch(runner.os, matrix)
  const isUsual = (matrix?.cells ?? [{}]).every((cell) => textIn(runner.arch, cell) === textIn(usual, cell))
  const code = object([
    ['os', same(runner.os, 'linux') ? undefined : tellPart(runner.os, desk)],
    ['arch', isUsual ? undefined : tellPart(runner.arch, desk)],
    ['size', runner.size.length === 0 ? undefined : tellPart(runner.size, desk)],
    ['labels', runner.labels.length === 0 ? undefined : list(runner.labels.map(literal))],
  ])
  return code === '{}' ? undefined : code
}

// What each value of the matrix stands for, or a text.
function tellPart(text: Text, desk: Desk): string {
  const [only] = text
  if (text.length !== 1 || typeof only !== 'object' || only.ref !== 'matrix' || only.as === undefined)
    return tellText(text, desk)
  const parts = object(Object.entries(only.as).map(([value, part]) => [value, literal(part)] as const))
  return `${tellText([{ ref: 'matrix', key: only.key }], desk)}.as(${parts})`
}

/** An image. */
export function tellContainer(container: Container | null, desk: Desk): string | undefined {
  if (container === null) return undefined
  const { image, credentials, user } = container
  if (credentials === null && user === null) return tellText(image, desk)
  return object([
    ['name', tellText(image, desk)],
    ['credentials', tellCredentials(credentials, desk)],
    ['user', user === null ? undefined : literal(user)],
  ])
}

function tellCredentials(credentials: Credentials | null, desk: Desk): string | undefined {
  if (credentials === null) return undefined
  return object([
    ['username', tellText(credentials.username, desk)],
    ['password', tellText(credentials.password, desk)],
  ])
}

/** Toolchains. */
export function tellTools(tools: readonly Tool[], desk: Desk): string | undefined {
  return tools.length === 0 ? undefined : list(tools.map((tool) => `${remarks(tool, desk)}${tellTool(tool, desk)}`))
}

function tellTool({ name, version, with: build }: Tool, desk: Desk): string {
  const made = use(desk, name)
  if (name === 'docker' && same(version, '28')) return `${made}()`
  return `${made}(${tellText(version, desk)}${build === null ? '' : `, { with: ${literal(build)} }`})`
}

/** Services; those that are the same in several jobs are one constant, and so is every one without matrix values. */
export function tellServices(job: Job, desk: Desk): string | undefined {
  if (job.services.length === 0) return undefined
  return object(
    job.services.map((service) => {
      const code = tellService(service, desk)
      if (code.search(cellPattern) >= 0) return [service.id, code] as const
      const made = once(desk, code, () => ({
        name: desk.names.free(service.id, 'service'),
        code,
        kind: 'service',
        comment: remarks(service, desk),
      }))
      desk.known.set(`service ${service.id}`, made)
      return [service.id, made] as const
    }),
  )
}

function tellService(service: Service, desk: Desk): string {
  const { image, port, env, command, ready, credentials } = service
  return `${use(desk, 'service')}(${object([
    ['image', tellText(image, desk)],
    ['port', String(port)],
    ['env', tellEnv(env, desk)],
    ['command', command.length === 0 ? undefined : list(command.map(literal))],
    ['ready', ready.by === 'port' ? undefined : literal(ready.by === 'nothing' ? 'nothing' : ready.command)],
    ['credentials', tellCredentials(credentials, desk)],
  ])})`
}

/** Where a job deploys to: a constant where several jobs do so, unless it depends on the matrix. */
export function tellEnvironment(environment: Environment | null, desk: Desk): string | undefined {
  if (environment === null) return undefined
  const { name, url, approval, tier } = environment
  const spec = object([
    ['url', url === null ? undefined : tellText(url, desk)],
    ['approval', approval === 'none' ? undefined : literal(approval)],
    ['tier', tier === null ? undefined : literal(tier)],
  ])
  const code = `${use(desk, 'environment')}(${tellText(name, desk)}${spec === '{}' ? '' : `, ${spec}`})`
  const [only] = name
  const isPlain = name.length === 1 && typeof only === 'string' && !/[\ue100\ue102]/.test(spec)
  if (!isPlain || !isUsedAgain(environment, desk)) return code
  return once(desk, code, () => ({
    name: desk.names.free(only, 'environment'),
    code,
    kind: 'environment',
    comment: remarks(environment, desk),
  }))
}

function isUsedAgain({ name }: Environment, { pipeline }: Desk): boolean {
  const key = JSON.stringify(name)
  return pipeline.jobs.filter(({ environment }) => JSON.stringify(environment?.name) === key).length > 1
}

/** What the token may do. */
export function tellPermissions(permissions: Permissions): string {
  return object(Object.entries(permissions).map(([area, level]) => [area, literal(level)] as const))
}

/** How the sources are fetched; undefined: as usual. */
export function tellCheckout(checkout: Omit<Checkout, 'origin'> | null): string | undefined {
  if (checkout === null) return 'false'
  const { depth, submodules, lfs, tags, credentials, pullRequest } = checkout
  const code = object([
    ['depth', depth === 1 ? undefined : String(depth)],
    ['submodules', submodules === 'none' ? undefined : submodules === 'direct' ? 'true' : "'recursive'"],
    ['lfs', lfs ? 'true' : undefined],
    ['tags', tags ? 'true' : undefined],
    ['credentials', credentials ? 'true' : undefined],
    ['pullRequest', pullRequest === 'head' ? undefined : "'merge'"],
  ])
  return code === '{}' ? undefined : code
}

function same(text: Runner['os'], value: string): boolean {
  return text.length === 1 && text[0] === value
}
