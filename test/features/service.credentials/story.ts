// The database image stands in a registry that asks for a login.
import { job, push, secret, service, sh, story } from 'pipegen'

const postgres = service({
  image: 'registry.example.com/postgres:17',
  port: 5432,
  ready: 'nothing',
  credentials: { username: 'ci', password: secret('REGISTRY_PASSWORD') },
})
const unit = job({ image: 'python:3.13', services: { postgres }, steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
