// All jobs see a variable.
import { job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [push()],
  env: { LOG_LEVEL: 'debug', RETRIES: 3 },
  stages: { test: { unit } },
})
