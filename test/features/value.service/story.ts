// The tests are told where the database is.
import { job, push, service, sh, story } from 'pipegen'

const postgres = service({ image: 'postgres:17', port: 5432, ready: 'nothing' })
const unit = job({
  image: 'python:3.13',
  services: { postgres },
  env: { DATABASE_URL: `postgres://postgres:test@${postgres.host}:${postgres.port}/shop` },
  steps: [sh`make test`],
})

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
