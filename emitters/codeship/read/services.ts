import type { Env, Service } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { portOf } from '../../../src/read/ports.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'

/** How an image is made from the files of the project. */
export interface Build {
  readonly context: string
  readonly dockerfile: string
  readonly target: string | undefined
  /** Arguments as `NAME=value`. */
  readonly args: readonly string[]
}

/** A service of the file, as its steps and its neighbours need it. */
export interface ReadService {
  readonly name: string
  readonly path: readonly string[]
  readonly data: DataMap
  readonly image: string | undefined
  /** How the image is made, where it is made here. */
  readonly build: Build | undefined
  readonly env: Env
  /** Folders of the project in the container, as `FROM:TO`. */
  readonly volumes: readonly string[]
  readonly workingDirectory: string | undefined
  readonly user: string | undefined
  readonly dependsOn: readonly string[]
  readonly command: readonly string[]
  /** Whether the engine of the machine is at hand. */
  readonly engine: boolean
  /** Whether its image comes from a registry that asks for a login. */
  readonly login: boolean
  /** The port that the file names. */
  readonly port: number | undefined
  readonly origin: Origin
}

/** The services of a file, which newer files have one level deeper. */
export function readServices(root: DataMap, at: (path: readonly string[]) => Origin): ReadonlyMap<string, ReadService> {
  const isNested = isMap(root.services)
  const services = isNested ? mapOf(root.services) : root
  return new Map(
    Object.entries(services)
      .filter(([name, data]) => isMap(data) && !name.startsWith('x-'))
      .map(([name, data]) => {
        const path = isNested ? ['services', name] : [name]
        return [name, readService(name, mapOf(data), path, at(path))]
      }),
  )
}

function readService(name: string, data: DataMap, path: readonly string[], origin: Origin): ReadService {
  const isBuilt = data.build !== undefined || (data.dockerfile !== undefined && data.image === undefined)
  return {
    name,
    path,
    data,
    image: textOf(data.image),
    build: isBuilt ? readBuild(data) : undefined,
    env: readEnv(data.environment, origin),
    volumes: textsOf(data.volumes ?? null),
    workingDirectory: textOf(data.working_dir),
    user: textOf(data.user),
    dependsOn: [...textsOf(data.depends_on ?? null), ...textsOf(data.links ?? null)].map(
      (one) => one.split(':')[0] ?? one,
    ),
    command: isMap(data.command)
      ? []
      : Array.isArray(data.command)
        ? textsOf(data.command)
        : (textOf(data.command) ?? '').split(/\s+/).filter((word) => word !== ''),
    engine: data.add_docker === true,
    login: data.encrypted_dockercfg_path !== undefined,
    port: portsIn(data)[0],
    origin,
  }
}

function readBuild(data: DataMap): Build {
  const build = isMap(data.build) ? data.build : { context: data.build ?? null, dockerfile: data.dockerfile ?? null }
  const args = isMap(build.args)
    ? Object.entries(build.args).map(([name, value]) => `${name}=${textOf(value) ?? ''}`)
    : textsOf(build.args ?? null)
  return {
    context: folderOf(textOf(build.context) ?? textOf(build.path) ?? '.'),
    dockerfile: textOf(build.dockerfile) ?? textOf(build.dockerfile_path) ?? 'Dockerfile',
    target: textOf(build.target),
    args,
  }
}

function folderOf(path: string): string {
  const plain = path.replace(/\/+$/, '')
  return plain === '' ? '.' : plain
}

// `expose: [4444]` or `ports: ["80:8080"]`: the last number is that of the container.
function portsIn(data: DataMap): readonly number[] {
  return [...listOf(data.expose), ...listOf(data.ports)].flatMap((one) => {
    const port = Number(/(\d+)(?:\/tcp)?$/.exec(textOf(one) ?? '')?.[1])
    return Number.isInteger(port) && port > 0 && port < 65_536 ? [port] : []
  })
}

function readEnv(data: Data | undefined, origin: Origin): Env {
  const pairs: readonly (readonly [string, string])[] = isMap(data)
    ? Object.entries(data).map(([name, value]) => [name, textOf(value) ?? ''] as const)
    : textsOf(data ?? null).map((text) => [text.split('=', 1)[0] ?? '', text.slice(text.indexOf('=') + 1)] as const)
  return pairs
    .filter(([name]) => isVariable(name))
    .map(([name, value]) => ({ name, value: value === '' ? [] : [value], origin }))
}

function isVariable(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && !name.startsWith('PIPEGEN_') && name !== '__proto__'
}

/** A neighbour as a service of the story; undefined where it is made here, or nobody knows on which port it listens. */
export function asService({ name, image, env, command, port, origin }: ReadService): Service | undefined {
  const known = image === undefined ? undefined : (port ?? portOf(image))
  const id = name.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-')
  if (image === undefined || known === undefined || !/^[a-z][a-z0-9-]*$/.test(id)) return undefined
  return { id, image: [image], credentials: null, port: known, env, command, ready: { by: 'port' }, origin }
}

/** The folder of the container that holds the sources, if one does. */
export function sourcesOf({ volumes }: ReadService): string | undefined {
  return volumes.flatMap((one) => /^\.\/?:([^:]+)(?::\w+)?$/.exec(one)?.[1] ?? [])[0]?.replace(/(?<=.)\/$/, '')
}

/** Where the steps of an image run, from the root of the project; undefined where that is outside of the sources. */
export function folderIn(service: ReadService): string | undefined {
  const [sources, working] = [sourcesOf(service), service.workingDirectory]
  if (working === undefined || sources === undefined) return '.'
  if (working === sources || working === `${sources}/`) return '.'
  return working.startsWith(`${sources}/`) ? working.slice(sources.length + 1) : undefined
}
