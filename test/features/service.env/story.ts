// The database is told its password.
import { job, push, service, sh, story } from 'pipegen'

const postgres = service({
  image: 'postgres:17',
  port: 5432,
  ready: 'nothing',
  env: { POSTGRES_PASSWORD: 'test', POSTGRES_DB: 'shop' },
})
const unit = job({ image: 'python:3.13', services: { postgres }, steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
