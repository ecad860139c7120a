import { engineVersion } from '../../../src/engine-version.ts'
import type { Container, Service, Tool } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { portOf } from '../../../src/read/ports.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { dockerVariables } from '../services.ts'
import { readEnv } from './env.ts'
import { type Names, readText } from './values.ts'

/** The image of a job: https://docs.gitlab.com/ci/yaml/#image */
export function readImage(
  data: Data | undefined,
  names: Names,
  origin: Origin,
  tell: (why: string) => void,
): Container | null {
  const map = isMap(data) ? data : { name: data ?? null }
  const name = textOf(map.name)
  if (name === undefined || name === '') return null
  const { text, unknown } = readText(name, names)
  if (text.length === 0) tell('its name is empty unless something outside of the file fills it')
  if (text.length === 0) return null
  if (unknown.length > 0) tell(`its name holds $${unknown[0]}, which GitLab alone sets`)
  // The image is chosen before anything of the event is known elsewhere.
  const hasEvent = text.some((part) => typeof part === 'object' && part.ref === 'context')
  if (hasEvent) tell('its name holds a value of the event')
  const user = textOf(mapOf(map.docker).user) ?? null
  return { image: hasEvent ? [name] : text, credentials: null, user, origin }
}

/** The containers beside a job; a container engine is a tool of the story. */
export function readServices(
  data: Data | undefined,
  names: Names,
  origin: Origin,
  tell: (why: string) => void,
): { readonly services: readonly Service[]; readonly tools: readonly Tool[] } {
  const tools: Tool[] = []
  const taken = new Set<string>()
  const services = listOf(data).flatMap((item): readonly Service[] => {
    const map = isMap(item) ? item : { name: item }
    const name = textOf(map.name) ?? ''
    const image = readText(name, names)
    const [, base = '', tag = 'latest'] = /(?:^|\/)([^/:@]+)(?::([^@]+))?(?:@.*)?$/.exec(image.text.join('')) ?? []
    if (base === 'docker' && tag.includes('dind')) {
      const version = tag.replace(/-?dind.*$/, '')
      if (tools.length === 0)
        tools.push({ name: 'docker', version: [engineVersionOf(version, tell)], with: null, origin })
      return []
    }
    const port = portOf(name)
    const alias = textOf(map.alias)?.split(/[\s,]+/)[0]
    const id = (alias ?? name.replace(/[:@].*$/, '').replaceAll(/[^a-z0-9]+/gi, '-')).toLowerCase()
    if (port === undefined || image.unknown.length > 0 || !/^[a-z][a-z0-9-]*$/.test(id) || taken.has(id)) {
      tell(port === undefined ? `the port of ${base || 'a service'} is not known` : 'a service that cannot be named')
      return []
    }
    taken.add(id)
    const { env } = readEnv(mapOf(map.variables), names, origin)
    return [
      {
        id,
        image: image.text,
        credentials: null,
        port,
        env,
        command: textsOf(map.command),
        ready: { by: 'nothing' },
        origin,
      },
    ]
  })
  return { services, tools }
}

function engineVersionOf(version: string, tell: (why: string) => void): string {
  if (/^\d[\w.-]*$/.test(version)) return version
  tell('a container engine without a version')
  return engineVersion
}

// How the engine beside a job is reached is no environment of its scripts, and another way elsewhere.
const ofEngine: ReadonlySet<string> = new Set(Object.keys(dockerVariables))

/** Variables without those that say how jobs reach the container engine that they have. */
export function withoutEngine(variables: DataMap, tools: readonly Tool[]): DataMap {
  if (tools.every(({ name }) => name !== 'docker')) return variables
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !ofEngine.has(name)))
}
