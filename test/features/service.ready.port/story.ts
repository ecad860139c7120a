// The tests wait until the database answers.
import { job, push, service, sh, story } from 'pipegen'

const postgres = service({ image: 'postgres:17', port: 5432 })
const unit = job({ image: 'python:3.13', services: { postgres }, steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
