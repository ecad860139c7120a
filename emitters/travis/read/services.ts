import type { Report } from '../../../src/diagnostics.ts'
import type { Env, Service, Text } from '../../../src/ir.ts'
import type { Cursor } from '../../../src/read/cursor.ts'
import { entryOf, itemsOf, lose, type RawJob } from './context.ts'

/** What services bring to a job. */
export interface ReadServices {
  readonly services: readonly Service[]
  readonly env: Env
  readonly docker: Cursor | undefined
}

interface Known {
  readonly id: string
  readonly image: string
  readonly port: number
  readonly env?: Readonly<Record<string, string>>
  /** Variables by which its client finds it: `host`, `port`, or a text. */
  readonly client?: Readonly<Record<string, string>>
}

const postgres: Known = {
  id: 'postgres',
  image: 'postgres:{}',
  port: 5432,
  env: { POSTGRES_HOST_AUTH_METHOD: 'trust' },
  client: { PGHOST: 'host', PGPORT: 'port', PGUSER: 'postgres' },
}
const mysql: Known = {
  id: 'mysql',
  image: 'mysql:8.0',
  port: 3306,
  env: { MYSQL_ALLOW_EMPTY_PASSWORD: 'yes' },
  client: { MYSQL_HOST: 'host', MYSQL_TCP_PORT: 'port' },
}
const mongo: Known = { id: 'mongo', image: 'mongo:7', port: 27_017 }
const redis: Known = { id: 'redis', image: 'redis:7', port: 6379 }
const rabbit: Known = { id: 'rabbitmq', image: 'rabbitmq:3', port: 5672 }
const memcached: Known = { id: 'memcached', image: 'memcached:1', port: 11_211 }

/** What Travis can start: https://docs.travis-ci.com/user/database-setup/ */
const known: Readonly<Record<string, Known>> = {
  postgresql: postgres,
  postgres,
  mysql,
  mariadb: { ...mysql, id: 'mariadb', image: 'mariadb:{}', env: { MARIADB_ALLOW_EMPTY_ROOT_PASSWORD: 'yes' } },
  mongodb: mongo,
  mongo,
  redis,
  'redis-server': redis,
  rabbitmq: rabbit,
  'rabbitmq-server': rabbit,
  memcached,
  memcache: memcached,
  elasticsearch: {
    id: 'elasticsearch',
    image: 'elasticsearch:7.17.28',
    port: 9200,
    env: { 'discovery.type': 'single-node' },
  },
  cassandra: { id: 'cassandra', image: 'cassandra:4', port: 9042 },
  couchdb: { id: 'couchdb', image: 'couchdb:3', port: 5984 },
  neo4j: { id: 'neo4j', image: 'neo4j:5', port: 7474, env: { NEO4J_AUTH: 'none' } },
  'neo4j-server': { id: 'neo4j', image: 'neo4j:5', port: 7474, env: { NEO4J_AUTH: 'none' } },
  influxdb: { id: 'influxdb', image: 'influxdb:1.8', port: 8086 },
  rethinkdb: { id: 'rethinkdb', image: 'rethinkdb:2', port: 28_015 },
}

/** The services of a job, and those that its addons bring in a version. */
export function readServices(job: RawJob, report: Report): ReadServices {
  const addons = job.keys.get('addons')
  const listed = itemsOf(job.keys.get('services')).map((item) => ({ item, name: item.text()?.toLowerCase() ?? '' }))
  const added = ['postgresql', 'mariadb', 'rethinkdb'].flatMap((name) => {
    const item = addons?.kind === 'map' ? addons.look(name) : undefined
    return item === undefined ? [] : [{ item, name }]
  })
  const services: Service[] = []
  const env: Env[number][] = []
  let docker: Cursor | undefined
  for (const { item, name } of [...added, ...listed]) {
    if (name === 'docker') docker = item
    const found = entryOf(known, name)
    if (found === undefined) {
      if (name === 'docker') item.mark('carried')
      else lose(item, whyNot(name), report)
      continue
    }
    const isAdded = added.some((one) => one.item === item)
    const version = isAdded && item.kind === 'scalar' ? item.source : undefined
    item.mark('carried')
    if (services.some(({ id }) => id === found.id)) continue
    const { origin } = item
    const entries = Object.entries(found.env ?? {}).filter(([key]) => /^\w+$/.test(key))
    services.push({
      id: found.id,
      image: [found.image.replace('{}', version ?? (found.id === 'postgres' ? '16' : 'latest'))],
      credentials: null,
      port: found.port,
      env: entries.map(([key, value]) => ({ name: key, value: [value], origin })),
      command: [],
      ready: { by: 'port' },
      origin,
    })
    const at = (field: 'host' | 'port'): Text => [{ ref: 'service', service: found.id, field }]
    for (const [key, value] of Object.entries(found.client ?? {}))
      env.push({ name: key, value: value === 'host' || value === 'port' ? at(value) : [value], origin })
    report('import-approximate', origin, {
      address: item.address,
      from: `${name} on the machine, at localhost`,
      to: `a service at ${found.id}.host`,
      why: `a service is a container of its own: scripts and settings that name localhost must name its address${version === undefined ? ', and its version is to be chosen' : ''}`,
    })
  }
  return { services, env, docker }
}

function whyNot(name: string): string {
  return name === 'xvfb'
    ? 'start what needs a display by xvfb-run'
    : `no image of '${name}' is known: add a service to the story`
}
