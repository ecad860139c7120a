// The coverage stands beside the run.
import { job, push, sh, story } from 'pipegen'

const unit = job({ reports: { coverage: 'coverage/cobertura.xml' }, steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
