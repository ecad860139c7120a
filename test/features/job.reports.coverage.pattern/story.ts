// The coverage is read from the log.
import { job, push, sh, story } from 'pipegen'

const unit = job({ reports: { coverage: { pattern: /TOTAL.* (\d+)%$/ } }, steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
