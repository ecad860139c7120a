// The tests take five minutes at most.
import { job, push, sh, story } from 'pipegen'

const unit = job({ timeout: 5, steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
