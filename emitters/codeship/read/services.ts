import type { Env, Service } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { portOf } from '../../../src/read/ports.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'

/** A service of the file, as its steps and its neighbours need it. */
export interface ReadService {
  readonly name: string
  readonly image: string | undefined
  /** How the image is made, where it is made here. */
  readonly build: { readonly context: string; readonly dockerfile: string } | undefined
  readonly env: Env
  readonly dependsOn: readonly string[]
  readonly command: string | undefined
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
        const origin = at(isNested ? ['services', name] : [name])
        return [name, readService(name, mapOf(data), origin)]
      }),
  )
}

function readService(name: string, data: DataMap, origin: Origin): ReadService {
  const build = isMap(data.build) ? data.build : { context: data.build ?? null, dockerfile: data.dockerfile ?? null }
  const isBuilt = data.build !== undefined || (data.dockerfile !== undefined && data.image === undefined)
  return {
    name,
    image: textOf(data.image),
    build: isBuilt
      ? {
          context: textOf(build.context) ?? '.',
          dockerfile: textOf(build.dockerfile) ?? textOf(build.dockerfile_path) ?? 'Dockerfile',
        }
      : undefined,
    env: readEnv(data.environment, origin),
    dependsOn: [...textsOf(data.depends_on ?? null), ...textsOf(data.links ?? null)].map(
      (one) => one.split(':')[0] ?? one,
    ),
    command: textOf(data.command),
    origin,
  }
}

function readEnv(data: Data | undefined, origin: Origin): Env {
  const pairs: readonly (readonly [string, string])[] = isMap(data)
    ? Object.entries(data).map(([name, value]) => [name, textOf(value) ?? ''] as const)
    : textsOf(data ?? null).map((text) => [text.split('=', 1)[0] ?? '', text.slice(text.indexOf('=') + 1)] as const)
  return pairs
    .filter(([name]) => /^[A-Za-z_]\w*$/.test(name) && !name.startsWith('PIPEGEN_') && name !== '__proto__')
    .map(([name, value]) => ({ name, value: value === '' ? [] : [value], origin }))
}

/** A neighbour as a service of the story; undefined where nobody knows on which port it listens. */
export function asService({ name, image, env, command, origin }: ReadService): Service | undefined {
  const port = image === undefined ? undefined : portOf(image)
  const id = name.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-')
  if (image === undefined || port === undefined || !/^[a-z][a-z0-9-]*$/.test(id)) return undefined
  return {
    id,
    image: [image],
    credentials: null,
    port,
    env,
    command: command === undefined ? [] : command.split(/\s+/),
    ready: { by: 'port' },
    origin,
  }
}

/** The keys of a service that a story has no word for. */
export function leftOver(data: Data): readonly string[] {
  const said = new Set([
    'image',
    'build',
    'dockerfile',
    'environment',
    'depends_on',
    'links',
    'command',
    'cached',
    'add_docker',
  ])
  return Object.keys(mapOf(data)).filter((key) => !said.has(key) && !isCheckout(key, mapOf(data)[key]))
}

// The sources in a folder of the container are what every job has.
function isCheckout(key: string, value: Data | undefined): boolean {
  return key === 'volumes' && listOf(value).every((one) => /^\.\/?:\/[^:]*$/.test(textOf(one) ?? ''))
}
