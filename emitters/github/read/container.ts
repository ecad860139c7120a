import type { Container, Credentials, Ready, Service } from '../../../src/ir.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { readEnv } from './env.ts'
import type { Known } from './known.ts'
import { listOf, mapOf, type Source, wordOf } from './source.ts'
import { readText } from './value.ts'

/** The image of a job; null where there is none that can be told. */
export function readContainer(value: unknown, job: string, known: Known, { at }: Source): Container | null {
  const map: DataMap = mapOf(value) ?? { image: wordOf(value) ?? '' }
  const image = readText(map.image, known, ['matrix'])
  if (image === undefined || image.length === 0) return null
  const [, user] = /(?:^|\s)--user[ =]([\w:-]+)(?:\s|$)/.exec(wordOf(map.options) ?? '') ?? []
  return {
    image,
    credentials: readCredentials(map.credentials, known),
    user: user ?? null,
    origin: at(['jobs', job, 'container']),
  }
}

/** The services of a job, those whose port can be told. */
export function readServices(value: unknown, job: string, known: Known, source: Source): readonly Service[] {
  return Object.entries(mapOf(value) ?? {}).flatMap(([id, settings]): readonly Service[] => {
    const map: DataMap = mapOf(settings) ?? { image: wordOf(settings) ?? '' }
    const image = readText(map.image, known, ['matrix'])
    const port = portOf(map.ports) ?? usualPort(wordOf(map.image) ?? '')
    if (image === undefined || image.length === 0 || port === undefined || !/^[a-z][a-z0-9-]*$/.test(id)) return []
    return [
      {
        id,
        image,
        credentials: readCredentials(map.credentials, known),
        port,
        env: readEnv(map.env, ['jobs', job, 'services', id, 'env'], known, source, [
          'context',
          'matrix',
          'secret',
          'input',
        ]).env,
        command: [],
        ready: readyOf(wordOf(map.options) ?? ''),
        origin: source.at(['jobs', job, 'services', id]),
      },
    ]
  })
}

function readCredentials(value: unknown, known: Known): Credentials | null {
  const map = mapOf(value)
  const username = readText(map?.username, known, ['secret', 'context'])
  const password = readText(map?.password, known, ['secret', 'repositoryToken'])
  const plain = password?.every((part) => typeof part !== 'string') === true && password.length === 1
  return username === undefined || password === undefined || !plain ? null : { username, password }
}

function portOf(ports: unknown): number | undefined {
  const [first] = listOf(ports)
  const [, port] = /^(?:\d+:)?(\d+)(?:\/tcp)?$/.exec(wordOf(first) ?? '') ?? []
  return port === undefined ? undefined : Number(port)
}

const usual: readonly (readonly [RegExp, number])[] = [
  [/postg(res|is)|pgvector/, 5432],
  [/mysql|mariadb/, 3306],
  [/redis|valkey/, 6379],
  [/mongo/, 27017],
  [/rabbitmq/, 5672],
  [/elasticsearch|opensearch/, 9200],
  [/memcached/, 11211],
  [/registry/, 5000],
  [/docker.*dind/, 2375],
]

function usualPort(image: string): number | undefined {
  return usual.find(([name]) => name.test(image))?.[1]
}

// https://docs.docker.com/reference/cli/docker/container/run/#health-check
function readyOf(options: string): Ready {
  const [, quoted, single, bare] = /--health-cmd[ =](?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+))/.exec(options) ?? []
  const command = quoted?.replaceAll(/\\(["\\])/g, '$1') ?? single ?? bare
  return command === undefined ? { by: 'nothing' } : { by: 'command', command }
}
