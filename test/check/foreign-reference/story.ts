// The service is not one of the job.
import { job, push, service, sh, story } from 'pipegen'

const postgres = service({ image: 'postgres:17', port: 5432 })
const unit = job({ env: { PGHOST: postgres.host }, steps: [sh`make test`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
