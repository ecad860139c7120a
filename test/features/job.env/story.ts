// A job has variables.
import { job, push, sh, story } from 'pipegen'

const unit = job({ env: { LOG_LEVEL: 'debug', PRICE: '$5 off' }, steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
