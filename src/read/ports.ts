const ports: Readonly<Record<string, number>> = {
  postgres: 5432,
  postgis: 5432,
  mysql: 3306,
  mariadb: 3306,
  redis: 6379,
  valkey: 6379,
  mongo: 27_017,
  memcached: 11_211,
  rabbitmq: 5672,
  elasticsearch: 9200,
  opensearch: 9200,
  minio: 9000,
  nginx: 80,
  httpd: 80,
  registry: 5000,
  nats: 4222,
}

/** The port that an image listens on, of the images that are used most; undefined: it is not known. */
export function portOf(image: string): number | undefined {
  const base = /(?:^|\/)([^/:@]+)(?:[:@].*)?$/.exec(image)?.[1] ?? ''
  return Object.hasOwn(ports, base) ? ports[base] : undefined
}
