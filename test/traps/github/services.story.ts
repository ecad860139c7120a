// Two services of one port, beside a job on the machine and one in a container.
import { ctx, dependencies, job, push, service, sh, story } from 'pipegen'

const main = service({
  image: 'postgres:17',
  port: 5432,
  env: { POSTGRES_PASSWORD: 'x' },
  ready: 'pg_isready -h "local host"',
})
const copy = service({ image: 'postgres:16', port: 5432, command: ['postgres', '-c', 'log_statement=all x'] })
const env = { MAIN: `${main.host}:${main.port}`, COPY: `${copy.host}:${copy.port}` }
const host = job({ services: { main, copy }, env, caches: [dependencies('npm')], steps: [sh`make`] })
const boxed = job({
  image: 'node:24',
  services: { main, copy },
  env: { ...env, PLACE: ctx.workspace },
  caches: [dependencies('npm')],
  steps: [sh`make`],
})

export default story({ name: 'services', on: [push()], stages: { test: { host, boxed } } })
